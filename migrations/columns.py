"""Column types the migrations share: frozen here, so that old migrations never change."""

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB

INSTANT = sa.DateTime(timezone=True)  # always UTC
DOCUMENT = sa.JSON().with_variant(JSONB(), "postgresql")
