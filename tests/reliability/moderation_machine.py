"""Two moderators, an expert and an author do anything in any order; a model foretells it all."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar
from uuid import UUID

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from citizen.accounts import store as accounts
from citizen.observations import store as observations
from config import clock, events
from config.database import reading
from moderation.queues.listing import store as listing
from moderation.queues.listing.store import Page
from news import JOBS
from tests.moderation.town_rules import declare
from tests.reliability.moderation_model import Expected
from tests.sendings import new_id, sent

BEGAN = datetime(2026, 11, 2, 8, tzinfo=UTC)
WHO, WHICH = st.sampled_from(["a", "b", "expert"]), st.integers(0, 1)
VERDICTS = st.sampled_from(
    [
        "accept",
        "accept",
        "doubt",
        "reject",
        "unassessable",
        "ask",
        "abstain",
        "second-opinion",
        "accept",
    ]
)
SEEN = st.sampled_from([None, 0, 0, 1])  # how far off
ONE = "second_reading = 0"
TWO = 'second_reading = 0\n[[rule]]\nagreeing = 2\nexpert = ["disagreement"]'


class Moderating(RuleBasedStateMachine):
    """Each act is foretold, then asked for; the jobs run; all that is kept is compared."""

    people: ClassVar[dict[str, Any]]  # a, b, expert, author: clients
    letters: ClassVar[Any]  # how many were written so far
    steps: ClassVar[Counter[str]] = Counter()
    sequences: ClassVar[int] = 0
    seconds: ClassVar[int] = 0

    @initialize(two=st.booleans())
    def begin(self, two):
        self.uuids, self.taken = [new_id(), new_id()], [[], []]
        self.expected = [Expected(now=self.seconds) for _ in self.uuids]
        with self.at():
            for uuid in self.uuids:
                answer = self.people["author"].put(f"/api/v1/observations/{uuid}", json=sent())
                assert answer.status_code == 201, answer.text
            self.put_in_force(two)
            events.deliver_all(JOBS)
        self.before = self.letters()

    def at(self):
        return clock.held_at(BEGAN + timedelta(seconds=type(self).seconds))

    def put_in_force(self, two):
        declare(TWO if two else ONE)
        for one in self.expected:
            one.two = two

    def ask(self, who, foretold, method, address, **told):
        with self.at():
            answer = self.people[who].open(f"/api/v1{address}", method=method, **told)
            events.deliver_all(JOBS)
        self.steps[f"{method} {answer.status_code}"] += 1
        assert answer.status_code == foretold, (method, address, told, answer.text[:400])
        for one in self.expected:
            one.deliver()
        self.compare()
        return answer

    def tag(self, which, off):
        one = self.expected[which]
        return f"{self.uuids[which]}-{one.version}.{one.turn + off}"

    def foretold(self, who, which, verdict, seen):
        one = self.expected[which]
        shown = None if seen is None else (one.version, one.turn + seen)
        return one.decide(who, verdict, shown)

    @rule(who=WHO, which=WHICH, verdict=VERDICTS, seen=SEEN)
    def decide(self, who, which, verdict, seen):
        tag = None if seen is None else f'"{self.tag(which, seen)}"'
        foretold = self.foretold(who, which, verdict, seen)
        told = {"json": {"verdict": verdict, "reason": "other"}}
        if tag:
            told["headers"] = {"If-Match": tag}
        address = f"/observations/{self.uuids[which]}/decisions"
        self.note(which, self.ask(who, foretold, "POST", address, **told).json)

    @rule(who=WHO, items=st.lists(st.tuples(WHICH, VERDICTS, SEEN), min_size=2, max_size=3))
    def decide_many(self, who, items):
        told, foretold = [], []
        for one in self.expected:
            one.together = len(items)
        for which, verdict, seen in items:
            known = {"uuid": self.uuids[which], "verdict": verdict, "reason": "other"}
            if seen is not None:
                known["if_match"] = self.tag(which, seen)
            told.append(known)
            foretold.append(self.foretold(who, which, verdict, seen))
        answer = self.ask(who, 207, "POST", "/decisions/batch", json={"items": told})
        for one in self.expected:
            one.together = 0
        assert [one["status"] for one in answer.json["items"]] == foretold
        for (which, *_), one in zip(items, answer.json["items"], strict=True):
            self.note(which, one.get("decision", {}))

    def note(self, which, told):
        """Remember the identifier of a decision, to undo it."""
        if told.get("uuid"):
            self.taken[which].append(told["uuid"])

    @precondition(lambda self: any(self.taken))
    @rule(who=WHO, which=WHICH, back=st.sampled_from([1, 1, 1, 2]), is_mine=st.booleans())
    def undo(self, who, which, back, is_mine):
        if len(self.taken[which]) < back:
            return
        one = self.expected[which]
        number = len(self.taken[which]) - back
        who = one.decisions[number].who if is_mine else who
        foretold = one.undo(who, number)
        self.ask(who, foretold, "POST", f"/decisions/{self.taken[which][number]}/undo")

    @rule(seconds=st.sampled_from([1, 29, 31, 31]))
    def wait(self, seconds):
        type(self).seconds += seconds
        for one in self.expected:
            one.now = type(self).seconds
        self.ask("a", 200, "GET", "/queue")

    @rule(two=st.booleans())
    def change_the_rules(self, two):
        with self.at():
            self.put_in_force(two)

    @rule(which=WHICH, words=st.text("abc", min_size=1, max_size=8))
    def correct(self, which, words):
        one = self.expected[which]
        headers = {"If-Match": f'"{self.tag(which, 0)}"'}
        told = {"json": sent(comment=f"{words} {one.version}"), "headers": headers}
        foretold = one.correct()
        if foretold is not None:
            self.ask("author", foretold, "PUT", f"/observations/{self.uuids[which]}", **told)

    @rule(which=WHICH, again=st.sampled_from([False, False, True]))
    def withdraw(self, which, again):
        if again:  # rarely: what is withdrawn is judged no more
            foretold = self.expected[which].withdraw()
            self.ask("author", foretold, "DELETE", f"/observations/{self.uuids[which]}")

    def compare(self):
        letters = sum(one.letters for one in self.expected)
        assert self.letters() - self.before == letters, "letters"
        with self.at(), reading() as session:
            waits = {who: self.waiting(session, who) for who in ("a", "b", "expert")}
            for uuid, one in zip(self.uuids, self.expected, strict=True):
                found = observations.find(session, UUID(uuid))
                seen = {who: uuid in known for who, known in waits.items()}
                kept = found.status, found.level, found.version, found.turn, seen
                assert kept == one.state()[:5], one

    def waiting(self, session, who):
        caller = accounts.by_token(session, self.people[who].token)
        return {str(one.observation.uuid) for one in listing.rows(session, caller, Page())}

    def teardown(self):
        """The queues are left as they were found: empty."""
        for uuid in getattr(self, "uuids", ()):
            with self.at():
                self.people["author"].delete(f"/api/v1/observations/{uuid}")
        with clock.held_at(BEGAN + timedelta(seconds=type(self).seconds + 31)):
            events.deliver_all(JOBS)
        type(self).seconds += 31
        type(self).sequences += 1
