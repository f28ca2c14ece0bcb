"""Read `routing.toml`: the rules, or all that is wrong with them; never anything else.

[order]                      # all of it may be left out
target_days = 7              # within which an author is promised an answer
campaign_sooner = 2          # days: what a campaign asked for is due so much sooner
invasive_sooner = 3          # the same for a species that TAXREF says is invasive

[[rules]]                    # in order: the first whose conditions all hold decides
name = "Hirondelles"
protocol = ["biodiversity"]  # conditions: what is left out means all
group = ["Oiseaux"]          # GROUP2_INPN
taxon = [185961]             # cd_ref of any rank: the taxon and all below it
territory = ["76259"]        # commune, EPCI, department, REG-28, or the code of a zone
campaign = ["hirondelles"]   # its name in the address
language = ["fr"]            # the author's
sensitivity = 2              # SINP level, at least
desks = ["LPO Normandie"]    # the shortest queue of them; none: whoever is competent
priority = 1                 # days sooner
target_days = 3
"""

import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from config.languages import LANGUAGES
from config.places import Fault
from config.protocols import PROTOCOLS
from config.protocols.shapes import one_of, several, table, text, whole
from moderation.routing.rules import Order, Rule, Rulebook

MAX_CHARACTERS = 100_000
NUMBERS = whole(1, 2**31 - 1)
WORDS = several(text)
ORDER = table({
    "target_days": (whole(1, 365), False), "campaign_sooner": (whole(0, 60), False),
    "invasive_sooner": (whole(0, 60), False),
})  # fmt: skip
RULE = table({
    "name": (text, True), "protocol": (WORDS, False), "group": (WORDS, False),
    "taxon": (several(NUMBERS), False), "territory": (WORDS, False), "campaign": (WORDS, False),
    "language": (several(one_of(*LANGUAGES)), False), "sensitivity": (whole(1, 4), False),
    "desks": (WORDS, False), "priority": (whole(0, 60), False),
    "target_days": (whole(1, 365), False),
})  # fmt: skip
FILE = table({"order": (ORDER, False), "rules": (several(RULE), False)})
LISTED = ("protocol", "group", "taxon", "territory", "campaign", "language")


def read(written: str) -> Rulebook | list[Fault]:
    """Make the rules of a text, or say all that is wrong with it."""
    if len(written) > MAX_CHARACTERS:
        return [Fault("", "toml-large", {"maximum": MAX_CHARACTERS})]
    try:
        told = tomllib.loads(written)
    except (ValueError, RecursionError) as wrong:
        return [Fault("", "toml-broken", {"where": str(wrong)[:200]})]
    faults = [*FILE(told, "")] or [*_sense(told.get("rules", ()))]
    if faults:
        return faults
    rules = tuple(_rule(one) for one in told.get("rules", ()))
    return Rulebook(Order(**told.get("order", {})), rules)


def _sense(rules: Any) -> Iterator[Fault]:
    """What no single line can tell: names that stand twice, protocols that are not there."""
    named = Counter(str(one["name"]).strip() for one in rules)
    for rank, one in enumerate(rules, 1):
        where, name = f"rules.#{rank}", str(one["name"]).strip()
        if not name:
            yield Fault(f"{where}.name", "toml-missing")
        elif named[name] > 1:
            yield Fault(f"{where}.name", "toml-twice")
        if any(code not in PROTOCOLS for code in one.get("protocol", ())):
            yield Fault(f"{where}.protocol", "toml-one-of", {"accepted": ", ".join(PROTOCOLS)})
        if not all(desk.strip() for desk in one.get("desks", ())):
            yield Fault(f"{where}.desks", "toml-missing")


def _rule(told: Mapping[str, Any]) -> Rule:
    listed = {name: frozenset(told.get(name, ())) for name in LISTED}
    made: dict[str, Any] = {**told, **listed, "desks": tuple(told.get("desks", ()))}
    return Rule(**made)
