"""The columns of a mapping: how each becomes a value, and whether it suits its question."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from citizen.imports.mapping.checks import Checks, Told, under
from citizen.imports.mapping.rules import Rule
from citizen.imports.mapping.units import CONVERSIONS, LENGTHS, known
from config.protocols.question import Question
from config.words import folded

OPTIONS = {
    "column", "unit", "conversion", "values", "otherwise", "unknown", "strip", "separator",
    "formats", "zero_is_unknown", "year_only_if_first_of_january", "leave_out_wrong",
}  # fmt: skip
FAR_DAY = date.max.replace(year=9000)  # a date of a table of values is not compared with today


class Columns(Checks):
    """Rules are a column's name alone, or a table that says more of it."""

    def rule(self, path: str, told: Any) -> Rule | None:
        """Read a rule; nothing when there is none, or no column in it."""
        if told is None:
            return None
        told = {"column": told} if isinstance(told, str) else told
        if not isinstance(told, Mapping):
            self.wrong(path, "wrong-type")
            return None
        self.only_known(path, told, OPTIONS)
        if not self.text(told, path, "column"):
            self.wrong(under(path, "column"), "missing")
            return None
        return self._rule(path, told)

    def _rule(self, path: str, told: Told) -> Rule:
        return Rule(
            path,
            told["column"],
            unit=self.text(told, path, "unit"),
            conversion=self.among(told, path, "conversion", [*CONVERSIONS]),
            values=self._values(path, told),
            otherwise=told.get("otherwise"),
            unknown=self.texts(told, path, "unknown"),
            strip=self._pattern(told, path),
            separator=self.text(told, path, "separator"),
            formats=self.texts(told, path, "formats"),
            zero_is_unknown=self.flag(told, path, "zero_is_unknown"),
            year_only_if_first_of_january=self.flag(told, path, "year_only_if_first_of_january"),
            leave_out_wrong=self.flag(told, path, "leave_out_wrong"),
        )

    def _values(self, path: str, told: Told) -> dict[str, Any]:
        value = told.get("values", {})
        if isinstance(value, Mapping):
            return {folded(word) or word: one for word, one in value.items()}
        self.wrong(under(path, "values"), "wrong-type")
        return {}

    def _pattern(self, told: Told, path: str) -> re.Pattern[str] | None:
        pattern = self.text(told, path, "strip")
        try:
            return re.compile(pattern) if pattern else None
        except (re.error, RecursionError, OverflowError) as error:
            self.wrong(under(path, "strip"), "map-pattern", why=str(error)[:100])
            return None

    def question(self, path: str, name: str) -> Question | None:
        """The question of the protocol a path is about."""
        asked = {one.name: one for one in self.protocol.asked}
        if name not in asked:
            self.wrong(path, "map-question", questions=", ".join(asked))
        return asked.get(name)

    def suits(self, rule: Rule, question: Question, told: Told) -> None:
        """Check that what a rule may answer is what its question takes."""
        if rule.unit and not known(rule.unit, question.unit):
            units = ", ".join(LENGTHS) if question.unit in LENGTHS else question.unit or "–"
            self.wrong(under(rule.path, "unit"), "map-unit", unit=rule.unit, units=units)
        values = told.get("values")
        for word, value in values.items() if isinstance(values, Mapping) else ():
            self.fits(under(under(rule.path, "values"), word), question, value)
        if rule.otherwise is not None:
            self.fits(under(rule.path, "otherwise"), question, rule.otherwise)

    def fits(self, path: str, question: Question, value: Any) -> None:
        """Check an answer the mapping itself gives; a question of several takes one as well."""
        several = question.kind == "choices" and not isinstance(value, list)
        for fault in question.faults([value] if several else value, FAR_DAY):
            self.wrong(path, fault.code, **fault.values)
