"""The pages of the printed atlas: the same releases always make the same bytes."""

from collections.abc import Sequence

from config.languages import say, words
from config.protocols import PROTOCOLS
from config.templates.filters import months
from exports.booklet import drawing, lines
from exports.booklet.rules import Told
from exports.booklet.sheet import Book
from exports.booklet.store import Content, Part
from exports.datasets.printing import plain

SQUARES = 40


def book(content: Content, spoken: str, base: str) -> tuple[bytes, int]:
    """Print the atlas in a language; return its bytes and how many pages it has."""
    drawn = Book(content, spoken, base)
    _title(drawn)
    _figures(drawn)
    _map(drawn)
    for part in content.parts:
        _dataset(drawn, part)
    _heat(drawn)
    _method(drawn)
    return drawn.bytes(), drawn.pdf.pages_count


def _title(drawn: Book) -> None:
    content = drawn.content
    drawn.masthead(30)
    drawn.pdf.set_y(70)
    drawn.heading(drawn.say("title", town=content.town), 0)
    drawn.text(drawn.say("as_of", day=drawn.day(drawn.as_of.date())), "B")
    if content.is_demonstration:
        drawn.text(drawn.say("demonstration"), "B")
    drawn.text(drawn.say("what"))
    with drawn.listed():
        for part in content.parts:
            title = words(part.about.title, drawn.spoken)
            drawn.bullet(_made_of(drawn, title, part.release.number, part.licence))
        if content.heat:
            title = words(PROTOCOLS["heat"].title, drawn.spoken)
            drawn.bullet(_made_of(drawn, title, content.heat.number, "Licence Ouverte 2.0"))
    drawn.text(drawn.say("credits", town=content.town))
    drawn.text(drawn.base)


def _made_of(drawn: Book, title: str, number: int, licence: str) -> str:
    return drawn.say("made_of", title=title, number=number, licence=licence)


def _figures(drawn: Book) -> None:
    drawn.pdf.add_page()
    drawn.heading(drawn.say("figures"), 1)
    rows = [
        (words(part.about.title, drawn.spoken), drawn.number(part.told.total),
         drawn.number(len(part.told.species)))
        for part in drawn.content.parts
    ]  # fmt: skip
    if rows:
        drawn.table([drawn.say("dataset"), drawn.say("records"), drawn.say("names")], rows)
    else:
        drawn.text(drawn.say("nothing"))
    if drawn.content.answers:
        drawn.text(drawn.say("answers", n=drawn.number(drawn.content.answers)))


def _map(drawn: Book) -> None:
    outline = drawn.content.outline
    if outline is None:
        return
    points = list(dict.fromkeys(p for part in drawn.content.parts for p in part.told.points))
    drawn.heading(drawn.say("map"), 1)
    drawn.text(drawn.say("map_told", town=drawn.content.town, n=drawn.number(len(points))))
    if drawn.pdf.get_y() > drawn.pdf.eph / 2:
        drawn.pdf.add_page()
    with drawn.tags.words("Figure", alt=plain(drawn.say("map_alt", town=drawn.content.town))):
        drawing.commune(drawn.pdf, outline, points, drawn.accent)


def _dataset(drawn: Book, part: Part) -> None:
    drawn.pdf.add_page()
    drawn.heading(words(part.about.title, drawn.spoken), 1)
    told = part.told
    drawn.text(drawn.say("holds", n=drawn.number(told.total)))
    _precision(drawn, told)
    if part.trees:
        drawn.heading(drawn.say("trees"), 2)
        for tree, photo in part.trees:
            lines.tree(drawn, tree, photo)
    for group, species in told.groups():
        drawn.heading(group or drawn.say("no_group"), 2)
        with drawn.tags.part("Table"):
            lines.header(drawn)
            for one in species:
                lines.species(drawn, one)
    if told.unnamed:
        drawn.text(drawn.say("unnamed", n=drawn.number(told.unnamed)))


def _precision(drawn: Book, told: Told) -> None:
    """Say how precisely the places of the records are published."""
    with drawn.listed():
        for name in ("exact", "commune", "cell", "department"):
            if number := told.precisions.get(name):
                drawn.bullet(drawn.say(f"precision.{name}", n=drawn.number(number)))


def _heat(drawn: Book) -> None:
    content = drawn.content
    if content.moment is None:
        return
    drawn.pdf.add_page()
    drawn.heading(words(PROTOCOLS["heat"].title, drawn.spoken), 1)
    year, month = content.moment.month.split("-")
    named = f"{months(drawn.spoken)[int(month) - 1]} {year}"
    hours = say("exports/atlas", f"hours.{content.moment.hours}", drawn.spoken)
    drawn.text(drawn.say("heat_told", month=named, hours=hours))
    for square in content.squares[:SQUARES]:
        if drawn.pdf.will_page_break(20):
            drawn.pdf.add_page()
        low, high = drawn.share(square.hot[1]), drawn.share(square.hot[2])
        numbers = {"n": square.number, "size": square.size_m, "answers": square.answers}
        drawn.text(drawn.say("square", **numbers, people=square.people), "B")
        box = (drawn.pdf.l_margin, drawn.pdf.get_y(), drawn.pdf.epw, 4.0)
        with drawn.tags.drawn():  # its words are right below
            drawing.answers(drawn.pdf, box, square.counts)
        drawn.pdf.ln(5)
        hot = drawn.share(square.hot[0])
        drawn.text(
            f"{_classes(drawn, square.counts)} {drawn.say('hot', share=hot, low=low, high=high)}"
        )


def _classes(drawn: Book, counts: Sequence[int]) -> str:
    """The answers in words: what the bar draws."""
    label = PROTOCOLS["heat"].label
    named = ((words(label("sensation", n - 3), drawn.spoken), c) for n, c in enumerate(counts))
    return ", ".join(f"{name} {count}" for name, count in named if count) + "."


def _method(drawn: Book) -> None:
    drawn.pdf.add_page()
    drawn.heading(drawn.say("method"), 1)
    with drawn.listed():
        for line in drawn.say("method_text").splitlines():
            drawn.bullet(line)
    for part in drawn.content.parts:
        if one := part.measured:
            told = {"n": drawn.number(one.read), "share": drawn.share(one.share)}
            told |= {"low": drawn.share(one.low), "high": drawn.share(one.high)}
            drawn.text(drawn.say("measured", what=words(part.about.title, drawn.spoken), **told))
    drawn.heading(drawn.say("take_part"), 1)
    drawn.text(drawn.say("take_part_text", url=f"{drawn.base}/observer"))
    drawn.text(drawn.say("data", url=f"{drawn.base}/donnees"))
