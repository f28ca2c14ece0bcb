"""Every colour is declared once, by day and by night, and each word can be read on its ground."""

import re

import pytest

from config.colours import NIGHT, contrast
from config.colours import SHEET as FILE
from config.colours import schemes as sets
from tests.guards.source import ROOT, files

SHEET = FILE.read_text()
COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b|\b(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch|color)\(")
NAMED = re.compile(
    r":[^;{}]*(?<![\w-])(?:black|white|gr[ae]y|red|green|blue|brown|orange|yellow)(?![\w-])"
)
WORDS, LINES = 4.5, 3.0  # WCAG 2.2, 1.4.3 and 1.4.11
ON_PAPER = ("ink", "soft", "accent", "accent-deep", "leaf", "leaf-deep", "bark", "berry", "sky")
WASHES = ("accent-wash", "leaf-wash", "bark-wash", "sky-wash", "berry-wash")
PAIRS = [
    *((word, ground) for word in ON_PAPER for ground in ("paper", "sheet", "wash")),
    *((word, wash) for word in ("ink", "soft") for wash in WASHES),
    *(("accent", wash) for wash in WASHES),  # a link within a notice
    ("ink", "selected"), ("on-foot", "foot"), ("on-foot-link", "foot"),
    ("on-accent", "accent"), ("on-accent", "accent-deep"), ("on-berry", "berry"), ("on-ink", "ink"),
]  # fmt: skip
DRAWN = [
    *((line, "sheet") for line in ("edge", "tree", "biodiversity", "cell-edge")),
    *((line, "sheet") for line in ("leaf", "bark", "accent")),
    *((mark, ground) for mark in ("tree", "biodiversity") for ground in ("town", "ground")),
    ("edge", "paper"), ("amber", "sheet"), ("cell-edge", "town"), ("sky", "paper"),
]  # fmt: skip


def written() -> list[tuple[str, str]]:
    """Pairs that a rule of any sheet writes together: its words, its ground."""
    found = set()
    for sheet in (file for file in files() if file.suffix == ".css"):
        for body in re.findall(r"\{([^{}]*)\}", sheet.read_text()):
            word = re.search(r"(?<![\w-])color: var\(--([\w-]+)\)", body)
            ground = re.search(r"background(?:-color)?: var\(--([\w-]+)\)", body)
            if word and ground and ":disabled" not in body:
                found.add((word[1], ground[1]))
    return sorted(found)


def test_contrast_is_as_wcag_counts_it() -> None:
    assert contrast("000000", "ffffff") == pytest.approx(21)
    assert contrast("777777", "ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("light", ["day", "night"])
def test_every_word_can_be_read_on_its_ground(light: str) -> None:
    colours = sets()[light]
    assert len(written()) > 15
    weak = {
        (word, ground): round(contrast(colours[word], colours[ground]), 2)
        for word, ground in {*PAIRS, *written()}
        if contrast(colours[word], colours[ground]) < WORDS
    }
    assert weak == {}


@pytest.mark.parametrize("light", ["day", "night"])
def test_every_line_can_be_seen_on_its_ground(light: str) -> None:
    colours = sets()[light]
    seen = {pair: round(contrast(colours[pair[0]], colours[pair[1]]), 2) for pair in DRAWN}
    assert {pair: value for pair, value in seen.items() if value < LINES} == {}


def test_the_night_changes_colours_of_the_day_and_no_other() -> None:
    day, _, rest = SHEET.partition(NIGHT)
    names = set(re.findall(r"--([\w-]+):", day))
    night = set(re.findall(r"--([\w-]+):", rest[: rest.index("\n}\n")]))
    assert night and night <= names
    kept = set(sets()["day"]) - night
    assert all(re.match(r"heat-|on-heat|on-foot-link|always-", name) for name in kept), kept


def test_only_the_sheet_of_the_house_writes_a_colour() -> None:
    for file in files():
        if file.suffix == ".css" and file.name != "brindille.css":
            text = re.sub(r"/\*.*?\*/", "", file.read_text(), flags=re.DOTALL)
            assert COLOUR.findall(text) + NAMED.findall(text) == [], file
    rules = re.sub(r"(?m)^\s+--[^\n]*$|/\*.*?\*/", "", SHEET)
    assert COLOUR.findall(rules) == []


def test_every_colour_that_is_used_is_declared() -> None:
    names = set(re.findall(r"--([\w-]+):", SHEET))
    for file in files():
        if file.suffix == ".css":
            assert set(re.findall(r"var\(--([\w-]+)\)", file.read_text())) <= names, file


def test_the_frame_of_a_phone_takes_the_colour_of_the_paper() -> None:
    frame = (ROOT / "config/templates/base.html").read_text()
    for light, scheme in (("day", "light"), ("night", "dark")):
        said = re.search(rf'prefers-color-scheme: {scheme}\)" content="#(\w+)"', frame)
        assert said and said[1] == sets()[light]["paper"]
