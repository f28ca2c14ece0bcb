"""Where an address is looked for: in what was imported, else by the geocoder of the town."""

from config import towns
from config.database import reading
from reference.addresses import geocoder, store
from reference.addresses.store import Address


def can_find(geocoder_url: str) -> bool:
    """Whether addresses can be found at all: some were imported, or a geocoder is set."""
    if geocoder_url:
        return True
    with reading() as session:
        return store.has_some(session)


def found(asked: str, limit: int, geocoder_url: str) -> list[Address]:
    """Find an address; nothing is asked outside while addresses were imported, or no URL is set."""
    if not asked.strip():
        return []
    with reading() as session:
        here = store.search(session, asked, limit)
        if here or not geocoder_url or store.has_some(session):
            return here
        code = towns.served_town(session).code
    return geocoder.asked(geocoder_url, asked.strip(), code)[:limit]
