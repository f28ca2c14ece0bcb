"""Count opinions by a declared rule: settled, waiting for more, or for an expert. Pure."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from moderation.opinions.automatic.rules import Automatic

JUDGING = ("accept", "doubt", "reject", "unassessable")
ABSTAIN = "abstain"
WEIGHED = (*JUDGING, ABSTAIN)

LISTED, FIRST, DISAGREEMENT = "listed", "first", "disagreement"
CASES = (LISTED, FIRST, DISAGREEMENT)  # what may need an expert
WHY = {  # in the record, and where the queue says why it came there
    LISTED: "expert-listed",
    FIRST: "expert-first",
    DISAGREEMENT: "expert-disagreement",
}
SETTLED, WAITS, EXPERT = "settled", "waits", "expert"


class Rule(NamedTuple):
    """How many opinions must agree, on what; empty means everything."""

    protocol: str = ""
    group: str = ""  # GROUP2_INPN
    branch: int | None = None  # cd_nom of a taxon: all that is under it
    agreeing: int = 1
    trusted: int | None = None  # opinions that suffice from a group measured as reliable
    expert: tuple[str, ...] = ()  # of CASES
    second_reading: float | None = None  # per cent of what is settled, read again blindly


class RuleBook(NamedTuple):
    """The rules of a town: the first that matches counts; with none, one opinion decides."""

    number: int = 0
    rules: tuple[Rule, ...] = ()
    second_reading: float = 5.0
    automatic: Automatic | None = None  # off, unless declared


class Facts(NamedTuple):
    """What the rules look at in an observation; names: its taxon and those above."""

    protocol: str
    group: str = ""
    names: frozenset[int] = frozenset()
    cd_ref: int | None = None
    is_listed: bool = False  # protected, on a red list, or of a hidden place
    is_first: bool = False  # of its taxon in its commune
    is_trusted: bool = False  # the group of who gave the last opinion


class Given(NamedTuple):
    """An opinion: whose, what (verdict and taxon), how sure, and whether an expert gave it."""

    who: int
    verdict: str
    view: str
    certainty: str = "certain"
    is_expert: bool = False


class Outcome(NamedTuple):
    """What opinions lead to: settled (with which certainty), or what is missing."""

    state: str
    case: str = ""  # of CASES, when it is for an expert
    missing: int = 0  # opinions that must still agree
    certainty: str = "certain"

    @property
    def name(self) -> str:
        """In one word, for the record: settled, waits, expert-listed…"""
        return WHY[self.case] if self.case else self.state


def rule_for(book: RuleBook, facts: Facts) -> Rule | None:
    """Find the first rule that matches."""
    return next((rule for rule in book.rules if _matches(rule, facts)), None)


def _matches(rule: Rule, facts: Facts) -> bool:
    return (
        rule.protocol in {"", facts.protocol}
        and rule.group in {"", facts.group}
        and (rule.branch is None or rule.branch in facts.names)
    )


def weigh(rule: Rule | None, facts: Facts, given: Sequence[Given]) -> Outcome:
    """Say what the opinions on one version lead to, in the order they were given.

    Of each person the last counts; an abstention counts for nothing; an expert's decides, unless
    the last one contradicts it.
    """
    latest = {one.who: one for one in given}
    counted = [one for one in given if one is latest[one.who] and one.verdict != ABSTAIN]
    if not counted or given[-1].verdict == ABSTAIN:
        return Outcome(WAITS, missing=1)
    last = counted[-1]
    if rule is None or last.is_expert:
        return Outcome(SETTLED, certainty=last.certainty)
    case = _for_expert(rule, facts, counted)
    if case:
        return Outcome(EXPERT, case)
    agreeing = [one for one in counted if one.view == last.view]
    enough = any(one.is_expert for one in agreeing)
    missing = 0 if enough else max(0, needed(rule, facts) - len(agreeing))
    sure = all(one.certainty == "certain" for one in agreeing)
    state = WAITS if missing else SETTLED
    return Outcome(state, missing=missing, certainty="certain" if sure else "probable")


def _for_expert(rule: Rule, facts: Facts, counted: Sequence[Given]) -> str:
    """Why an expert must look at it; "" when none need to, or one did and is not contradicted."""
    views = {one.view for one in counted}
    of_experts = {one.view for one in counted if one.is_expert}
    disagree = len(views) > 1 and counted[-1].view not in of_experts
    if disagree and (of_experts or DISAGREEMENT in rule.expert):
        return DISAGREEMENT
    if of_experts:
        return ""
    met = {LISTED: facts.is_listed, FIRST: facts.is_first}
    return next((case for case, holds in met.items() if holds and case in rule.expert), "")


def needed(rule: Rule, facts: Facts) -> int:
    """How many opinions must agree."""
    if facts.is_trusted and rule.trusted is not None:
        return min(rule.trusted, rule.agreeing)
    return rule.agreeing


def share(book: RuleBook, facts: Facts) -> float:
    """Return how much of what is settled is read again blindly, in per cent."""
    rule = rule_for(book, facts)
    own = rule.second_reading if rule else None
    return book.second_reading if own is None else own


def view(verdict: str, cd_ref: int | None, ornamental: int | None) -> str:
    """Name what an opinion holds: two that accept agree only on the same taxon."""
    if verdict != "accept":
        return verdict
    if ornamental is not None:
        return f"accept ornamental {ornamental}"
    return "accept" if cd_ref is None else f"accept {cd_ref}"


def kept(facts: Facts) -> dict[str, Any]:
    """What is kept of facts beside an opinion, for rules to be tried on it later."""
    told = facts._asdict()
    return {name: told[name] for name in ("cd_ref", "is_listed", "is_first", "is_trusted")}


THREATENED = {"CR", "EN", "VU"}
PROTECTING = {"PN", "PR", "PD", "POM", "PAPNAT", "DH", "DO"}  # types of BDC_STATUTS


def lists(type_of_status: str, code: str) -> bool:
    """Whether a status of BDC_STATUTS makes a species one that an expert should see."""
    if type_of_status.startswith("LR"):
        return code in THREATENED
    return type_of_status in PROTECTING
