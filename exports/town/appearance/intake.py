"""Take the looks of a town in as a clerk filled them: every fault at once, the logo last."""

from citizen.appearance import logos, store
from citizen.appearance.rules import Logo, Look, colour_of
from citizen.form.rules import Filled, one
from citizen.form.schemas import read as read_strictly
from config import events, towns
from config.database import transaction
from config.places import Fault
from config.problems import Problem
from exports.town.appearance.schemas import LookSchema


def read(filled: Filled, logo: bytes, before: Look) -> Look:
    """Read a filled form, a logo too where one was chosen; refuse all that is wrong."""
    alt = one(filled, "logo_alt")
    told = read_strictly(LookSchema(), {"colour": one(filled, "colour"), "logo_alt": alt})
    colour, wrong = colour_of(told["colour"]), list[Fault]()
    if isinstance(colour, Fault):
        wrong.append(colour)
    if (logo or before.logo) and not alt:
        wrong.append(Fault("/logo_alt", "logo-silent"))
    kept = logos.keep(logo, alt) if logo else before.logo and before.logo._replace(alt=alt)
    if isinstance(kept, Fault):
        wrong.append(kept)
    if wrong or isinstance(colour, Fault) or isinstance(kept, Fault):
        raise Problem("invalid-content", faults=wrong)
    return Look(colour, kept, before.version)


def seen(filled: Filled, before: Look) -> None:
    """Refuse what was filled in on a page of another version."""
    if one(filled, "version") != str(before.version):
        raise Problem("stale-version")


def keep(chosen: Look, before: Look, by: int) -> None:
    """Keep the looks of a town; the file of a logo that it shows no more is forgotten after."""
    with transaction() as session:
        if not store.change(session, by, chosen):
            raise Problem("stale-version")
        events.record(session, "appearance.changed", towns.served(), by)
    store.present()
    if before.logo and digest(before.logo) != digest(chosen.logo):
        logos.forget(before.logo.digest)


def digest(logo: Logo | None) -> str:
    return logo.digest if logo else ""
