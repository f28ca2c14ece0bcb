"""French first, English complete: texts are data, one TOML file per language and feature."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from config.borrowed import Borrowed, marked

LANGUAGES = ("fr", "en")
RIGHT_TO_LEFT = {"ar", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"}  # ISO 639-1
Text = Mapping[str, str]  # language → words

ROOT = Path(__file__).parent.parent
# Begun, not whole: what they lack is said in French. One is added by adding its files.
FURTHER = tuple(sorted({one.stem for one in (ROOT / "config/texts").glob("*.toml")} - {*LANGUAGES}))


def chosen(asked: str | None, accepted: list[str], offered: tuple[str, ...] = LANGUAGES) -> str:
    """Choose the language: the one asked for by name, else the first accepted that we speak."""
    for language in [asked or "", *accepted]:
        if language[:2].lower() in offered:
            return language[:2].lower()
    return LANGUAGES[0]


def is_leftward(language: str) -> bool:
    """Whether a language is read from right to left."""
    return language in RIGHT_TO_LEFT


def words(text: Text, language: str) -> str:
    return text.get(language) or text[LANGUAGES[0]]


@cache
def texts(folder: str, language: str) -> Mapping[str, str]:
    """Read the texts of a feature: folder `citizen/form` holds texts/fr.toml and texts/en.toml.

    What a further language lacks is Borrowed from French.
    """
    if language in LANGUAGES:
        return _read(folder, language)
    own = _read(folder, language) if is_begun(folder, language) else {}
    lent = {key: Borrowed(text) for key, text in texts(folder, LANGUAGES[0]).items()}
    return {**lent, **own}


def is_begun(folder: str, language: str) -> bool:
    """Whether a feature has texts of its own in a language."""
    return _file(folder, language).is_file()


def _file(folder: str, language: str) -> Path:
    return ROOT / folder / "texts" / f"{language}.toml"


def _read(folder: str, language: str) -> dict[str, str]:
    return dict(_flat(tomllib.loads(_file(folder, language).read_text(encoding="utf-8"))))


def _flat(table: Mapping[str, Any], prefix: str = "") -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for name, value in table.items():
        key = f"{prefix}{name}"
        found += _flat(value, f"{key}.") if isinstance(value, Mapping) else [(key, value)]
    return found


def say(folder: str, key: str, language: str, **values: Any) -> str:
    """Say a text of a feature in a language, its {places} filled."""
    text = texts(folder, language)[key]
    told = text.format(**values)
    return marked(told) if isinstance(text, Borrowed) else told
