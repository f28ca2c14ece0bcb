"""The lead reads the rules of consensus, tries others on what was decided, adopts them."""

from flask import Blueprint, redirect, request, url_for
from werkzeug import Response

from citizen.accounts.access import caller
from config.database import Session, reading, transaction
from config.languages import say
from config.pages import render
from config.places import Fault
from config.problems import Problem, told
from config.web import language
from moderation.consensus import store
from moderation.consensus.adopting import adopt
from moderation.consensus.rules import Summary, replayed
from moderation.opinions import store as opinions
from moderation.opinions.declared import parsed
from moderation.opinions.rules import RuleBook

CONSENSUS = "moderation/consensus"

consensus = Blueprint("consensus", __name__)


@consensus.get("/moderation/regles")
def show() -> str:
    """Show the rules in force and those before them."""
    return page(None, None, [])


@consensus.post("/moderation/regles")
def change() -> str | Response:
    """Try rules on what was decided, or adopt them: those that were seen are still in force."""
    content = request.form.get("content", "").replace("\r\n", "\n")
    proposed = parsed(content)
    if not isinstance(proposed, RuleBook):
        return page(content, None, proposed)
    if request.form.get("what") != "adopt":
        with reading() as session:
            return page(content, tried(session, proposed), [])
    with transaction() as session:
        number, _ = opinions.content(session)
        if request.form.get("seen") != str(number):
            raise Problem("stale-version", etag=str(number))
        adopt(session, content, caller().id)
    return redirect(url_for("consensus.show", saved="yes"), 303)


def tried(session: Session, proposed: RuleBook) -> Summary:
    """What rules would change, of all that was decided."""
    in_force, summary = opinions.book(session), Summary()
    for one in replayed(store.judged(session, in_force, proposed), in_force, proposed):
        summary.add(one)
    return summary


def page(content: str | None, summary: Summary | None, faults: list[Fault]) -> str:
    with reading() as session:
        number, in_force = opinions.content(session)
        in_force = in_force if number else say(CONSENSUS, "example", language())
        versions = opinions.versions(session)
    return render(
        CONSENSUS,
        "rules.html",
        content=in_force if content is None else content,
        number=number,
        versions=versions,
        summary=summary,
        faults=[told(one, language()) for one in faults],
        saved=request.args.get("saved"),
    )
