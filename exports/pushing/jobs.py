"""Push a dataset: describe it, then replace each file that changed; never make one anew."""

from collections.abc import Callable
from typing import NamedTuple

from config import clock, files, towns
from config.database import engine
from config.engines import only_one
from exports.catalogue.rules import Catalogue, Described, File
from exports.datasets.rules import path
from exports.pushing import rules, store
from exports.pushing.datagouv import Bytes, Portal, Refused
from exports.pushing.rules import Known, There

TURN = 7268  # the lock of who pushes: one at a time, on whatever machine


class Push(NamedTuple):
    """A dataset to push, and where."""

    told: Catalogue
    one: Described
    portal: Portal
    organisation: str = ""


def push(asked: Push, shown: Callable[[str], None]) -> Known:
    """Push one dataset; what was done is kept after each file, and so is what stopped it.

    shown: told the name of each file once it is there. Raise Refused as soon as a call fails.
    """
    with engine().connect() as connection, only_one(connection, TURN) as is_ours:
        if not is_ours:  # two at once would each make the dataset, and each of its files
            raise Refused("another push is under way: ask again once it has ended")
        return _pushed(asked, shown)


def _pushed(asked: Push, shown: Callable[[str], None]) -> Known:
    known = store.known(asked.one.code)
    known.at, known.fault = clock.now().isoformat(), ""
    try:
        _push(asked, known, shown)
        known.release = asked.one.release
    except Refused as why:
        known.fault = str(why)
        raise
    finally:
        store.keep(asked.one.code, known)
    return known


def _push(asked: Push, known: Known, shown: Callable[[str], None]) -> None:
    about = rules.dataset(asked.told, asked.one, asked.organisation)
    if known.remote:
        asked.portal.described(known.remote, about)
    else:
        known.remote = asked.portal.made(about)
        store.keep(asked.one.code, known)
    due = rules.due(asked.one, known)
    there = asked.portal.resources(known.remote) if due else {}
    for file in due:
        # One that a push left there as it was cut short is found again by its title.
        resource = known.files[file.name].id if file.name in known.files else ""
        resource = _put(asked, known.remote, file, resource or there.get(file.name, ""))
        known.files[file.name] = There(resource, file.sha256)
        store.keep(asked.one.code, known)
        shown(file.name)


def _put(asked: Push, remote: str, file: File, resource: str) -> str:
    """Replace a file there, or put it there the first time; return its identifier."""
    about = rules.resource(asked.told, asked.one, file)
    if rules.is_sent(file):
        at = path(towns.served(), asked.one.code, asked.one.release, file.name)
        data = Bytes(file.name, file.media_type, file.bytes, files.store().stream(at))
        resource = asked.portal.sent(remote, resource, data)
    elif not resource:
        return asked.portal.linked(remote, about)
    asked.portal.tell(remote, resource, about)
    return resource
