"""Names shelved by whole columns stand where they would one by one; folding is by letters."""

import re
import unicodedata

import numpy as np
import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from config.words import LIGATURES, folded
from reference.taxa.editions.numbers import NEAR, Numbers
from reference.taxa.editions.shelves import shelved
from reference.taxa.search.shelving import TAKEN, Shelving

words = st.sampled_from(
    ["Pica", "pica", "x", "X", "subsp.", "var", "Uva-ursi", "œil", "a", "d'Europe", "×", "2", ""]
)
name = st.lists(words, max_size=5).map(" ".join) | st.text(max_size=12).map(
    lambda told: " ".join(told.split())
)
vernaculars = st.lists(name, max_size=3).map(",".join)
number = st.integers(1, 3).map(str)
rows = st.tuples(number, number, st.sampled_from(["ES", "GN"]), name, vernaculars, vernaculars)


def standing(names, keys):
    """What is told of each name, whatever its number: the order is another."""
    told = {line.split("\t", 1)[0]: line.split("\t", 1)[1] for line in names}
    keyed = [line.split("\t") for line in keys]
    assert sorted(map(int, told)) == list(range(1, len(told) + 1))
    return sorted(told.values()), sorted((key, told[number]) for key, number in keyed)


@given(st.lists(rows, max_size=6))
def test_whole_columns_are_shelved_as_names_one_by_one(taxa):
    columns = {
        told: pa.array([row[n] for row in taxa], pa.string()) for n, told in enumerate(TAKEN)
    }
    made = [block.decode().split("\n")[:-1] for block in shelved(columns, Shelving())]
    assert standing(*made) == standing(*Shelving().shelved(taxa))


NUMBERS = st.integers(1, 40) | st.integers(NEAR - 3, NEAR + 200_000)


@given(st.lists(NUMBERS, max_size=30))
def test_numbers_are_a_set(told):
    numbers, plain = Numbers(), set()
    for number in told:
        assert (number in numbers) is (number in plain)
        numbers.add(number)
        plain.add(number)
        assert number in numbers and len(numbers) == len(plain)


@given(st.lists(st.lists(NUMBERS, max_size=5), max_size=6))
def test_a_column_of_numbers_is_taken_whole_or_not_at_all(columns):
    numbers, plain = Numbers(), set()
    for told in columns:
        column = np.array(told, np.int32)
        assert numbers.lacking(column) == [number for number in told if number not in plain]
        is_new = plain.isdisjoint(told) and len(set(told)) == len(told)
        assert numbers.take(column) is is_new
        plain |= set(told) if is_new else set()
        assert len(numbers) == len(plain) and all(number in numbers for number in plain)


def folded_at_once(told):
    """Fold a whole text by what Unicode says of it, rather than letter by letter."""
    apart = unicodedata.normalize("NFKD", told).lower()
    plain = unicodedata.normalize("NFKD", apart)
    letters = "".join(c for c in plain if not unicodedata.combining(c)).translate(LIGATURES)
    return " ".join(re.findall(r"[a-z0-9]+", letters))


@given(st.text(max_size=40) | st.text("éÉŒßİΣΑς×̈ǅ①Å'-a Z", max_size=20))
def test_a_text_is_folded_letter_by_letter_as_at_once(told):
    assert folded(told) == folded_at_once(told)
