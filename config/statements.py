"""Statements made once for all, given to the driver as they are.

SQLAlchemy writes the text of a statement and says how each value goes in and comes out, once for
each engine. What it would make anew at each execution (a context, its events, a result) takes
several times what an engine takes to answer.
"""

from collections import namedtuple
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Self

from sqlalchemy import BindParameter, Connection, Dialect, Executable
from sqlalchemy.types import TypeEngine

Told = Mapping[str, Any]
Process = Callable[[Any], Any] | None  # how a value goes in or comes out; None: as it is
MANY = 1000  # statements that are remembered: constants of our stores, hence far fewer


@dataclass
class Prepared:
    """A statement for one engine: its text, where its values come from, what its rows are."""

    text: str
    order: Sequence[str] | None  # of its values; None: the driver takes them by name
    always: Told
    worked_out: Sequence[tuple[str, Callable[[], Any], Process]]  # as the town being served
    given: Sequence[tuple[str, str, int | None, Process]]  # of which name, which of a list
    row: Any
    dialect: Dialect
    kinds: Sequence[TypeEngine[Any]]
    ways: Sequence[Process] | None = None  # of its columns: the driver tells, once asked

    @classmethod
    def of(cls, statement: Any, dialect: Dialect, told: Told) -> Self:
        """Prepare a statement for an engine, asked with such names and lists so long."""
        made = statement.compile(dialect=dialect, column_keys=[*told])
        fresh = defaults(made)
        state = made.construct_expanded_state({**fresh, **told})
        always: dict[str, Any] = {}
        worked_out, given = [], []
        for bound, name, at in _places(made.bind_names, state.parameter_expansion):
            into = bound.type.dialect_impl(dialect).bind_processor(dialect)
            value = fresh.get(bound.key, bound.callable or state.parameters[name])
            if bound.key in told:
                given.append((name, bound.key, at, into))
            elif callable(value):
                worked_out.append((name, value, into))
            else:
                always[name] = into(value) if into else value
        columns = [*statement.exported_columns]
        row = namedtuple("Row", [one.key for one in columns], rename=True)  # type: ignore[misc]
        kinds = [one.type.dialect_impl(dialect) for one in columns]
        order = state.positiontup if made.positional else None
        return cls(state.statement, order, always, worked_out, given, row, dialect, kinds)

    def values(self, told: Told) -> Any:
        """The values of one execution, as the driver takes them."""
        filled = dict(self.always)
        for name, worked_out, into in self.worked_out:
            filled[name] = into(worked_out()) if into else worked_out()
        for name, key, at, into in self.given:
            value = told[key] if at is None else told[key][at]
            filled[name] = into(value) if into else value
        return filled if self.order is None else [filled[name] for name in self.order]

    def rows(self, cursor: Any) -> list[Any]:
        """The rows that came back, by the names of their columns."""
        if not self.kinds or not (rows := cursor.fetchall()):
            return []
        if self.ways is None:
            told = zip(self.kinds, cursor.description, strict=True)
            self.ways = [kind.result_processor(self.dialect, column[1]) for kind, column in told]
        ways = self.ways
        if not any(ways):
            return [*map(self.row._make, rows)]
        return [
            self.row(*[out(one) if out else one for one, out in zip(row, ways, strict=True)])
            for row in rows
        ]


def defaults(made: Any) -> dict[str, Any]:
    """What the columns of a new row hold when nobody says otherwise, or what makes it."""
    told = {column.key: column.default for column in getattr(made, "insert_prefetch", ())}
    return {
        name: one.arg if one.is_scalar else partial(one.arg, None) for name, one in told.items()
    }


def _places(
    names: Mapping[BindParameter[Any], str], lists: Mapping[str, list[str]]
) -> Iterator[tuple[BindParameter[Any], str, int | None]]:
    """Each place of a statement that holds a value: those of a list have a name each."""
    for bound, name in names.items():
        if name not in lists:
            yield bound, name, None
        for at, one in enumerate(lists.get(name, ())):
            yield bound, one, at


_prepared: dict[Any, Prepared] = {}


def run(connection: Connection, statement: Executable, told: Told) -> list[Any]:
    """Run a statement in a transaction that is under way; return its rows."""
    lists = told.values() if statement.is_select else ()  # those of a new row are documents
    lengths = tuple(len(one) for one in lists if isinstance(one, list))
    key = statement, connection.dialect, tuple(told), lengths
    prepared = _prepared.get(key)
    if prepared is None:
        if len(_prepared) > MANY:
            _prepared.clear()
        prepared = _prepared[key] = Prepared.of(statement, connection.dialect, told)
    return execute(connection, prepared, prepared.values(told))


def execute(connection: Connection, prepared: Prepared, values: Any) -> list[Any]:
    cursor = connection.connection.cursor()
    try:
        cursor.execute(prepared.text, values)
        return prepared.rows(cursor)
    except connection.dialect.loaded_dbapi.Error as error:  # as SQLAlchemy tells its own
        connection._handle_dbapi_exception(error, prepared.text, values, cursor, None)
    finally:
        cursor.close()
