"""The versions of the text people agree to; the newest is the one shown."""

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from config.languages import Text, words


class Paragraph(NamedTuple):
    title: Text
    text: Text


class Consent(NamedTuple):
    """A version of the text: the day it was first shown, and its words in each language."""

    version: str  # "2026-11-22"
    licence: str  # that of what is sent under it
    title: Text
    short: Text  # beside the button that sends
    paragraphs: Sequence[Paragraph]


def _read(file: Path) -> Consent:
    told = tomllib.loads(file.read_text(encoding="utf-8"))
    paragraphs = [Paragraph(**one) for one in told.pop("paragraphs")]
    return Consent(version=file.stem, paragraphs=paragraphs, **told)


VERSIONS: Mapping[str, Consent] = {
    file.stem: _read(file) for file in sorted((Path(__file__).parent / "versions").glob("*.toml"))
}


def current() -> Consent:
    """Return the text that is shown today."""
    return VERSIONS[max(VERSIONS)]


def said(consent: Consent, language: str, town: str) -> dict[str, Any]:
    """Say a text in a language, for a town."""

    def fill(text: Text) -> str:
        return words(text, language).format(town=town)

    return {
        "version": consent.version,
        "licence": consent.licence,
        "title": fill(consent.title),
        "short": fill(consent.short),
        "paragraphs": [
            {"title": fill(one.title), "text": fill(one.text)} for one in consent.paragraphs
        ],
    }
