"""What a form opened on an observation says of it again: what was not touched stays as it was."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from citizen.form.rules import Filled, one

Content = Mapping[str, Any]  # a sending, as `observations.store.told` tells it

# What a sending says together ← the fields of the page it is said in.
PARTS = (
    (("observed_at", "time_precision"), ("date", "time")),
    (("place", "place_source", "accuracy_m"), ("shape", "latitude", "longitude", "positions")),
    (("taxon",), ("cited_name", "cd_nom")),
    (("certainty",), ("certainty",)),
    (("at_home",), ("at_home",)),
    (("licence",), ("licence",)),
    (("comment",), ("comment",)),
)
ADDRESS = "at"  # a place chosen in a list of addresses
HELD = ("of", "campaign")  # are said once, when it is sent
SIGNS = "signs"  # the page asked whether to sign: a tick that is not there says no


def prefilled(before: Content) -> dict[str, list[str]]:
    """The fields of a form that tell a sending, as a browser would send them back."""
    fields: dict[str, str] = {
        **_moment(before),
        **_place(before["place"]),
        "place_source": before["place_source"],
        "accuracy_m": _figure(before["accuracy_m"]),
        "cited_name": before["taxon"]["cited_name"],
        "cd_nom": _figure(before["taxon"]["cd_nom"]),
        "certainty": before["certainty"],
        "comment": before["comment"],
        "licence": before["licence"],
        "at_home": {True: "yes", False: "no"}.get(before["at_home"], ""),
        "name_published": "1" if before["name_published"] else "",
        "of": before["of"] or "",
        "campaign": before["campaign"],
    }
    several = {f"answers/{name}": _said(said) for name, said in before["answers"].items()}
    several["keep"] = list(before["photos"])
    return {name: [value] for name, value in fields.items() if value} | several


def _moment(before: Content) -> dict[str, str]:
    at = datetime.fromisoformat(before["observed_at"])
    is_timed = before["time_precision"] in {"minute", "hour"}
    hour = f"{at:%H:%M}" if is_timed else ""
    return {"date": f"{at:%Y-%m-%d}", "time": hour, "offset": at.isoformat()[-6:]}


def _place(place: Content) -> dict[str, str]:
    kind, told = place["type"], place["coordinates"]
    if kind == "Point":
        x, y = told[:2]
        return {"shape": kind, "latitude": f"{y:.6f}", "longitude": f"{x:.6f}"}
    corners = told[0][:-1] if kind == "Polygon" else told  # a page closes an area by itself
    lines = "\n".join(f"{y:.6f}; {x:.6f}" for x, y in (at[:2] for at in corners))
    return {"shape": kind, "positions": lines}


def _figure(value: Any) -> str:
    return "" if value is None else str(value)


def _said(answer: Any) -> list[str]:
    several = answer if isinstance(answer, Sequence) and not isinstance(answer, str) else [answer]
    return [str(one_said) for one_said in several]


def corrected(
    before: Content, filled: Filled, told: Content, *, new_photos: Iterable[str] = ()
) -> dict[str, Any]:
    """The sending a form tells, over what was there when it was opened.

    told: the form read as a new sending would be. What its page cannot tell as finely as it was
    sent (an hour alone, a hole in an area) stays as it was sent, unless the field was touched.
    """
    opened, said = prefilled(before), dict(told)
    for names, fields in PARTS:
        if _is_left(opened, filled, fields):
            said |= {name: before[name] for name in names}
    said |= {name: before[name] for name in HELD}
    if SIGNS not in filled:
        said["name_published"] = before["name_published"]
    said["photos"] = [*kept(before["photos"], filled), *new_photos]
    said["taxon"] = _without_nothing(said.get("taxon") or {})
    return _without_nothing(said)


def _is_left(opened: Filled, filled: Filled, fields: Iterable[str]) -> bool:
    """Whether fields are as they were opened; one that was not asked is."""
    if one(filled, ADDRESS) and "latitude" in fields:
        return False
    asked = [name for name in fields if name in filled]
    return all(one(opened, name) == one(filled, name) for name in asked)


def kept(declared: Iterable[str], filled: Filled) -> list[str]:
    """The photos that stay: all but those that were shown with a tick, and lost it."""
    dropped = set(filled.get("there", [])) - set(filled.get("keep", []))
    return [digest for digest in declared if digest not in dropped]


def _without_nothing(said: Content) -> dict[str, Any]:
    return {name: value for name, value in said.items() if value is not None}


def rebased(filled: Filled, opened: Content, now: Content) -> dict[str, list[str]]:
    """A form that was opened on a version, put on another: what was typed in it stays."""
    before, present = prefilled(opened), prefilled(now)
    names = {*filled, *before, *present}
    touched = {name for name in names if _typed(filled, name) != _typed(before, name)}
    return {
        name: list(filled.get(name, [])) if name in touched else present.get(name, [])
        for name in names
    }


def _typed(filled: Filled, name: str) -> list[str]:
    return [text for text in filled.get(name, []) if text]
