"""Put the names of thousands of taxa on the shelves of the search, by whole columns.

What has nothing to fold but its case, nine names in ten, is done with Arrow; `Shelving` does the
others, and would do these alike: a test holds both to it.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import pyarrow as pa
from pyarrow import compute

from reference.taxa.editions.columns import Columns, joined
from reference.taxa.search.rules import INNER, MARKS, WHOLE, tier_of
from reference.taxa.search.shelving import TAKEN, Shelving

LETTERS = r"^[A-Za-z]+( [A-Za-z]+)*$"
MARKED = rf"(?i)\b({'|'.join(sorted(MARKS))})\b"


def shelved(columns: Columns, shelving: Shelving) -> tuple[bytes, bytes]:
    """Make the lines of the names and of their keys; their numbers follow those made before."""
    own, valid, rank, name, french, english = (columns[one] for one in TAKEN)
    is_plain, is_named = _are_plain(name), _are_told(french, english)
    left = compute.or_(compute.invert(is_plain), is_named)
    unfolded = compute.if_else(is_plain, "", name)
    others = [one.filter(left).to_pylist() for one in (own, valid, rank, unfolded, french, english)]
    names, keys = shelving.shelved(zip(*others, strict=True))
    tiers = _tiers(compute.equal(own, valid), compute.equal(rank, "ES"), is_named)
    first = shelving.names + 1
    shelving.names += is_plain.true_count
    numbers = _counted(first, is_plain.true_count)
    plain = [one.filter(is_plain) for one in (own, valid, compute.ascii_lower(name), tiers)]
    return _lines(names) + _names(numbers, *plain[:3]), _lines(keys) + _keys(numbers, *plain[2:])


def _are_plain(name: Any) -> Any:
    """Which names are of letters and spaces alone, none of their words a mark."""
    letters = compute.match_substring_regex(name, LETTERS)
    return compute.and_not(letters, compute.match_substring_regex(name, MARKED))


def _are_told(*vernaculars: Any) -> Any:
    """Which taxa have a name in a living language: between the commas, something is."""
    french, english = (compute.match_substring_regex(one, r"[^,\s]") for one in vernaculars)
    return compute.or_(french, english)


def _tiers(is_valid: Any, is_species: Any, is_named: Any) -> Any:
    """As `tier_of` tells them, of whole columns."""
    named, unnamed, other = (
        tier_of(rank, is_valid=True, is_named=named)
        for rank, named in (("ES", True), ("ES", False), ("", False))
    )
    synonym = tier_of("ES", is_valid=False, is_named=False)
    species = compute.if_else(is_named, named, unnamed)
    return compute.if_else(is_valid, compute.if_else(is_species, species, other), synonym)


def _counted(first: int, many: int) -> Any:
    steps = compute.cumulative_sum(pa.repeat(1, many), start=first - 1)
    return steps.cast(pa.string())


def _names(numbers: Any, own: Any, valid: Any, plain: Any) -> bytes:
    nothing = pa.array([""] * len(numbers), pa.string())
    return joined([numbers, own, valid, plain, nothing])


def _keys(numbers: Any, plain: Any, tiers: Any) -> bytes:
    """Every key of each name: whole, and from each further word on."""
    made = [_shelf(WHOLE, tiers, plain, numbers)]
    made += [_shelf(INNER, *turned) for turned in _turned(tiers, plain, numbers)]
    return b"".join(made)


def _turned(tiers: Any, plain: Any, numbers: Any) -> Iterator[tuple[Any, Any, Any]]:
    """The names of more than one word, then of more than two…, with those words put last."""
    spaces, words = compute.count_substring(plain, " "), 1
    while (longer := compute.greater_equal(spaces, words)).true_count:
        first = rf"^(\S+(?: \S+){{{words - 1}}}) (.+)$"
        turned = compute.replace_substring_regex(plain.filter(longer), first, r"\2, \1")
        yield tiers.filter(longer), turned, numbers.filter(longer)
        words += 1


def _shelf(shelves: str, tiers: Any, names: Any, numbers: Any) -> bytes:
    shelf = pa.array(list(shelves)).take(tiers)
    return joined([compute.binary_join_element_wise(shelf, names, ""), numbers])


def _lines(rows: Sequence[str]) -> bytes:
    return "".join(f"{row}\n" for row in rows).encode()
