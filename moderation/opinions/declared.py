"""Read the rules of a town, as their TOML declares them; or say all that is wrong with it."""

import tomllib
from collections.abc import Iterator
from typing import Any

from config.places import Fault
from moderation.opinions.automatic import declared as automatic
from moderation.opinions.rules import CASES, Rule, RuleBook

MAX_BYTES = 100_000
MOST = 10  # opinions that may be asked for
WORDS = {"protocol", "group"}
KNOWN = {*Rule._fields}

EMPTY = """\
# Nothing is declared yet: one opinion decides. For instance:
#
# second_reading = 5          # per cent, read again by somebody who does not see the first opinion
#
# [[rule]]                    # the first that matches counts
# protocol = "biodiversity"
# group = "Oiseaux"           # or branch = 185961, a taxon of TAXREF and all that is under it
# agreeing = 2                # opinions that must agree
# trusted = 1                 # that suffice from a group measured as reliable
# expert = ["listed", "first", "disagreement"]
#
# [automatic]                 # accepted as probable without anybody, above a score; else off
# at_least = 80
# protocols = ["biodiversity"]
# groups = ["Oiseaux"]        # or branches = [185961]
# [automatic.weights]
# photo = 30
# species = 10
# sure = 10
# author = 30
# season = 20
# place = 10
"""


def parsed(content: str, number: int = 0) -> RuleBook | list[Fault]:
    """Make the rules of a text, or say each fault: where, and what to write."""
    if len(content.encode("utf-8", "replace")) > MAX_BYTES:
        return [Fault("", "not-of-rules")]
    try:
        told = tomllib.loads(content)
    except (ValueError, RecursionError) as wrong:
        return [Fault("", "toml-broken", {"where": str(wrong)[:200]})]
    found = [*_faults(told)]
    if found:
        return found
    rules = tuple(_rule(one) for one in told.get("rule", ()))
    alone = automatic.read(told["automatic"]) if "automatic" in told else None
    return RuleBook(number, rules, float(told.get("second_reading", 5.0)), alone)


def _rule(told: dict[str, Any]) -> Rule:
    return Rule(**{**told, "expert": tuple(told.get("expert", ()))})


def _faults(told: dict[str, Any]) -> Iterator[Fault]:
    for name in told.keys() - {"rule", "second_reading", "automatic"}:
        yield Fault(f"/{name}", "not-of-rules")
    if "second_reading" in told and not _is_share(told["second_reading"]):
        yield Fault("/second_reading", "not-of-rules")
    if "automatic" in told:
        yield from automatic.faults(told["automatic"])
    rules = told.get("rule", [])
    if not isinstance(rules, list):
        yield Fault("/rule", "not-of-rules")
        return
    for position, rule in enumerate(rules):
        wrong = _wrong(rule) if isinstance(rule, dict) else [""]
        yield from (Fault(f"/rule/{position}/{name}", "not-of-rules") for name in wrong)


def _wrong(rule: dict[str, Any]) -> list[str]:
    return [name for name, value in rule.items() if name not in KNOWN or not FITS[name](value)]


def _is_share(value: Any) -> bool:
    return type(value) in {int, float} and 0 <= value <= 100


def _is_word(value: Any) -> bool:
    return isinstance(value, str) and len(value) <= 100


def _is_count(value: Any) -> bool:
    return type(value) is int and 1 <= value <= MOST


FITS = {
    "protocol": _is_word,
    "group": _is_word,
    "branch": lambda value: type(value) is int and 0 < value < 10**9,
    "agreeing": _is_count,
    "trusted": _is_count,
    "expert": lambda value: isinstance(value, list) and all(one in CASES for one in value),
    "second_reading": _is_share,
}
