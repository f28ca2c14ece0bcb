"""What partners' services add to campaigns, as it is stored."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from config.database import Base
from config.towns import OfTown


class Enrichment(OfTown, Base):
    """What one service says of one campaign."""

    __tablename__ = "enrichment"
    __table_args__ = (UniqueConstraint("campaign_id", "service"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    service: Mapped[str]  # its name in addresses
    holder: Mapped[str]  # the organisation that looks after it; an account's UUID where it has none
    organisation: Mapped[str]  # to be read; "" where it has none
    told: Mapped[dict[str, Any]]
    changed_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)
