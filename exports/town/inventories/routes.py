"""The town sends an inventory, sees what it would bring, confirms it, and takes it back whole."""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from flask import Blueprint, redirect, request, url_for
from werkzeug import Response
from werkzeug.datastructures import FileStorage

from citizen.accounts.access import caller
from citizen.imports import files, jobs, maps, store
from citizen.imports.tables import Import
from config import events
from config.database import reading, transaction
from config.pages import render
from config.places import Fault
from config.problems import Problem, told
from config.protocols import PROTOCOLS
from config.templates.filters import fine
from config.web import language, row_after
from exports.town.inventories.rules import OWN, Asked, asked

FOLDER = "exports/town/inventories"
MAX_FILE = 100_000_000  # bytes; what is larger is brought in from a terminal
MAX_MAPPING = 200_000
PAGE = 50

inventories = Blueprint("inventories", __name__)


@inventories.get("/ville/inventaires")
def listed() -> str:
    """Show the inventories that came, and the form that sends another."""
    return page({"map": "", "source": ""})


def page(typed: dict[str, str], faults: Sequence[Fault] = ()) -> str:
    before = row_after(request.args.get("avant"))
    with reading() as session:
        found = store.listed(session, before, PAGE)
    return render(
        FOLDER,
        "inventories.html",
        imports=found,
        after=found[-1].id if len(found) == PAGE else None,
        ready=maps.ready(),
        protocols=PROTOCOLS,
        typed=typed,
        own=OWN,
        faults=[sentence(fault) for fault in faults],
    )


@inventories.post("/ville/inventaires")
def send() -> Response | tuple[str, int]:
    """Keep a file privately and have it examined; nothing of it is brought in yet."""
    sent, own = request.files.get("file"), request.files.get("own")
    typed = {name: request.form.get(name, "") for name in ("map", "source")}
    try:
        if sent is None or not sent.filename:
            raise Problem("unreadable-inventory", faults=[Fault("/file", "missing")])
        mapping = own.stream.read(MAX_MAPPING + 1) if own else b""
        wanted = asked(typed["map"], mapping, typed["source"])
    except Problem as refusal:
        return page(typed, refusal.faults), refusal.kind.status
    number = kept(sent, wanted)
    return redirect(url_for("inventories.one", number=number), 303)


def kept(sent: FileStorage, wanted: Asked) -> int:
    """Keep the file, then note it: the file first, the row second."""
    with NamedTemporaryFile() as local:
        sent.save(local)
        sent.close()
        local.flush()
        local.seek(0)
        digest, size = hashlib.file_digest(local, "sha256").hexdigest(), local.tell()
        stored = files.keep(Path(local.name))
    told_of = {
        "by_id": caller().id, "source": wanted.source, "sha256": digest, "size": size,
        "file_name": Path((sent.filename or "").replace("\\", "/")).name[:200], "stored": stored,
        "protocol": wanted.protocol, "mapping_name": wanted.name, "mapping": wanted.text,
        "state": "sent",
    }  # fmt: skip
    with transaction() as session:
        made = store.add(session, told_of)
        events.record(session, "import.sent", made.id, caller().id)
        return made.id


@inventories.get("/ville/inventaires/<int:number>")
def one(number: int) -> str:
    """Show what an inventory would bring, how far it is, or what became of it."""
    with reading() as session:
        held = found(store.one(session, row(number)))
        who = store.sender(session, held)
    report = held.report
    return render(
        FOLDER,
        "inventory.html",
        held=held,
        who=who,
        mapping=maps.ready().get(held.mapping_name),
        report=report,
        faults=[sentence(Fault(*one)) for one in report.get("faults", ())],
        wrong=[
            (n, [sentence(Fault(*one)) for one in faults]) for n, faults in report.get("wrong", ())
        ],
        notices=[(sentence(Fault(*one)), n) for one, n, _ in report.get("notices", ())],
        total=sum(report.get(name, 0) for name in ("rows", "faulty", "aside")),
        kinds=kinds(report),
        protocol=PROTOCOLS.get(held.protocol),
    )


def sentence(fault: Fault) -> dict[str, str]:
    """A fault in the reader's language: where it is, and what is wrong."""
    said = told(fault, language())
    return {"pointer": said["pointer"].lstrip("/"), "detail": fine(said["detail"], language())}


def row(number: int) -> int:
    """A number that a row may have: the database refuses a larger one in its own way."""
    return min(number, 2**31 - 1)


def found(held: Import | None) -> Import:
    if held is None:
        raise Problem("not-found")
    return held


def kinds(report: dict[str, Any]) -> list[tuple[str, int]]:
    """What is wrong with several rows: a sentence and how many have it, the most frequent first."""
    told_rows = [Fault(*fault) for _, faults in report.get("wrong", ()) for fault in faults]
    first = {fault.code: fault for fault in reversed(told_rows)}
    counted = sorted(report.get("kinds", {}).items(), key=lambda one: (-one[1], one[0]))
    return [
        (sentence(first[code])["detail"], count)
        for code, count in counted
        if count > 1 and code in first
    ]


@inventories.post("/ville/inventaires/<int:number>/garder")
def confirm(number: int) -> Response:
    """Bring an inventory in that was examined: it is done in the background."""
    with transaction() as session:
        if store.confirm(session, row(number), skip_faulty="skip" in request.form):
            events.record(session, "import.confirmed", number, caller().id)
    return back(number)


@inventories.post("/ville/inventaires/<int:number>/abandon")
def abandon(number: int) -> Response:
    """Give up an inventory that was not brought in; its file is forgotten."""
    with transaction() as session:
        is_given_up = store.abandon(session, row(number))
    if is_given_up:
        jobs.forget(number)
    return back(number)


@inventories.post("/ville/inventaires/<int:number>/annuler")
def undo(number: int) -> Response:
    """Take an inventory back as a whole, in the background."""
    everything = "everything" in request.form
    with transaction() as session:
        if store.begin_undoing(session, row(number)):
            told_of = {"everything": everything}
            events.record(session, "import.undo-asked", number, caller().id, **told_of)
    return back(number)


def back(number: int) -> Response:
    return redirect(url_for("inventories.one", number=number), 303)
