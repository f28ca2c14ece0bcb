"""A town at which bad requests are thrown, and what each of them must leave as it was."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from flask import Flask
from sqlalchemy import Engine, func, select
from werkzeug.test import TestResponse

from config import database, files
from config.problems import FAULTS, PROBLEMS
from config.settings import Settings
from tests.conftest import Client
from tests.guards.source import COUNTRY

PLACE_TO_FILL = re.compile(r"\\\{\w+\\\}")


@dataclass
class World:
    """A town with a resident, a moderator and an observation of the resident."""

    app: Flask
    settings: Settings
    engine: Engine
    anyone: Client
    resident: Client
    moderator: Client
    observation: str

    def new_phone(self) -> Client:
        """Open an account for another phone."""
        phone = self.app.test_client()
        phone.token = phone.post("/api/v1/devices").json["token"]
        return phone

    def kept(self) -> dict[str, Any]:
        """What is kept: how many rows in each table, and the names of the files."""
        counts = [
            select(func.count()).select_from(table).scalar_subquery().label(table.name)
            for table in database.Base.metadata.sorted_tables
            if table.name not in COUNTRY  # that no request writes
        ]
        with database.reading() as session:
            rows = dict(session.execute(select(*counts)).one()._mapping)
        folder = files.store().root
        return rows | {"files": sorted(str(file) for file in folder.rglob("*") if file.is_file())}

    def refuses(
        self, code: str, ask: tuple[str, str], pointers: Collection[str] | None = None, **sent: Any
    ) -> TestResponse:
        """Ask in French by default and in English; the refusal is whole, and nothing is kept.

        sent: what the test client sends, `by` whom, and whether only `in_french`, where it is slow.
        """
        before = self.kept()
        client, only_french = sent.pop("by", self.resident), sent.pop("in_french", False)
        method, address = ask
        french = client.open(address, method=method, **sent)
        is_refusal(french, code, "fr", pointers)
        if not only_french:
            spoken = {**(sent.pop("headers", None) or {}), "Accept-Language": "en-GB,en;q=0.9"}
            english = client.open(address, method=method, headers=spoken, **sent)
            is_refusal(english, code, "en", pointers)
        assert self.kept() == before
        return french


def is_refusal(
    answer: TestResponse, code: str, language: str, pointers: Collection[str] | None = None
) -> None:
    """A whole problem document, every word of it in the language asked for."""
    assert answer.status_code == PROBLEMS[code].status, answer.text[:2000]
    assert answer.mimetype == "application/problem+json"
    assert answer.headers["Content-Language"] == language
    told = answer.get_json(force=True)
    assert told["type"] == f"/problems/{code}", told
    assert told["title"] == PROBLEMS[code].title[language]
    assert told["status"] == answer.status_code
    assert told["detail"] == PROBLEMS[code].advice[language]
    if pointers is not None:
        assert sorted({fault["pointer"] for fault in told["errors"]}) == sorted(set(pointers))
    strange = [f["detail"] for f in told.get("errors", ()) if not is_ours(f["detail"], language)]
    assert strange == [], f"not said in {language}"


def is_ours(detail: str, language: str) -> bool:
    """Whether a sentence is one of our faults in a language, its places filled."""
    return any(pattern.fullmatch(detail) for pattern in SENTENCES[language])


def _pattern(sentence: str) -> re.Pattern[str]:
    return re.compile(PLACE_TO_FILL.sub(".*", re.escape(sentence)), re.DOTALL)


SENTENCES = {
    language: [_pattern(text[language]) for code, text in FAULTS.items() if code != "said"]
    for language in ("fr", "en")
}
