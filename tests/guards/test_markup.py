"""What every template owes to who cannot see it; and the RGAA grid that says how we know."""

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from config.languages import ROOT
from exports.legal.rules import CRITERIA as DECLARED
from exports.legal.rules import NOT_CONFORM, NOT_EVALUATED

TEMPLATES = [
    one
    for folder in ("config", "citizen", "moderation", "exports")
    for one in sorted((ROOT / folder).rglob("templates/**/*.html"))
]
CRITERIA = (9, 2, 3, 13, 8, 2, 5, 10, 4, 14, 13, 11, 12)  # of each theme of RGAA 4.1
GRID = ROOT / "docs/accessibility/README.md"


def named(one: Path) -> str:
    return one.relative_to(ROOT).as_posix()


def tags(text: str, name: str) -> list[str]:
    """Every opening tag of a name, whatever Jinja writes in it."""
    return re.findall(rf"<{name}\b(?:{{{{.*?}}}}|{{%.*?%}}|[^>])*>", text, re.DOTALL)


@pytest.mark.parametrize("template", TEMPLATES, ids=named)
def test_a_table_has_a_title_and_its_heads_say_what_they_head(template: Path) -> None:
    text = template.read_text(encoding="utf-8")
    titled = [tag for tag in tags(text, "table") if "aria-label" in tag]
    assert len(titled) + text.count("<caption") == len(tags(text, "table"))
    assert [tag for tag in tags(text, "th") if "scope=" not in tag] == []


@pytest.mark.parametrize("template", TEMPLATES, ids=named)
def test_a_picture_says_what_it_shows_or_that_it_shows_nothing(template: Path) -> None:
    text = template.read_text(encoding="utf-8")
    assert [tag for tag in tags(text, "img") if "alt=" not in tag] == []
    told = ("aria-hidden", "aria-label", "role=")
    assert [tag for tag in tags(text, "svg") if not any(one in tag for one in told)] == []


def test_each_library_of_the_pages_is_named_with_its_weight() -> None:
    told = (ROOT / "docs/front-end.md").read_text(encoding="utf-8")
    needed = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))["dependencies"]
    lines = [line for line in told.splitlines() if line.startswith("| ") and " kB" in line]
    for name, version in needed.items():
        assert any(f"{name.capitalize()} {version}" in line for line in lines), name


def rows() -> list[list[str]]:
    lines = GRID.read_text(encoding="utf-8").splitlines()
    found = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [row for row in found if re.fullmatch(r"\d+\.\d+", row[0])]


def test_the_grid_has_each_criterion_once() -> None:
    numbers = [f"{theme}.{n}" for theme, last in enumerate(CRITERIA, 1) for n in range(1, last + 1)]
    assert [row[0] for row in rows()] == numbers
    assert len(numbers) == 106


def test_the_declaration_of_accessibility_says_what_the_grid_says() -> None:
    assert Counter(state for _, _, state, _ in rows()) == DECLARED
    assert tuple(number for number, _, state, _ in rows() if state == "no") == NOT_CONFORM
    assert tuple(number for number, _, state, _ in rows() if state == "?") == NOT_EVALUATED


def test_what_is_said_to_hold_says_how_it_is_known() -> None:
    states = Counter(state for _, _, state, _ in rows())
    assert set(states) <= {"yes", "no", "none", "?"}
    assert [number for number, _, state, how in rows() if state in {"yes", "no"} and not how] == []
    files = re.findall(r"`((?:tests|config)/[\w./]+)`", GRID.read_text(encoding="utf-8"))
    assert [one for one in files if not (ROOT / one).exists()] == []
    assert len(files) > 15
