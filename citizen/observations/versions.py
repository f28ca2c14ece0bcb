"""Which version of a protocol a sending answers, and whether it is still taken."""

from citizen.observations import store
from config import clock
from config.database import reading
from config.places import Fault
from config.problems import Problem
from config.protocols import PROTOCOLS, protocol
from config.protocols.protocol import Protocol

WHERE = "/protocol_version"


def answered(code: str, version: int, *, is_trial: bool = False) -> Protocol:
    """Find the version that was asked; a draft answers to those who only try it."""
    asked = protocol(code, version)
    if asked.is_draft and not is_trial:
        raise Problem("invalid-content", faults=[Fault(WHERE, "version-draft")])
    if version not in {0, asked.version}:
        known = ", ".join(str(one.version) for one in (*PROTOCOLS[code].former, PROTOCOLS[code]))
        raise Problem("invalid-content", faults=[Fault(WHERE, "version-unknown", {"known": known})])
    return asked


def refuse_ended(code: str, version: int) -> None:
    """Refuse what is new under a version whose time is over; what was kept before stays."""
    if is_over(code, version):
        last = PROTOCOLS[code].until(version)
        raise Problem("invalid-content", faults=[Fault(WHERE, "version-ended", {"day": last})])


def is_over(code: str, version: int) -> bool:
    """Whether nothing new is taken under a version any more."""
    last = PROTOCOLS[code].until(version) if code in PROTOCOLS else None
    return last is not None and clock.now().date() > last


def lost() -> list[str]:
    """Say of which versions answers are held and no file is left to tell their words."""
    with reading() as session:
        held = store.versions(session)
    return [
        f"protocols: {count} observations answer version {version} of {code}, whose file is gone:"
        " put it back"
        for code, version, count in held
        if code not in PROTOCOLS or protocol(code, version).version != version
    ]
