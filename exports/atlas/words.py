"""How the atlas says what it shows: days, places, answers, shares, in the reader's language."""

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from markupsafe import Markup, escape

from config.languages import say, texts
from config.protocols import PROTOCOLS
from config.protocols.protocol import Protocol
from config.protocols.question import Question
from config.templates import filters
from config.templates.filters import day, fine, number, said
from config.web import language
from exports.atlas.rules import Entry
from exports.provisional.rules import Dot
from exports.records import OPEN, SHARE_ALIKE, Record, Visit

FOLDER = "exports/atlas"
ARTICLE = re.compile(r" \((?:Le|La|Les|L['’])\)$")  # TAXREF puts it behind


def told(key: str, **values: Any) -> str:
    """Say a text of the atlas."""
    return fine(say(FOLDER, key, language(), **values), language())


def title(one: Entry) -> str:
    """How a record is called: its name, else what it is."""
    name = common(one.name)
    return name[:1].upper() + name[1:] or said(PROTOCOLS[one.protocol].title)


def common(vernacular: str) -> str:
    """The usual name, as people say it: `Crapaud commun (Le), Crapaud` → Crapaud commun."""
    return fine(ARTICLE.sub("", vernacular.split(",", maxsplit=1)[0].strip()), language())


def when(one: Entry | Visit) -> str:
    """The day, the month or the year it is of."""
    return between(one.first_day, one.last_day)


def between(first: date, last: date) -> str:
    if first == last:
        return day(first)
    if (first.year, first.month) == (last.year, last.month):
        return month_name(f"{first:%Y-%m}")
    return str(first.year)


def what_waits(one: Dot) -> str:
    """What a grey point stands for: "Arbre remarquable, juin 2026 : 2 envois"."""
    what, is_one = said(PROTOCOLS[one.protocol].title), one.number == 1
    of = told("map.waits.of", what=what, month=month_name(one.month)) if one.month else what
    counted = told("map.waits.single" if is_one else "map.waits.many", n=number(one.number))
    return told("map.waits.line", of=of, counted=counted)


def where(one: Entry) -> str:
    """How precisely its place is published."""
    return placed(one.precision, one.uncertainty_m, one.commune)


def placed(precision: str, uncertainty_m: int | None, commune: str) -> str:
    if precision == "exact" and uncertainty_m:
        return told("where.within", metres=number(uncertainty_m))
    if precision == "commune" and not commune:
        return told("where.department")
    return told(f"where.{precision}", commune=commune)


def month_name(month: str) -> str:
    """`2026-07` → juillet 2026."""
    year, _, number_ = month.partition("-")
    return f"{months()[int(number_) - 1]}\u00a0{year}"


def months() -> list[str]:
    return filters.months(language())


def by_month_told(counts: Sequence[int]) -> str:
    """Every month and its count: what a drawing of them says."""
    return ", ".join(f"{name} {count}" for name, count in zip(months(), counts, strict=True))


def best_months(counts: Sequence[int]) -> str:
    """The months that count most, in their order: mai, juin et juillet."""
    most = sorted(range(12), key=lambda index: -counts[index])[:3]
    names = [months()[index] for index in sorted(most) if counts[index]]
    last = " et " if language() == "fr" else " and "
    return last.join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


def felt(value: int) -> str:
    """The words of a sensation, as the question proposes them."""
    return said(PROTOCOLS["heat"].label("sensation", value))


def percent(share: float) -> str:
    return f"{share * 100:.0f}\u00a0%" if language() == "fr" else f"{share * 100:.0f}%"


def licence_title(spdx: str) -> str:
    return next((one.title for one in (OPEN, SHARE_ALIKE) if one.spdx == spdx), spdx)


def status(code: str) -> str:
    """What the status of a taxon in France means; nothing for those we do not tell."""
    known = f"species.statuses.{code}"
    return told(known) if known in texts(FOLDER, language()) else ""


def answers(record: Record, protocol: Protocol) -> list[tuple[str, str]]:
    """The questions that were answered, and the answers, in words."""
    given = ((one, record.answers.get(one.name)) for one in protocol.asked)
    return [(said(one.label), answer_told(one, value)) for one, value in given if value is not None]


def answer_told(question: Question, value: Any) -> str:
    if question.choices:
        chosen = value if isinstance(value, list) else [value]
        labels = (choice.label for one in chosen if (choice := question.choice(one)))
        first, *others = [said(label) for label in labels] or [""]
        return ", ".join([first, *(one[:1].lower() + one[1:] for one in others)])
    if question.kind == "number":
        digits = 0 if value == int(value) else 1
        return f"{number(value, digits)}\u00a0{question.unit}".rstrip()
    return str(value)


def marked(text: str) -> Markup:
    """A text whose `names` are set as code."""
    return Markup(re.sub(r"`([^`]+)`", r"<code>\1</code>", str(escape(text))))  # noqa: S704


SAYING: dict[str, Callable[..., Any]] = {  # what the templates of the atlas may call
    "title_of": title,
    "common": common,
    "marked": marked,
    "when": when,
    "what_waits": what_waits,
    "where": where,
    "month_name": month_name,
    "months_of_year": months,
    "by_month_told": by_month_told,
    "best_months": best_months,
    "felt": felt,
    "percent": percent,
    "status_told": status,
    "licence_title": licence_title,
}
