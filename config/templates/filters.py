"""How words, days, numbers and sizes are written in a page, in the reader's language."""

import re
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from markupsafe import Markup

from config.borrowed import Borrowed, marked
from config.languages import LANGUAGES, Text, texts, words
from config.links import linked
from config.voices import language, page_language

CLOCK = ZoneInfo("Europe/Paris")
UNBROKEN = re.compile(r"(?<=\d) (?=%|(?:°|[kcm]?m|[kMG]?[oB]|h|s)\b)|(?<=n°) |(?<=no\.) (?=\d)")
FRENCH = (  # the spaces that must not break a line: narrow, then full
    (re.compile(r" (?=[;!?](?!\w))"), "\u202f"),
    (re.compile(r" (?=[:»])|(?<=«) "), "\u00a0"),
)


@lru_cache(maxsize=4096)
def fine(text: str, spoken: str) -> str:
    """Set a text as a printer would: curved apostrophes, spaces that do not break a line."""
    printed = UNBROKEN.sub("\u00a0", re.sub(r"(?<=\w)'(?=[\w«“])", "’", text))
    for pattern, space in () if spoken == "en" else FRENCH:
        printed = pattern.sub(space, printed)
    return printed


def said(text: Text) -> str:
    """The words of a text: `{{ protocol.title | words }}`."""
    spoken = page_language()
    told = fine(words(text, spoken), spoken)
    return told if text.get(spoken) else lent(told)


def lent(told: str) -> str:
    """Mark words that are said in French or English whatever the page speaks."""
    return told if page_language() in LANGUAGES else marked(told)


def months(spoken: str) -> list[str]:
    """The names of the months in a language, as a day is followed by them."""
    return texts("config", spoken)["dates.months"].split(", ")


def day(when: date) -> str:
    """`2026-05-01` → 1er mai 2026, 1 May 2026."""
    spoken = page_language()
    told = texts("config", spoken)
    first = told["dates.first"] if when.day == 1 else str(when.day)
    month = months(spoken)[when.month - 1]
    text = told["dates.day"].format(day=first, month=month, year=when.year).replace(" ", "\u00a0")
    return marked(text) if isinstance(told["dates.day"], Borrowed) else text


def moment(when: datetime) -> str:
    """An instant, by the clock of Paris: 1er mai 2026 à 9 h 05, 1 May 2026 at 9:05."""
    local = when.astimezone(CLOCK)
    said_as = texts("config", page_language())["dates.moment"]
    return said_as.format(day=day(local), hour=local.hour, minute=f"{local.minute:02}")


def number(value: float, digits: int = 0) -> str:
    """`1234.5` → 1 234,5 in French, 1,234.5 in English."""
    told = f"{value:,.{digits}f}"
    return told.translate({44: "\u202f", 46: ","}) if language() == "fr" else told


def size(count: int) -> str:
    """The size of a file: 12 ko, 3,4 Mo; in English kB and MB."""
    letter, bytes_ = ("o", "octets") if language() == "fr" else ("B", "bytes")
    if count < 1000:
        return f"{count}\u00a0{bytes_}"
    if count < 1_000_000:
        return f"{number(count / 1000)}\u00a0k{letter}"
    return f"{number(count / 1_000_000, 1)}\u00a0M{letter}"


def safely_linked(text: str) -> Markup:
    """What people wrote: escaped, with the addresses of the web made links."""
    return Markup(linked(text))  # noqa: S704 (escaped there)


FILTERS = {
    "words": said,
    "lent": lent,
    "day": day,
    "moment": moment,
    "number": number,
    "size": size,
    "linked": safely_linked,
}
