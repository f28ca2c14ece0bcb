"""Every row of the catalogue of bad sendings has its tests, or says where it is tried instead."""

import ast
import tomllib

from tests.guards.source import ROOT, tree

TESTS = ROOT / "tests"
ROWS = tomllib.loads((TESTS / "hostile" / "rows.toml").read_text(encoding="utf-8"))
COUNTS = {"offline": ("B", 19), "media": ("C", 12), "values": ("D", 14)}


def test_no_row_is_left_out_nor_told_twice():
    for group, (letter, count) in COUNTS.items():
        elsewhere = ROWS[group].get("elsewhere", {})
        told = [*(ROWS[group].keys() - {"elsewhere"}), *elsewhere]
        assert sorted(told) == sorted(f"{letter}{number}" for number in range(1, count + 1))
        assert all(elsewhere.values())


def test_every_test_of_a_row_is_there():
    named = {
        one
        for group in ROWS.values()
        for row, tests in group.items()
        if row != "elsewhere"
        for one in tests
    }
    assert sorted(one for one in named if not is_there(one)) == []


def is_there(named):
    file, _, test = named.partition("::")
    path = TESTS / file
    if not test:
        return path.exists()
    defined = ast.walk(tree(path)) if path.is_file() else ()
    return any(isinstance(node, ast.FunctionDef) and node.name == test for node in defined)
