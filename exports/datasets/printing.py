"""Pages to print: headings, paragraphs, tables, always the same bytes for the same words.

The fonts are those every reader of PDF has, so that no file of a font is kept or shipped: they know
the letters of western Europe (Windows-1252). What lies beyond loses its accents, or is told by `?`.
"""

import unicodedata
from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from importlib import import_module

FONT, CODES = "Helvetica", "windows-1252"
SIZE, LINE = 10, 5.2  # points, millimetres
CELL = 1000  # characters
LIKE = {
    "Ł": "L",
    "ł": "l",
    "ı": "i",
    "\u202f": "\u00a0",
    "\u2011": "-",
    "\u2212": "-",
    "\u2192": "->",
    "\u2265": ">=",
}


def plain(text: str) -> str:
    """Tell a text in the letters the fonts have."""
    return "".join(_letter(one) for one in text if one.isprintable() or one == "\n")


def _letter(one: str) -> str:
    for told in (one, LIKE.get(one, ""), unicodedata.normalize("NFKD", one)[:1]):
        if told and told.encode(CODES, "ignore"):
            return told
    return "?"


def _short(text: str) -> str:
    """A cell that fits on a page: a row is never cut in two."""
    return text if len(text) <= CELL else f"{text[: CELL - 1]}…"


class Pages:
    """A document under way."""

    def __init__(
        self, title: str, language: str, author: str, at: datetime, *, tagged: bool = True
    ) -> None:
        self.fpdf = import_module("fpdf")  # heavy: loaded by who prints
        self.pdf = self.fpdf.FPDF(format="A4")
        self.tagging = import_module("exports.datasets.tagging")
        self.tags = self.tagging.Tags(self.pdf) if tagged else self.tagging.Untagged()
        if tagged:
            self.pdf.struct_builder = self.tags
        self.pdf.viewer_preferences = self.fpdf.ViewerPreferences(display_doc_title=True)
        self.pdf.core_fonts_encoding = CODES
        self.pdf.set_lang(language)
        self.pdf.set_title(title)
        self.pdf.set_author(author)
        self.pdf.set_producer("Brindille")
        self.pdf.set_creation_date(at)
        self.pdf.set_auto_page_break(True, 18)
        self.pdf.set_margins(18, 18)
        self.pdf.add_page()

    def heading(self, text: str, level: int = 1) -> None:
        """Begin a part; readers list it in their outline."""
        self.pdf.ln(0 if level == 0 else 3)
        self.pdf.start_section(plain(text), level, strict=False)
        self._write(text, "B", SIZE + (8, 4, 2)[level], f"H{level + 1}")

    def text(self, text: str, style: str = "", language: str = "") -> None:
        self._write(text, style, SIZE, "P", language)

    def listed(self) -> AbstractContextManager[None]:
        """Begin a list: its bullets come within."""
        told: AbstractContextManager[None] = self.tags.part("L")
        return told

    def bullet(self, text: str) -> None:
        with self.tags.part("LI"):
            self._write(f"•  {text}", "", SIZE, "LBody")

    def said_in(self, language: str) -> AbstractContextManager[None]:
        """Begin what is said in another language than the rest."""
        told: AbstractContextManager[None] = self.tags.part("Sect", language)
        return told

    def table(self, header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Draw a table whose header comes again on each page."""
        self.pdf.set_font(FONT, "", SIZE - 2)
        first = self.fpdf.FontFace(emphasis="BOLD")
        laid = {"line_height": LINE - 1, "text_align": "LEFT", "padding": 0.8}
        drawn = self.tagging.TaggedTable(self.pdf, headings_style=first, **laid)
        for told in (header, *rows):
            row = drawn.row()
            for one in told:
                row.cell(_short(plain(" ".join(one.split()))))
        drawn.tags = self.tags
        drawn.render()
        self.pdf.ln(3)

    def _write(self, text: str, style: str, size: int, kind: str, language: str = "") -> None:
        self.pdf.set_font(FONT, style, size)
        high = LINE * size / SIZE
        lines = self.pdf.multi_cell(0, high, plain(text), align="L", dry_run=True, output="LINES")
        if not self.pdf.will_page_break(high * len(lines) + 0.01):
            with self.tags.words(kind, language):
                self._drawn(plain(text), high)
        else:
            with self.tags.part(kind, language):
                for line in lines:
                    self._alone(line.encode("latin-1").decode(CODES), high)  # as fpdf2 has them
        self.pdf.ln(1)

    def _alone(self, line: str, high: float) -> None:
        """Write a line of what goes over to another page."""
        if self.pdf.will_page_break(high + 0.01):
            self.pdf.add_page()
        with self.tags.words("Span"):
            self._drawn(line, high)

    def _drawn(self, text: str, high: float) -> None:
        self.pdf.multi_cell(0, high, text, align="L", new_x="LMARGIN", new_y="NEXT")

    def bytes(self) -> bytes:
        written = self.pdf.output()
        self.tags.forget()
        return bytes(written)
