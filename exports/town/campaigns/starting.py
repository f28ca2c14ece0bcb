"""Campaigns to begin from, each a table of `starting.toml`."""

import tomllib
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from citizen.form.rules import Filled


class Model(NamedTuple):
    """What a campaign begins with; a clerk changes any of it before anyone sees it."""

    protocol: str
    days: int
    is_dataset: bool
    title: Mapping[str, str]
    description: Mapping[str, str]


def read(text: str) -> dict[str, Model]:
    told: Mapping[str, Any] = tomllib.loads(text)
    return {name: Model(**one) for name, one in told.items()}


MODELS = read(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


def begun(name: str, today: date) -> Filled:
    """The fields of a form that a model fills in; none where there is no such model."""
    if name not in MODELS:
        return {}
    one = MODELS[name]
    last = today + timedelta(days=one.days - 1)
    words = {f"title_{lang}": [said] for lang, said in one.title.items()}
    words |= {f"description_{lang}": [said.strip()] for lang, said in one.description.items()}
    ticked = {"is_dataset": ["1"]} if one.is_dataset else {}
    return {"protocol": [one.protocol], "ends": [last.isoformat()], **words, **ticked}
