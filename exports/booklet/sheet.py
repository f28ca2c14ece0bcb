"""The printed atlas under way: its words, numbers and days in one language."""

from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

from citizen.appearance import logos
from citizen.appearance.rules import derived
from config.colours import schemes
from config.languages import say
from config.templates.filters import months
from exports.booklet.drawing import Colour
from exports.booklet.store import Content
from exports.datasets.printing import FONT, Pages, plain

FOLDER = "exports/booklet"
HIGH, WIDE = 20.0, 70.0  # mm at most, of the logo
NO_DAY = datetime(2026, 1, 1, tzinfo=UTC)  # of an atlas made of no release


class Book(Pages):
    """The atlas under way, in one language."""

    def __init__(self, content: Content, spoken: str, base: str) -> None:
        self.content, self.spoken, self.base = content, spoken, base
        told = [one.release for one in content.parts] + ([content.heat] if content.heat else [])
        self.releases, self.as_of = told, max((r.as_of or NO_DAY for r in told), default=NO_DAY)
        title = self.say("title", town=content.town)
        super().__init__(title, spoken, self.say("author", town=content.town), self.as_of)
        self.pdf.set_subject(plain(self.say("subject", town=content.town)))

    @property
    def accent(self) -> Colour:
        """The town's colour, as dark as paper needs it."""
        asked = self.content.look.colour
        told = derived(asked).day["accent"] if asked else schemes()["day"]["accent"]
        red, green, blue = bytes.fromhex(told)
        return red, green, blue

    def masthead(self, top: float) -> None:
        """Begin with the town: its logo, its name beside it, a line of its colour below."""
        pdf, logo, left = self.pdf, self.content.look.logo, self.pdf.l_margin
        if logo:
            high = min(HIGH, WIDE * logo.height / logo.width)
            drawn = BytesIO(logos.read(logo.digest))
            pdf.image(drawn, left, top + HIGH - high, h=high, alt_text=plain(logo.alt))
            left += high * logo.width / logo.height + 5
        pdf.set_xy(left, top + HIGH - 9)
        pdf.set_font(FONT, "B", 16)
        with self.tags.words("P"):
            pdf.cell(0, 8, plain(self.content.town[:60]), new_x="LMARGIN", new_y="NEXT")
        pdf.set_draw_color(*self.accent)
        pdf.set_line_width(1)
        with self.tags.drawn():
            pdf.line(pdf.l_margin, top + HIGH + 3, pdf.l_margin + pdf.epw, top + HIGH + 3)
        pdf.set_line_width(0.2)
        pdf.set_draw_color(0)

    def say(self, key: str, **values: Any) -> str:
        return say(FOLDER, key, self.spoken, **values)

    def number(self, value: int) -> str:
        told = f"{value:,}"
        return told.replace(",", "\u00a0") if self.spoken == "fr" else told

    def share(self, value: float) -> str:
        return f"{value * 100:.0f}\u00a0%" if self.spoken == "fr" else f"{value * 100:.0f}%"

    def day(self, at: date) -> str:
        return f"{at.day} {months(self.spoken)[at.month - 1]} {at.year}"
