"""Every operation, every role, whose it is, what has become of it: asked of the real application.

What is expected is worked out from the policy (`expected.py`), what is asked is a list
(`asked.py`). Each question is undone before the next.
"""

import re

import pytest

from tests.access.asked import NOTHING, RECORDS, THINGS, address, operations
from tests.access.callers import CALLERS, CHIEF, COLLEAGUE, NOBODY
from tests.access.expected import GUARDS, UNKNOWN, Cell, expected, kind
from tests.access.filled import left_as_it_was, states_of

LOOKED_AT = ("submitted", "hidden")  # states a page is asked in
FOREIGN = ("submitted", "accepted")
CELLS = 3_000


class Asked(dict):
    """The answers to one operation: by cell; and what is unknown, once for each caller."""

    def __init__(self, clients, rule, method, body):
        super().__init__()
        self.clients, self.rule, self.method, self.body = clients, rule, method, body

    def ask(self, cell, **names):
        client = self.clients[cell.who]
        where = address(client.application, self.rule, self.method, **names)
        body = {} if self.method in {"GET", "HEAD"} else self.body
        with left_as_it_was():
            answer = client.open(where, method=self.method, **body)
        self[cell] = answer.status_code, told(answer, names)

    def deviations(self):
        """What was not answered as expected; what is unknown is answered alike, word for word."""
        absent = {cell.who: self[cell][1] for cell in self if cell.whose == "absent"}
        for cell, (status, words) in self.items():
            wanted = expected(self.rule.endpoint, cell)
            if kind(status) != wanted:
                yield self.method, self.rule.rule, *cell, f"{status}, not {wanted}"
            elif wanted == UNKNOWN and not cell.knows and words != absent.get(cell.who, words):
                yield self.method, self.rule.rule, *cell, "told otherwise than what is unknown"


def told(answer, names):
    """What an answer tells, but for the name that was asked for."""
    text = answer.get_data().decode(errors="replace")
    for name in names.values():
        text = text.replace(str(name), "…")
    headers = {name: re.sub(r"[0-9a-f-]{36}", "…", value) for name, value in answer.headers}
    return text, {**headers, "Content-Length": "", "Date": ""}


@pytest.fixture(scope="module")
def counted():
    """How many cells each operation was asked in."""
    return {}


def report(asked, counted):
    """Count the cells of an operation and return what deviates."""
    counted[asked.rule.endpoint, asked.method] = len(asked)
    return [*asked.deviations()]


def test_each_operation_on_a_record(world, here, elsewhere, counted):
    wrong = []
    for rule, method in operations(world.app):
        if rule.endpoint not in RECORDS:
            continue
        asked = Asked(here.clients, rule, method, RECORDS[rule.endpoint])
        is_page = not rule.rule.startswith("/api/")
        for who in CALLERS:
            states = LOOKED_AT if is_page else states_of(who)
            on_records(asked, who, here, elsewhere, states)
        wrong += report(asked, counted)
    assert wrong == []


def on_records(asked, who, here, elsewhere, states):
    """Ask one operation for one caller: of their own, of another's, of a town's, of nobody's."""
    other = "moderator" if who == "resident" else "resident"
    for state in states:
        if who != NOBODY:
            names = {
                "uuid": here.records[who, state],
                "proposal": here.things.get(("proposal", who), NOTHING),
            }
            asked.ask(Cell(who, "own", state), **names)
        names = {"uuid": here.records[other, state], "proposal": here.things["proposal", other]}
        asked.ask(Cell(who, "other", state), **names)
    for state in FOREIGN:
        uuid = elsewhere.records["resident", state]
        asked.ask(Cell(who, "foreign", state), uuid=uuid)
    asked.ask(Cell(who, "absent"), uuid=NOTHING)


def test_each_operation_on_something_that_somebody_made(world, here, elsewhere, counted):
    wrong = []
    for rule, method in operations(world.app):
        if rule.endpoint not in THINGS:
            continue
        of, body = THINGS[rule.endpoint]
        asked, (name,) = Asked(here.clients, rule, method, body), rule.arguments - {"call"}
        for who in CALLERS:
            on_things(asked, who, (here.things, elsewhere.things), (of, name))
        wrong += report(asked, counted)
    assert wrong == []


def on_things(asked, who, things, named):
    (here, elsewhere), (of, name) = things, named
    makers = [maker for kind_, maker in here if kind_ == of]
    for maker in {who, "publisher", COLLEAGUE, CHIEF}.intersection(makers):
        cell = Cell(who, "own" if maker == who else "other", maker)
        asked.ask(cell, **{name: here[of, maker]})
    for maker in (one for kind_, one in elsewhere if kind_ == of):
        asked.ask(Cell(who, "foreign", maker), **{name: elsewhere[of, maker]})
    absent = 999_999 if isinstance(here[of, makers[0]], int) else NOTHING
    asked.ask(Cell(who, "absent"), **{name: absent})


def test_each_other_operation(world, here, counted):
    wrong = []
    for rule, method in operations(world.app):
        if rule.endpoint in {*RECORDS, *THINGS}:
            continue
        asked = Asked(here.clients, rule, method, {})
        for who in CALLERS:
            asked.ask(Cell(who, "open"))
        wrong += report(asked, counted)
    assert wrong == []


def test_no_operation_is_without_a_row_and_there_are_thousands(world, counted):
    every = {(rule.endpoint, method) for rule, method in operations(world.app)}
    assert every == counted.keys()
    assert GUARDS.keys() | RECORDS.keys() | THINGS.keys() <= {one for one, _ in every}
    assert sum(counted.values()) >= CELLS
    print(f"{sum(counted.values())} cells of {len(counted)} operations")
