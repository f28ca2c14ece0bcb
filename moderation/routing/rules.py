"""Who should look at an observation, by when, and why: pure rules."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from citizen.accounts.rules import Scope
from moderation.queues.rules import LEAD, TARGET_DAYS, Desk

KEPT = ("back", "again", "proposal", "second")  # it waits where it is for a reason of its own
EXPERT = "expert-"  # so begin the reasons for which an expert settles it


class Subject(NamedTuple):
    """What routing knows of an observation."""

    protocol: str
    group: str
    territory: str
    branch: frozenset[int] = frozenset()  # its taxon and all above it (cd_ref)
    zones: frozenset[str] = frozenset()  # codes of the town's zones that hold it
    sensitivity: int = 0
    campaign: str = ""
    language: str = ""  # its author's
    is_invasive: bool = False


class Order(NamedTuple):
    """What a town promises, and what goes first: days."""

    target_days: int = TARGET_DAYS
    campaign_sooner: int = 2
    invasive_sooner: int = 3


class Rule(NamedTuple):
    """For what these conditions describe: who judges it, how soon. An empty condition means all."""

    name: str
    protocol: frozenset[str] = frozenset()
    group: frozenset[str] = frozenset()
    taxon: frozenset[int] = frozenset()
    territory: frozenset[str] = frozenset()  # as written: 76259, 76, REG-28, the code of a zone
    campaign: frozenset[str] = frozenset()
    language: frozenset[str] = frozenset()
    sensitivity: int = 0  # at least
    desks: tuple[str, ...] = ()  # none: whoever is competent
    priority: int = 0  # days sooner
    target_days: int = 0  # 0: as everywhere
    places: frozenset[str] = frozenset()  # every code an observation of its territories may bear

    def holds(self, subject: Subject) -> bool:
        """Whether an observation is what the rule describes."""
        plain = (
            (self.protocol, subject.protocol),
            (self.group, subject.group),
            (self.campaign, subject.campaign),
            (self.language, subject.language),
        )
        return (
            all(not wanted or value in wanted for wanted, value in plain)
            and (not self.taxon or not self.taxon.isdisjoint(subject.branch))
            and (not self.territory or self._is_here(subject))
            and subject.sensitivity >= self.sensitivity
        )

    def _is_here(self, subject: Subject) -> bool:
        known = self.places | self.territory
        return subject.territory in known or not known.isdisjoint(subject.zones)


class Rulebook(NamedTuple):
    """The rules of a town, in order: the first that holds decides."""

    order: Order = Order()
    rules: tuple[Rule, ...] = ()

    def rule_for(self, subject: Subject) -> Rule | None:
        return next((rule for rule in self.rules if rule.holds(subject)), None)


NOTHING = Rulebook()  # without any rule, competence decides


def is_competent(organisation: str, subject: Subject, scopes: Sequence[Scope]) -> bool:
    """Whether an organisation has somebody to judge an observation."""
    return organisation in _competent(subject, scopes)


def _competent(subject: Subject, scopes: Sequence[Scope]) -> set[str]:
    return {s.organisation for s in scopes if s.covers(*subject[:3])}


class Choice(NamedTuple):
    """The desks an observation may go to, and the rule that says so."""

    desks: tuple[str, ...]
    rule: Rule | None
    is_fallback: bool = False  # the rule names desks, and nobody is there


def choice(subject: Subject, scopes: Sequence[Scope], book: Rulebook = NOTHING) -> Choice:
    """Say which desks may have an observation; none: the town's lead.

    scopes: of those who are here; who is absent takes nothing new.
    """
    competent, rule = _competent(subject, scopes), book.rule_for(subject)
    if rule is None or not rule.desks:
        return Choice(tuple(sorted(competent)), rule)
    named = tuple(desk for desk in rule.desks if desk in competent)
    return Choice(named or tuple(sorted(competent)), rule, not named)


def desk_for(
    subject: Subject,
    scopes: Sequence[Scope],
    waiting: Mapping[str, int],
    book: Rulebook = NOTHING,
) -> Desk:
    """Choose the desk with the shortest queue among those that may; else the town's lead.

    waiting: how many observations each organisation has already.
    """
    may = choice(subject, scopes, book)
    by_rule = {"rule": may.rule.name} if may.rule and may.rule.desks else {}
    if not may.desks:
        return Desk(LEAD, {"case": "nobody", **by_rule})
    chosen = min(may.desks, key=lambda desk: waiting.get(desk, 0))
    told = {"waiting": waiting.get(chosen, 0), "competent": len(may.desks)}
    if may.is_fallback:
        return Desk(chosen, {"case": "absent", **told, **by_rule})
    case = "shortest" if len(may.desks) > 1 else "only"
    return Desk(chosen, {"case": case, **told, **by_rule})


def experts(scopes: Sequence[Scope]) -> list[Scope]:
    return [scope for scope in scopes if scope.role == "expert"]


def is_well_placed(
    here: str, case: str, subject: Subject, scopes: Sequence[Scope], book: Rulebook = NOTHING
) -> bool:
    """Whether it waits where somebody can judge it, as the rules say.

    What waits somewhere for a reason of its own stays while somebody competent is there.
    """
    if case.startswith(EXPERT):
        return here in (choice(subject, experts(scopes)).desks or (LEAD,))
    if case in KEPT:
        return here == LEAD or is_competent(here, subject, scopes)
    return here in (choice(subject, scopes, book).desks or (LEAD,))


def due(subject: Subject, book: Rulebook, begun: datetime) -> tuple[datetime, int]:
    """Say when an answer is due, and in how many days the town promises one.

    begun: when its author began to wait. What is urgent is due sooner than promised.
    """
    rule, order = book.rule_for(subject), book.order
    promised = rule.target_days if rule and rule.target_days else order.target_days
    sooner = rule.priority if rule else 0
    sooner += order.campaign_sooner if subject.campaign else 0
    sooner += order.invasive_sooner if subject.is_invasive else 0
    return begun + timedelta(days=promised - sooner), promised
