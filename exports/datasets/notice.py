"""notice.html: what a release holds, how it was made and what it does not tell, for people.

One page on its own, in both languages: no script, nothing to load.
"""

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from config.languages import LANGUAGES, Text, say, texts, words
from config.protocols.protocol import Protocol
from exports import felt_temperature as heat
from exports.datasets.manifest import BuiltFile
from exports.format import Column
from exports.records import SHARE_ALIKE, Dataset
from reference.nomenclatures.rules import of_field

TEXTS = "exports/datasets"
TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).with_name("templates")),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def page(dataset: Dataset, built: Sequence[BuiltFile]) -> bytes:
    """Write the notice; the same release always has the same."""
    html = TEMPLATES.get_template("notice.html").render(
        dataset=dataset,
        built=built,
        tables=list(tables(dataset.protocol, built)),
        languages=LANGUAGES,
        licence_url=dataset.licence.url,
        terms="share_alike" if dataset.licence == SHARE_ALIKE else dataset.protocol.publication,
        say=partial(told, dataset),
        particular=particular,
        words=words,
        values=partial(values, dataset.protocol),
    )
    return html.encode()


def told(dataset: Dataset, key: str, language: str, **more: str) -> str:
    """Say a text of the notice, with what it may tell of the dataset."""
    known = {
        "producer": dataset.producer,
        "title": words(dataset.title, language),
        "release": str(dataset.release),
        "day": dataset.as_of.date().isoformat(),
        "url": dataset.url,
        "licence": dataset.licence.title,
        "protocol": words(dataset.protocol.title, language),
        "version": str(dataset.protocol.version),
        "people": str(heat.LEAST_PEOPLE),
        "answers": str(heat.LEAST_ANSWERS),
    }
    return say(TEXTS, f"notice.{key}", language, **(known | more))


def particular(file: BuiltFile, language: str) -> str:
    """What a file has of its own; nothing for most."""
    name = file.format.file if file.format else file.name
    return texts(TEXTS, language).get(f"notice.of_file.{name}", "")


def tables(
    protocol: Protocol, built: Sequence[BuiltFile]
) -> Iterator[tuple[BuiltFile, Sequence[Column]]]:
    """Yield the files that are tables, with their columns."""
    for file in built:
        columns = file.format.columns(protocol) if file.format else ()
        if columns:
            yield file, columns


def values(protocol: Protocol, column: Column) -> list[tuple[str, Text]]:
    """The values a column may have, and what they mean where a question says it."""
    asked = {question.name: question for question in protocol.ever_asked}
    if column.name in asked:
        return [(str(choice.value), choice.label) for choice in asked[column.name].choices]
    known = of_field(column.name)  # the standard's own words for its codes
    return [
        (str(value), known.codes[str(value)].label if known else {"fr": ""})
        for value in column.constraints.get("enum", ())
    ]
