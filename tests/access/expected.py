"""Which kind of answer each asks for: computed from the policy, and from whose a thing is.

First the policy (`citizen/accounts/policy.py`): who is nobody is asked to sign in, whose role does
not fill the need is refused. Then a guard of the operation, named below: whose the record is, what
has become of it, and whether the caller is competent for it. What one may not see is said to be
unknown, so that nothing tells it exists.
"""

from typing import NamedTuple

from citizen.accounts.policy import POLICY
from citizen.accounts.rules import ROLES
from tests.access.callers import COLLEAGUE, role_of

IN, SIGN_IN, REFUSED, UNKNOWN = "in", "sign in", "refused", "unknown"
KINDS = {401: SIGN_IN, 403: REFUSED, 404: UNKNOWN}
PUBLIC = {"accepted", "proposed"}  # of the states of filled.py, those that anyone may see
JUDGED = {"questioned", "accepted", "doubtful", "rejected", "unassessable", "duplicate",
          "hidden", "proposed"}  # by the chief, who is none of the callers  # fmt: skip

WEBHOOKS = ("one", "change", "remove", "calls", "replay_all", "rotate", "attempt")
SECRET = (  # addresses of nothing, or that only a secret opens
    "contributors.page", "embeds.call", "booklet.atlas",
    "webhooks.replay", "campaigns.picture", "data.file", "digests.feed", "letters.ask",
    "letters.stop", "team.let_go", "trial.look", "trial.attempt", "photos.show", "heard.play",
    "problems.explain", "static", "inventories.one", "ogc.item", "push.key",
    "enrichments.one", "enrichments.remove", "places.page", "appearance.sheet", "appearance.logo",
    "appearance.picture",
)  # fmt: skip
FORMS = (  # that anyone sends, and that must come from our own page
    "class-pages.enter", "sign-in.send", "sign-in.use", "sign-in.leave", "attaching-pages.prove",
    "answering.answer", "care-pages.report", "places.around", "outing-pages.join",
)  # fmt: skip


class Cell(NamedTuple):
    """One question: who asks, whose the thing is to them, what has become of it."""

    who: str
    whose: str  # own, other, foreign: another town's, absent: nobody's, open: no question of whose
    state: str = ""

    @property
    def is_own(self):
        return self.whose == "own"

    @property
    def knows(self):
        """Whether they may know that there is such a record at all."""
        return self.is_own or self.is_competent

    @property
    def is_here(self):
        return self.whose in {"own", "other"}

    @property
    def is_competent(self):
        """Whether they moderate what this record is of, in this town."""
        role = role_of(self.who)
        judges = role is not None and "moderator" in ROLES[role]
        return self.is_here and judges and self.who != COLLEAGUE


def kind(status):
    """The kind of an answer: what comes of it once one is let in does not matter here."""
    return KINDS.get(status, IN if status < 500 else f"{status}!")


def expected(endpoint, cell):
    """Work out the kind of answer of one cell."""
    need, role = POLICY[endpoint], role_of(cell.who)
    if need == "operator":
        return IN  # they all ask from this machine
    if need != "anyone" and role is None:
        return SIGN_IN
    if need not in {"anyone", "account"} and need not in ROLES[role]:
        return REFUSED
    return GUARDS.get(endpoint, anyhow)(cell)


def known(is_known):
    return IN if is_known else UNKNOWN


def anyhow(_cell):
    """Let in, whatever is asked for."""
    return IN


def author(cell):
    return known(cell.is_own)


def concerned(cell):
    return known(cell.knows)


def competent(cell):
    return known(cell.is_competent)


def judge(cell):
    """Nobody judges their own: they are told so, as they know of it."""
    return REFUSED if cell.is_own else competent(cell)


def competent_judge(cell):
    """The same, for who is competent for it at all."""
    return REFUSED if cell.is_own and cell.is_competent else competent(cell)


def answer_to_proposal(cell):
    """A correction is answered where there is one."""
    return judge(cell) if cell.state == "proposed" else UNKNOWN


def undoing(cell):
    """Who decided undoes: none of the callers did."""
    if cell.state in JUDGED and (cell.knows):
        return REFUSED
    return known(cell.knows)


def public(cell):
    return known(cell.is_here and cell.state in PUBLIC)


def shown(cell):
    """What repeats another leads to it."""
    return known(cell.is_here and cell.state in {*PUBLIC, "duplicate"})


def reader(cell):
    return IN if cell.knows else public(cell)


def of_town(cell):
    return known(cell.is_here)


def forged(_cell):
    """A form that was not filled in on our page is refused, whatever it is about."""
    return REFUSED


def absence(cell):
    """One's own association's, or the lead's business."""
    if not cell.is_here:
        return UNKNOWN
    return IN if cell.who in {COLLEAGUE, "admin"} else REFUSED


def holder(cell):
    """Who knows its code knows of it; who holds it looks after it."""
    return IN if cell.is_own else REFUSED if cell.is_here else UNKNOWN


def unheld(_cell):
    """What nobody made, or what a secret opens, is unknown."""
    return UNKNOWN


def undone(cell):
    """The chief's decision is the chief's to undo."""
    return REFUSED if cell.is_competent else UNKNOWN


GUARDS = {
    "published.observation": reader, "withdrawing.withdraw": author, "decisions.take": judge,
    "conversations.history": concerned, "conversations.messages": concerned,
    "conversations.proposals": concerned, "conversations.write": concerned,
    "evidence.listed": concerned, "evidence.received": author, "evidence.send": author,
    "evidence.go_on": author, "sounds.listed": concerned, "sounds.received": unheld,
    "sounds.send": author, "sounds.go_on": author, "blurs.told": concerned,
    "blurs.change": concerned, "care.stands": competent, "care.change": competent,
    "care.report": public, "proposals.answer": answer_to_proposal, "my-account.sign": author,
    "queues.claim": competent_judge, "queues.release": competent, "atlas.tree": shown,
    "atlas.record": shown, "blurring.page": concerned, "blurring.draw": concerned,
    "blurring.remove": concerned, "form.follow": author, "form.reply": author,
    "thanks.sent": author, "correcting.ask": author, "correcting.correct": author,
    "correcting.withdraw": author, "account-pages.sign_from_page": author,
    "visits.known": author, "console.review": judge, "console.decide": judge,
    "console.undo": undoing, "console.answer": judge, "care-pages.photo": competent,
    "care-pages.hide": competent, "care-pages.ask": public,
    **{f"outings.{one}": of_town for one in ("one", "count", "join", "leave")},
    **{f"outing-pages.{one}": of_town for one in ("show", "count", "pack", "leave")},
    "outings.change": holder, "outing-pages.sent": holder, "outing-pages.look_after": holder,
    "class-pages.show": author, "class-pages.look_after": author,
    **{f"webhooks.{one}": author for one in WEBHOOKS},
    **{f"webhooks-pages.{one}": author for one in ("show", "change", "rotate", "call")},
    "projects.one": of_town, "campaigns.one": of_town,
    "projects.change": of_town, "town-campaigns.edit": of_town, "town-campaigns.change": of_town,
    "town-campaigns.move": of_town, "town-campaigns.renew": of_town, "care.close": competent,
    "care-pages.close": competent, "decisions.undo": undone, "protection.end": of_town,
    "zones.remove": of_town, "team.end": absence, "readings.take": competent,
    "measures.show": competent, "measures.decide": competent,
    **dict.fromkeys(SECRET, unheld), **dict.fromkeys(FORMS, forged),
}  # fmt: skip
