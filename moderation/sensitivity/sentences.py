"""Say in a sentence what a sensitivity rule asks, and of what."""

from collections.abc import Iterator, Mapping
from typing import Any

from config.languages import say, words
from reference.nomenclatures.rules import NOMENCLATURES

TEXTS = "moderation/sensitivity"
CRITERIA = {"status": "STATUT_BIO", "behaviour": "OCC_COMPORTEMENT"}


def sentence(rule: Mapping[str, Any], language: str) -> str:
    """Say a rule, as an observation keeps it; nothing where none decided."""
    if not rule:
        return ""
    details = ", ".join(_details(rule, language))
    where = f"{_source(rule, language)}, {details}" if details else _source(rule, language)
    return say(TEXTS, "rule", language, where=where, limit=limit(rule["level"], language))


def limit(level: int, language: str) -> str:
    """How precisely a place of this level may be shown, at most."""
    return say(TEXTS, f"limit.{level}", language)


def area(code: str, language: str) -> str:
    """A department or a commune, by its code."""
    return say(TEXTS, "commune" if len(code) > 3 else "department", language, code=code)


def _source(rule: Mapping[str, Any], language: str) -> str:
    told = {
        "name": rule.get("name", rule["cd_nom"]),
        "area": area(rule["area"], language),
        "edition": rule.get("edition", ""),
    }
    key = "local" if rule["origin"] == "local" else "national"
    return say(TEXTS, key, language, **told)


def _details(rule: Mapping[str, Any], language: str) -> Iterator[str]:
    for name, type_ in CRITERIA.items():
        if name in rule:
            code = NOMENCLATURES[type_].codes.get(rule[name])
            label = words(code.label, language) if code else rule[name]
            yield say(TEXTS, name, language, label=label)
    if "season" in rule:
        yield season(rule["season"], language)
    for name in ("years", "note"):
        if name in rule:
            yield say(TEXTS, name, language, **{name: rule[name]})


def season(days: tuple[int, int], language: str) -> str:
    """A season as people write it: from 01/03 to 31/07."""
    first, last = (f"{day % 100:02}/{day // 100:02}" for day in days)
    return say(TEXTS, "season", language, first=first, last=last)
