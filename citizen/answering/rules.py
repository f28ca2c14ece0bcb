"""How long a question may be answered from its letter."""

from datetime import timedelta

LINK_LASTS = timedelta(days=30)
