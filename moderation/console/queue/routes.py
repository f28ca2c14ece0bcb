"""Moderators see what waits for them, in the order of what was promised."""

from typing import Any

from flask import Blueprint, request, url_for

from citizen.accounts.access import caller
from citizen.plausibility.sentences import for_moderator
from config.database import Session, reading
from config.pages import render
from config.protocols import PROTOCOLS
from moderation.care import store as care
from moderation.console import store
from moderation.console.done import store as done_store
from moderation.queues.counting import store as counting
from moderation.queues.listing.store import Page
from moderation.queues.rules import MOST, Wanted, position, wanted

CONSOLE = "moderation/console"
PAGE = 25  # observations on a page of the queue
SHORT = 200  # what waits in a queue whose marks are counted

queue_page = Blueprint("queue-page", __name__)


@queue_page.get("/moderation")
def show() -> str:
    """Show what waits for me, oldest first, each with the reason why."""
    after, asked = position(request.args.get("after")), asked_for()
    with reading() as session:
        items = store.items(session, caller(), Page(asked, after, PAGE))
        counts = counting.counts(session, caller())
        is_short = 0 < sum(counts.values()) <= SHORT and not asked.share
        marked = counting.marked(session, caller()) if is_short else {}
        done = just_done(session)
        reports = care.count(session, caller())
    following = url_for("queue-page.show", **asked.query, after=last(items))
    return render(
        CONSOLE,
        "queue.html",
        items=items,
        counts=counts,
        protocols=PROTOCOLS,
        marked=marked,
        wanted=asked,
        most=MOST,
        done=done,
        reports=reports,
        first=url_for("queue-page.show", **asked_for().query) if after else None,
        said=for_moderator,
        following=following if len(items) == PAGE else None,
    )


def asked_for() -> Wanted:
    """The part of the queue the address asks for; an unknown protocol is left out."""
    asked = wanted(request.args.to_dict())
    return asked if asked.protocol in PROTOCOLS else asked._replace(protocol="")


def last(items: Any) -> str | None:
    return items[-1].position if items else None


def just_done(session: Session) -> Any:
    """The decision that led to this page, when one did."""
    told = request.args.get("done", "")
    return done_store.done(session, caller(), told) if told else None
