"""The temperature of the air of a town, hour by hour."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from config.database import Base
from config.towns import OfTown


class Weather(OfTown, Base):
    __tablename__ = "weather"
    __table_args__ = (UniqueConstraint("town_id", "hour"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    hour: Mapped[datetime]
    air_c: Mapped[float]  # under shelter, 1.5 m above the ground
    station: Mapped[str]  # who measured; "" when not told
