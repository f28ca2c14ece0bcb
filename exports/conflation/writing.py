"""Write what a human applies: JOSM files, osmChange, GeoJSON to look at, MapRoulette tasks."""

import csv
import json
from base64 import b64encode
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from lxml import etree

from exports.conflation.rules import DOUBTFUL, DUPLICATE, NEW, OUTCOMES, TAGS, THERE, Match

GENERATOR = {"version": "0.6", "generator": "Brindille"}
RECORD_SEPARATOR = "\x1e"


def write(found: Sequence[Match], folder: Path) -> dict[str, int]:
    """Write every file; return how many of each outcome."""
    folder.mkdir(parents=True, exist_ok=True)
    of = {outcome: [one for one in found if one.outcome == outcome] for outcome in OUTCOMES}
    for name, (outcomes, made) in FILES.items():
        chosen = [one for outcome in outcomes for one in of[outcome]]
        (folder / name).write_bytes(made(chosen))
    counted = {outcome: len(some) for outcome, some in of.items()}
    told = json.dumps(counted, indent=2)
    (folder / "report.json").write_text(f"{told}\n", encoding="utf-8")
    return counted


def josm(found: Iterable[Match]) -> bytes:
    """A file for JOSM: never uploaded by itself; what exists restates all its tags."""
    root = etree.Element("osm", {**GENERATOR, "upload": "never"})
    for number, one in enumerate(found, 1):
        root.append(_node(one, number, action={"action": "modify"} if one.theirs else {}))
    return _document(root)


def osc(found: Iterable[Match]) -> bytes:
    """An osmChange: creations apart from modifications, which restate version and tags."""
    root = etree.Element("osmChange", GENERATOR)
    created, modified = etree.Element("create"), etree.Element("modify")
    for number, one in enumerate(found, 1):
        (modified if one.theirs else created).append(_node(one, number, action={}))
    root.extend(part for part in (created, modified) if len(part))
    return _document(root)


def _node(one: Match, number: int, action: Mapping[str, str]) -> Any:
    """A node: ours when it is new, theirs with what is added when it exists."""
    known = one.theirs
    place = known or one.ours
    told = {"id": str(known.id), "version": str(known.version)} if known else {"id": f"-{number}"}
    where = {"lat": f"{place.latitude:.7f}", "lon": f"{place.longitude:.7f}"}
    element = etree.Element("node", {**told, **where, **action})
    for key, value in sorted(
        {**one.added, **known.tags}.items() if known else one.ours.tags.items()
    ):
        etree.SubElement(element, "tag", k=key, v=value)
    return element


def _document(root: Any) -> bytes:
    return bytes(etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True))


def geojson(found: Iterable[Match]) -> bytes:
    """To look at: one point each, with both sides of what differs."""
    features = [_feature(one) for one in found]
    return _json({"type": "FeatureCollection", "features": features}) + b"\n"


def _feature(one: Match) -> dict[str, Any]:
    beside = {"osm": f"node/{one.theirs.id}", "metres": round(one.metres, 1)} if one.theirs else {}
    told = {"outcome": one.outcome, "uuid": str(one.ours.uuid), "why": one.why, **beside}
    theirs = {f"osm:{k}": one.theirs.tags.get(k, "") for k in one.differing} if one.theirs else {}
    place = [one.ours.longitude, one.ours.latitude]
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": place},
        "properties": {**told, **one.ours.tags, **theirs},
    }


def tasks(found: Iterable[Match]) -> bytes:
    """Cooperative tasks of MapRoulette: a change file for what is new, a tag fix for the rest."""
    lines = [f"{RECORD_SEPARATOR}{_json(_task(one)).decode()}\n" for one in found]
    return "".join(lines).encode()


def _task(one: Match) -> dict[str, Any]:
    work = _tag_fix(one) if one.theirs else _change(one)
    return {"type": "FeatureCollection", "features": [_feature(one)], "cooperativeWork": work}


def _change(one: Match) -> dict[str, Any]:
    content = b64encode(osc([one])).decode()
    file = {"type": "xml", "format": "osc", "encoding": "base64", "content": content}
    return {"meta": {"version": 2, "type": 2}, "file": file}


def _tag_fix(one: Match) -> dict[str, Any]:
    done = [{"operation": "setTags", "data": dict(one.added)}]
    data = {"id": f"node/{one.theirs.id if one.theirs else 0}", "operations": done}
    made = [{"operationType": "modifyElement", "data": data}]
    return {"meta": {"version": 2, "type": 1}, "operations": made}


def listed(found: Iterable[Match]) -> bytes:
    """A table of what is there already, with what differs."""
    rows = [("uuid", "osm", "metres", "differing")]
    for one in found:
        node = f"node/{one.theirs.id}" if one.theirs else ""
        differing = "; ".join(f"{key}: {value}" for key, value in one.differing.items())
        rows.append((str(one.ours.uuid), node, f"{one.metres:.1f}", differing))
    made = _Lines()
    csv.writer(made).writerows(rows)
    return "".join(made.lines).encode()


class _Lines:
    def __init__(self) -> None:
        self.lines: list[str] = []

    def write(self, line: str) -> None:
        self.lines.append(line)


def _json(told: Any) -> bytes:
    return json.dumps(told, ensure_ascii=False).encode()


FILES: Mapping[str, tuple[tuple[str, ...], Callable[[Iterable[Match]], bytes]]] = {
    "new.osm": ((NEW,), josm),
    "new.osc": ((NEW,), osc),
    "tags-to-add.osm": ((TAGS,), josm),
    "tags-to-add.osc": ((TAGS,), osc),
    "maproulette.geojsonl": ((NEW, TAGS), tasks),
    "already-there.csv": ((THERE,), listed),
    "possible-duplicate.geojson": ((DUPLICATE,), geojson),
    "doubtful.geojson": ((DOUBTFUL,), geojson),
}
