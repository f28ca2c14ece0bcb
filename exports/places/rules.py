"""What the released features of a place add up to: how many, of what, when, where."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from config.protocols.protocol import Protocol
from exports.atlas.rules import KEPT, SEASONS
from reference.sensitivity.rules import EXACT

SHOWN = 24  # species of a group, things: the files hold all
MOST = 5  # species of a season
SEASON_OF = {month: name for name, months in SEASONS.items() for month in months}
NATURALITY = "occNaturalite"  # of SINP

Told = Mapping[str, Any]  # the properties of a released feature


@dataclass
class Species:
    """How often a species was seen, and in which seasons it is told to be of."""

    cd_ref: int
    name: str
    vernacular: str
    count: int = 0
    seasons: dict[str, int] = field(default_factory=dict)

    def told(self) -> dict[str, Any]:
        seasons = [name for name in SEASONS if name in self.seasons]
        return {
            "cd_ref": self.cd_ref, "name": self.name, "vernacular": self.vernacular,
            "count": self.count, "seasons": seasons,
        }  # fmt: skip


@dataclass
class Sum:
    """What the records of a protocol in a place add up to."""

    protocol: Protocol
    count: int = 0
    exact: int = 0
    planted: int = 0
    days: tuple[str, str] = ("", "")  # the first and the last anything was seen, ISO 8601
    months: list[int] = field(default_factory=lambda: [0] * 12)
    groups: dict[str, dict[int, Species]] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)  # of each group
    things: list[dict[str, Any]] = field(default_factory=list)
    planted_by: Mapping[str, Collection[Any]] = field(init=False)

    def __post_init__(self) -> None:
        self.planted_by = planted_by(self.protocol)

    def add(self, told: Told) -> None:
        """Count a record: what is planted or kept tells nothing of months or species."""
        self.count += 1
        self.exact += told["precision"] == EXACT
        first, last = self.days
        self.days = min(first or told["first_day"], told["first_day"]), max(last, told["last_day"])
        if self.protocol.visits:
            self.things.append(self._thing(told))
        elif self._is_planted(told):
            self.planted += 1
        else:
            self._add_wild(told)

    def _is_planted(self, told: Told) -> bool:
        is_said = any(told.get(name) in values for name, values in self.planted_by.items())
        return is_said or bool(told.get("ornamental"))

    def _add_wild(self, told: Told) -> None:
        month = month_of(told["first_day"], told["last_day"])
        if month:
            self.months[month - 1] += 1
        group = told.get("taxon_group") or ""
        self.counts[group] = self.counts.get(group, 0) + 1
        if not told.get("cd_ref"):
            return
        names = told.get("scientific_name") or "", told.get("vernacular_name") or ""
        known = self.groups.setdefault(group, {})
        one = known.setdefault(told["cd_ref"], Species(told["cd_ref"], *names))
        one.count += 1
        if month:
            season = SEASON_OF[month]
            one.seasons[season] = one.seasons.get(season, 0) + 1

    def _thing(self, told: Told) -> dict[str, Any]:
        name, drawn = told.get("vernacular_name") or "", self.protocol.visits
        return {
            "uuid": told["uuid"],
            "name": told.get("tree_name") or told.get("ornamental") or name,
            "latin": told.get("scientific_name") or "",
            "value": told.get(drawn.drawn) if drawn else None,
            "gone": bool(told.get("gone_on")),
        }

    def told(self) -> dict[str, Any]:
        """All of it as plain values, what counts most first."""
        return {
            "count": self.count,
            "exact": self.exact,
            "planted": self.planted,
            "days": list(self.days),
            "months": self.months,
            "groups": [self._group(name) for name in self._by_count()],
            "seasons": [season(name, self._every()) for name in SEASONS],
            "things": sorted(self.things, key=_largest_first)[:SHOWN],
            "standing": sum(not one["gone"] for one in self.things),
        }

    def _by_count(self) -> list[str]:
        return sorted(self.counts, key=lambda name: (name == "", -self.counts[name], name))

    def _every(self) -> list[Species]:
        return [one for known in self.groups.values() for one in known.values()]

    def _group(self, name: str) -> dict[str, Any]:
        known = sorted(self.groups.get(name, {}).values(), key=_commonest_first)
        shown = [one.told() for one in known[:SHOWN]]
        return {"name": name, "count": self.counts[name], "species": len(known), "shown": shown}


def season(name: str, known: Sequence[Species]) -> dict[str, Any]:
    """What was seen in a season: how many records of how many species, and the commonest."""
    here = [one for one in known if one.seasons.get(name)]
    most = sorted(here, key=lambda one: (-one.seasons[name], one.name))[:MOST]
    return {
        "name": name,
        "count": sum(one.seasons[name] for one in here),
        "species": len(here),
        "most": [one.told() | {"count": one.seasons[name]} for one in most],
    }


def month_of(first: str, last: str) -> int:
    """The month two days are of, ISO 8601; 0 when they are of several."""
    begun, ended = date.fromisoformat(first), date.fromisoformat(last)
    return begun.month if (begun.year, begun.month) == (ended.year, ended.month) else 0


def planted_by(protocol: Protocol) -> dict[str, set[Any]]:
    """The answers by which a record is of what was planted or is kept, question by question."""
    asked = (one for one in protocol.ever_asked if one.terms.get("sinp") == NATURALITY)
    return {
        one.name: {choice.value for choice in one.choices if choice.terms.get("sinp") in KEPT}
        for one in asked
    }


def _commonest_first(one: Species) -> tuple[int, str]:
    return -one.count, one.name


def _largest_first(one: Mapping[str, Any]) -> tuple[bool, float, str]:
    return one["gone"], -(one["value"] or 0), one["uuid"]
