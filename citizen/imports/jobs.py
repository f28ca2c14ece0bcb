"""What a page asked for, done in the background: examine a file, bring it in, take it back."""

from datetime import timedelta

from citizen.imports import files, intake, store
from citizen.imports.examining import examine as examined
from config import clock, events
from config.database import reading, transaction
from config.events import News
from config.problems import Problem

SLICE = timedelta(seconds=60)  # a job ends well within its lease; the next goes on
LASTS = timedelta(days=7)  # how long a file waits to be confirmed


def examine(news: News) -> None:
    """Examine a file that was sent; told twice, it is the same."""
    number = int(news.subject)
    with reading() as session:
        held = store.one(session, number)
    if held is None or held.state != "sent":
        return
    try:
        with files.ordered(held) as order:
            state, report = "examined", examined(order, nothing).kept_form()
    except Problem as refusal:
        faults = [list(fault) for fault in refusal.faults]
        state, report = "refused", {"refusal": refusal.kind.code, "faults": faults}
    with transaction() as session:
        found = store.one(session, number, held=True)
        if found is not None and found.state == "sent":
            found.state, found.report = state, report


def bring(news: News) -> None:
    """Keep the rows of a file that was confirmed, for a while; then let the next job go on."""
    number = int(news.subject)
    with reading() as session:
        held = store.one(session, number)
    if held is None:
        return
    if held.state == "running":
        with files.ordered(held) as order:
            if not intake.bring(number, order, nothing, clock.now() + SLICE):
                with transaction() as session:
                    events.record(session, "import.confirmed", number, news.actor)
                return
    forget(number)


def undo(news: News) -> None:
    """Take an import back, for a while; then let the next job go on."""
    number, everything = int(news.subject), bool(news.details.get("everything"))
    if not intake.undo(number, everything=everything, until=clock.now() + SLICE):
        with transaction() as session:
            told = {"everything": everything}
            events.record(session, "import.undo-asked", number, news.actor, **told)


def forget_unconfirmed(news: News) -> None:  # noqa: ARG001 (what every job is given)
    """Forget the files nobody confirmed in time, and those no row came to know."""
    with transaction() as session:
        late = store.abandon_older(session, clock.now() - LASTS)
    for number in late:
        forget(number)
    with reading() as session:
        known = store.stored(session)
    files.forget_others(known, before=clock.now() - LASTS)


def forget(number: int) -> None:
    """Forget the file of an import: its rows are kept, or nobody wants them."""
    with transaction() as session:
        held = store.one(session, number, held=True)
        name = held.stored if held is not None else ""
        if held is not None:
            held.stored = ""
    files.forget(name)


def nothing(_position: int) -> None:
    """Nobody looks how far a background job is: what is kept tells it."""
