"""Find what happens: whoever has occasions of its own adds a source here."""

from collections.abc import Callable, Iterable
from itertools import chain

from citizen.campaigns import store as campaigns
from citizen.campaigns.tables import Campaign
from config import towns
from config.database import Session
from config.languages import say, words
from exports.agenda.rules import Occasion

FOLDER = "exports/agenda"

# The town's session, a language, the address of the service → occasions anyone may know.
Source = Callable[[Session, str, str], Iterable[Occasion]]


def of_campaigns(session: Session, spoken: str, base: str) -> list[Occasion]:
    """The campaigns anyone may know, each as the days it lasts; one without an end, its first."""
    town = towns.served_town(session)
    return [_campaign(one, spoken, base, town) for one in campaigns.public(session)]


def _campaign(one: Campaign, spoken: str, base: str, town: towns.Town) -> Occasion:
    address = f"{base}/campagnes/{one.slug}"
    until = "" if one.ends else say(FOLDER, "no_end", spoken)
    told = (until, words(one.description, spoken) if one.description else "", address)
    return Occasion(
        uid=f"campagne-{one.slug}@{town.code}.brindille",
        title=words(one.title, spoken),
        begins=one.starts,
        ends=one.ends,
        about="\n\n".join(part for part in told if part),
        where=town.name,
        url=address,
        changed_at=one.changed_at,
        version=one.version,
    )


SOURCES: tuple[Source, ...] = (of_campaigns,)


def occasions(session: Session, spoken: str, base: str) -> list[Occasion]:
    """All that happens in the town, of every source."""
    return [*chain.from_iterable(source(session, spoken, base) for source in SOURCES)]
