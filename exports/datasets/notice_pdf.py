"""notice.pdf: the notice to print, in French then in English, in the same words as the page."""

from collections.abc import Sequence

from config.languages import LANGUAGES, words
from exports.datasets.manifest import BuiltFile
from exports.datasets.notice import particular, tables, told, values
from exports.datasets.printing import Pages
from exports.format import Column
from exports.records import SHARE_ALIKE, Dataset

PARTS = (("made", "made_of"), ("precision", "shown"), ("limits", "limits_of"))


def pages(dataset: Dataset, built: Sequence[BuiltFile]) -> bytes:
    """Write the notice; the same release always has the same bytes."""
    title = f"{words(dataset.title, 'fr')} – {told(dataset, 'name', 'fr')}"
    drawn = Pages(title, "fr", dataset.producer, dataset.as_of, tagged=False)
    for rank, language in enumerate(LANGUAGES):
        if rank:
            drawn.pdf.add_page()
        with drawn.said_in(language):
            _about(drawn, dataset, language)
            _files(drawn, dataset, built, language)
            _rules(drawn, dataset, language)
            _licence(drawn, dataset, language)
            _columns(drawn, dataset, built, language)
    return drawn.bytes()


def _about(drawn: Pages, dataset: Dataset, language: str) -> None:
    drawn.heading(words(dataset.title, language), 0)
    if dataset.is_demonstration:
        drawn.text(told(dataset, "demonstration", language), "B")
    drawn.text(words(dataset.description or dataset.protocol.description, language))
    lines = {
        "release": f"{dataset.release} ({dataset.url})",
        "as_of": dataset.as_of.date().isoformat(),
        "town": f"{dataset.town_name} ({dataset.town_code})",
        "producer": dataset.producer,
        "contact": dataset.contact,
    }
    colon = " : " if language == "fr" else ": "
    for key, value in lines.items():
        drawn.text(f"{told(dataset, key, language)}{colon}{value}")


def _files(drawn: Pages, dataset: Dataset, built: Sequence[BuiltFile], language: str) -> None:
    drawn.heading(told(dataset, "files", language), 1)
    header = [told(dataset, key, language) for key in ("file", "holds", "size")]
    rows = [
        (one.name, f"{words(one.title, language)}. {particular(one, language)}".strip(),
         f"{one.bytes} {told(dataset, 'bytes', language)}")
        for one in built
    ]  # fmt: skip
    drawn.table(header, rows)


def _rules(drawn: Pages, dataset: Dataset, language: str) -> None:
    for heading, text in PARTS:
        drawn.heading(told(dataset, heading, language), 1)
        lines = told(dataset, f"{text}.{dataset.protocol.publication}", language).splitlines()
        with drawn.listed():
            for line in filter(None, lines):
                drawn.bullet(line)


def _licence(drawn: Pages, dataset: Dataset, language: str) -> None:
    terms = "share_alike" if dataset.licence == SHARE_ALIKE else dataset.protocol.publication
    drawn.heading(told(dataset, "licence", language), 1)
    for line in told(dataset, f"licence_of.{terms}", language).splitlines():
        if line:
            drawn.text(line)
    drawn.text(dataset.licence.url)
    drawn.text(f"{told(dataset, 'cite', language)} {told(dataset, 'citation', language)}")


def _columns(drawn: Pages, dataset: Dataset, built: Sequence[BuiltFile], language: str) -> None:
    header = [told(dataset, one, language) for one in ("column", "meaning", "type", "values")]
    for file, columns in tables(dataset.protocol, built):
        drawn.heading(told(dataset, "columns_of", language, file=file.name), 2)
        drawn.table(header, [_column(dataset, one, language) for one in columns])


def _column(dataset: Dataset, column: Column, language: str) -> list[str]:
    known = values(dataset.protocol, column)
    said = ", ".join(f"{value} {words(label, language)}".strip() for value, label in known)
    unit = f" ({column.unit})" if column.unit else ""
    kind = told(dataset, f"types.{column.type}", language)
    return [column.name, words(column.title, language) + unit, kind, said]
