"""One thing of the printed atlas: a species and its months, a tree and its photo."""

import io
from collections.abc import Sequence
from datetime import date
from typing import Any

from config import files
from config.templates.filters import months
from exports.booklet import drawing
from exports.booklet.rules import Species, Tree
from exports.booklet.sheet import Book
from exports.datasets.printing import FONT, SIZE, plain

ROW, PICTURE = 6.0, 24.0  # mm
COLUMNS = (56.0, 52.0, 24.0, 42.0)  # mm: name, Latin, records, months


def tree(drawn: Book, one: Tree, photo: str) -> None:
    """Tell a tree beside its photo; both stay on one page."""
    pdf = drawn.pdf
    if pdf.will_page_break(PICTURE + 2):
        pdf.add_page()
    top = pdf.get_y()
    if photo:
        shown = io.BytesIO(files.store().read(photo))
        box = {"w": PICTURE, "h": PICTURE, "keep_aspect_ratio": True}
        pdf.image(
            shown, pdf.l_margin, top, alt_text=plain(drawn.say("photo_alt", name=one.name)), **box
        )
        pdf.set_y(top)
    pdf.set_left_margin(pdf.l_margin + PICTURE + 4)
    drawn.text(one.name[:200], "B")
    drawn.text(one.latin, "I", "la")
    told = [drawn.say("girth", n=f"{one.girth_cm / 100:.2f}".replace(".", drawn.say("point")))]
    told += [drawn.say("height", n=f"{one.height_m:g}")] if one.height_m else []
    drawn.text(", ".join([*told, _seen(drawn, one.day)]))
    pdf.set_left_margin(pdf.l_margin - PICTURE - 4)
    pdf.set_xy(pdf.l_margin, max(pdf.get_y(), top + PICTURE) + 2)


def _seen(drawn: Book, day: str) -> str:
    """When it was seen: a day, or a year."""
    if len(day) == len("2026"):
        return drawn.say("seen_in", year=day)
    return drawn.say("seen", day=drawn.day(date.fromisoformat(day)))


def header(drawn: Book) -> None:
    with drawn.tags.part("TR"):
        for name, width in _headed(drawn):
            with drawn.tags.words("TH"):
                drawn.pdf.cell(width, ROW, name)
    drawn.pdf.ln(ROW)


def _headed(drawn: Book) -> list[tuple[str, float]]:
    drawn.pdf.set_font(FONT, "B", SIZE - 2)
    keys = ("name", "latin", "records", "months")
    return [(plain(drawn.say(key)), width) for key, width in zip(keys, COLUMNS, strict=True)]


def _header_again(drawn: Book) -> None:
    with drawn.tags.drawn():
        for name, width in _headed(drawn):
            drawn.pdf.cell(width, ROW, name)
    drawn.pdf.ln(ROW)


def species(drawn: Book, one: Species) -> None:
    """A line: its names, its records, and the bars of its months."""
    pdf = drawn.pdf
    if pdf.will_page_break(ROW):
        pdf.add_page()
        _header_again(drawn)
    cells = ((_usual(one.name), "", ""), (one.latin, "I", "la"), (drawn.number(one.count), "", ""))
    with drawn.tags.part("TR"):
        for (text, style, language), width in zip(cells, COLUMNS, strict=False):
            pdf.set_font(FONT, style, SIZE - 2)
            with drawn.tags.words("TD", language):
                pdf.cell(width, ROW, _fitting(pdf, plain(text), width))
        box = (pdf.get_x(), pdf.get_y() + 1, COLUMNS[3] - 2, ROW - 2)
        with drawn.tags.part("TD"), drawn.tags.words("Figure", alt=_told(drawn, one.months)):
            drawing.months(pdf, box, one.months, drawn.accent)
    pdf.ln(ROW)


def _told(drawn: Book, counts: Sequence[int]) -> str:
    """The bars in words: `mars 2, mai 5`."""
    named = zip(months(drawn.spoken), counts, strict=True)
    return ", ".join(f"{name} {count}" for name, count in named if count) or drawn.say("no_month")


def _usual(vernacular: str) -> str:
    """The first of the usual names: `Crapaud commun (Le), Crapaud` → Crapaud commun."""
    return " ".join(vernacular.split(",", maxsplit=1)[0].split(" (", maxsplit=1)[0].split())


def _fitting(pdf: Any, text: str, width: float) -> str:
    """A text that fits in a cell: what is too long is cut, and says so."""
    text = " ".join(text.split())[:120]
    while text and pdf.get_string_width(text) > width - 2:
        text = text[:-2].rstrip() + "…" if len(text) > 2 else ""
    return text
