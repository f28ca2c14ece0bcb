"""Put rules of consensus in force."""

from sqlalchemy import select

from citizen.accounts.tables import Account
from config.database import transaction
from moderation.consensus.adopting import adopt

TWO = """
second_reading = 0
[[rule]]
protocol = "biodiversity"
agreeing = 2
expert = ["disagreement"]
"""
NEVER_AGAIN = "second_reading = 0"
ALWAYS_AGAIN = "second_reading = 100"


def declare(content):
    """Adopt rules as any account; return their number."""
    with transaction() as session:
        return adopt(session, content, session.scalars(select(Account.id).limit(1)).first())
