"""The printed atlas under way: its words, numbers and days in one language."""

from datetime import UTC, date, datetime
from typing import Any

from config.languages import say
from config.templates.filters import months
from exports.booklet.store import Content
from exports.datasets.printing import Pages, plain

FOLDER = "exports/booklet"
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
        self.pdf.viewer_preferences = self.fpdf.ViewerPreferences(display_doc_title=True)

    def say(self, key: str, **values: Any) -> str:
        return say(FOLDER, key, self.spoken, **values)

    def number(self, value: int) -> str:
        told = f"{value:,}"
        return told.replace(",", "\u00a0") if self.spoken == "fr" else told

    def share(self, value: float) -> str:
        return f"{value * 100:.0f}\u00a0%" if self.spoken == "fr" else f"{value * 100:.0f}%"

    def day(self, at: date) -> str:
        return f"{at.day} {months(self.spoken)[at.month - 1]} {at.year}"
