"""The lead reads the rules of consensus, tries others on what was decided, adopts them."""

from itertools import islice

from flask import Blueprint, redirect, request, url_for
from werkzeug import Response

from citizen.accounts.access import caller
from config import arranging
from config.database import Session, reading, transaction
from config.languages import say
from config.pages import render
from config.places import Fault
from config.problems import Problem, told
from config.protocols import PROTOCOLS
from config.web import language
from moderation.automatic import store as automatic
from moderation.consensus import store
from moderation.consensus.adopting import adopt
from moderation.consensus.fields import store as fields
from moderation.consensus.fields.rules import BLANK
from moderation.consensus.rules import Summary, replayed
from moderation.opinions import store as opinions
from moderation.opinions.automatic.rules import AUDITED, Trial
from moderation.opinions.declared import parsed
from moderation.opinions.rules import CASES, RuleBook

CONSENSUS = "moderation/consensus"

Sheet = tuple[list[arranging.Row], str, str]  # rules, share of second readings, [automatic]
LOOKED_AT = 300  # records that the page tries automatic acceptance on: the newest

consensus = Blueprint("consensus", __name__)


@consensus.get("/moderation/regles")
def show() -> str:
    """Show the rules in force and those before them."""
    return page(None, None, [])


@consensus.post("/moderation/regles")
def change() -> str | Response:
    """Arrange rules, try them on what was decided, or adopt them: as the button says."""
    filled = request.form.to_dict(flat=False)
    if "arrange" not in filled:
        return settled(request.form.get("content", ""), request.form.get("what", ""))
    rows, share = arranging.rows(filled, "rule"), request.form.get("second_reading", "")
    alone = request.form.get("automatic", "").replace("\r\n", "\n")
    asked = request.form["arrange"]
    arranged = arranging.arranged(rows, asked, BLANK)
    if arranged is not None:
        return page(None, None, [], (arranged, share, alone))
    with reading() as session:
        content, faults = fields.written(session, rows, share)
    if faults:
        return page(None, None, faults, (rows, share, alone))
    return settled(f"{content}\n{alone}" if alone.strip() else content, asked, (rows, share, alone))


def settled(typed: str, asked: str, sheet: Sheet | None = None) -> str | Response:
    """Try rules on what was decided, or adopt them: those that were seen are still in force."""
    content = typed.replace("\r\n", "\n")
    proposed = parsed(content)
    if not isinstance(proposed, RuleBook):
        return page(content, None, proposed, sheet)
    if asked != "adopt":
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
    if proposed.automatic is not None:
        summary.trial = Trial()
        for told_of, is_held in islice(automatic.tried(session, proposed.automatic), LOOKED_AT):
            summary.trial.add(told_of, proposed.automatic, is_held=is_held)
    return summary


def page(
    content: str | None,
    summary: Summary | None,
    faults: list[Fault],
    sheet: Sheet | None = None,
) -> str:
    """The page; sheet: the rows of its form as they were filled, else those of the text."""
    with reading() as session:
        number, in_force = opinions.content(session)
        alone = opinions.book(session).automatic
        in_force = in_force if number else say(CONSENSUS, "example", language())
        versions = opinions.versions(session)
        text = in_force if content is None else content
        sheet = sheet or fields.shown(session, text)
    return render(
        CONSENSUS,
        "rules.html",
        content=text,
        sheet=sheet,
        cases=CASES,
        protocols=PROTOCOLS,
        is_text="what" in request.form,
        number=number,
        automatic=alone,
        audited=round(100 * AUDITED),
        versions=versions,
        summary=summary,
        faults=[told(one, language()) for one in faults],
        saved=request.args.get("saved"),
    )
