"""Two phones and a moderator do anything, in any order and again; a model foretells it all."""

import copy
from collections import Counter
from typing import Any, ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from tests.reliability import drawn
from tests.reliability.model import LEADS_TO, Expected
from tests.sendings import new_id, sent


class Anything(RuleBasedStateMachine):
    """Two identifiers, two accounts; each act is foretold, then asked for, then compared."""

    world: ClassVar[Any]  # the town of the run: its clients, one of them a moderator
    steps: ClassVar[Counter[str]] = Counter()
    sequences: ClassVar[int] = 0
    told_again: ClassVar[int] = 1  # one of so many: all of them in the long run

    @initialize()
    def begin(self):
        self.phones = [self.world.new_phone() for _ in range(2)]
        self.uuids = [new_id() for _ in range(2)]
        self.expected = [Expected() for _ in self.uuids]
        self.acknowledged = {}  # what a phone may send again, having missed the answer
        self.place = {"type": "Point", "coordinates": drawn.elsewhere(type(self).sequences)}

    # ---- acts, as (method, address, what the client sends)

    def sent(self, comment):
        return sent(comment=comment, place=self.place)

    def address(self, which, more=""):
        return f"/api/v1/observations/{self.uuids[which]}{more}"

    def tag(self, which, base, turn):
        return f'"{self.uuids[which]}-{base}.{turn}"'

    def ask(self, client, foretold, method, address, **told):
        answer = client.open(address, method=method, **told)
        self.steps[f"{method} {answer.status_code}"] += 1
        assert answer.status_code == foretold, (method, told, answer.text[:500])
        if answer.status_code < 300 and client is not self.world.moderator:
            self.acknowledge((client, method, address, told))
        return answer

    def acknowledge(self, act):
        self.acknowledged[repr((id(act[0]), *act[1:]))] = act

    @rule(who=drawn.WHO, which=drawn.WHICH, content=drawn.FIRST, dry=st.booleans())
    def put(self, who, which, content, dry):
        expected = copy.deepcopy(self.expected[which]) if dry else self.expected[which]
        told = {"json": self.sent(content), "query_string": {"dry_run": "true"} if dry else None}
        foretold = expected.put(who, content)
        answer = self.ask(self.phones[who], foretold, "PUT", self.address(which), **told)
        self.tells(answer, expected)

    @rule(
        who=drawn.WHO, which=drawn.WHICH, base=drawn.BASES, variant=drawn.VARIANTS,
        fresh=st.booleans(),
    )  # fmt: skip
    def correct(self, who, which, base, variant, fresh):
        expected, content = self.expected[which], f"after {base}{variant}"
        turn = expected.turn if fresh else 0
        headers = {"If-Match": self.tag(which, base, turn)}
        foretold = expected.correct(who, base, turn, content)
        told = {"json": self.sent(content), "headers": headers}
        answer = self.ask(self.phones[who], foretold, "PUT", self.address(which), **told)
        self.tells(answer, expected)

    def tells(self, answer, expected):
        """What is kept is told with the answer: a phone compares before it forgets."""
        if answer.status_code in {200, 201}:
            known = tuple(answer.json[name] for name in drawn.STATUSES)
            assert known == expected.state()[:3]

    @rule(who=drawn.WHO, items=drawn.ITEMS)
    def batch(self, who, items):
        told, foretold = [], []
        for which, base, variant in items:
            content = f"after {base}{variant}" if base else "first"
            known = {"uuid": self.uuids[which], **self.sent(content)}
            if base:
                known["if_match"] = self.tag(which, base, 0)
                foretold.append(self.expected[which].correct(who, base, 0, content))
            else:
                foretold.append(self.expected[which].put(who, content))
            told.append(known)
        address, phone = "/api/v1/observations/batch", self.phones[who]
        answer = phone.post(address, json={"items": told})
        self.steps[f"POST {answer.status_code}"] += 1
        met = [one["status"] for one in answer.json["items"]]
        assert met == foretold
        # One that was refused may be taken another time: it was not acknowledged.
        if kept := [one for one, status in zip(told, met, strict=True) if status < 300]:
            self.acknowledge((phone, "POST", address, {"json": {"items": kept}}))

    @rule(who=drawn.WHO, which=drawn.WHICH, base=st.sampled_from([None, 2, 3, 4, 4, 5, 5]))
    def withdraw(self, who, which, base):
        headers = {"If-Match": self.tag(which, base, 0)} if base else None
        foretold = self.expected[which].withdraw(who, base)
        self.ask(self.phones[who], foretold, "DELETE", self.address(which), headers=headers)

    @rule(who=drawn.WHO, which=drawn.WHICH, key=st.sampled_from("ab"), variant=drawn.VARIANTS)
    def say(self, who, which, key, variant):
        body = f"{key}{variant}"
        told = {
            "json": {"body": body},
            "headers": {"Idempotency-Key": f"{self.uuids[which]}-{key}"},
        }
        foretold = self.expected[which].say(who, key, body)
        self.ask(self.phones[who], foretold, "POST", self.address(which, "/messages"), **told)

    @rule(who=drawn.WHO, which=drawn.WHICH, digest=st.sampled_from([*drawn.PHOTOS]))
    def photo(self, who, which, digest):
        foretold, told = self.expected[which].photo(who, digest), {"data": drawn.PHOTOS[digest]}
        address = self.address(which, f"/photos/{digest}")
        self.ask(self.phones[who], foretold, "PUT", address, content_type="image/jpeg", **told)

    @rule(
        who=drawn.WHO, which=drawn.WHICH, digest=st.sampled_from([*drawn.PHOTOS]),
        number=st.integers(0, 1),
    )  # fmt: skip
    def part(self, who, which, digest, number):
        whole, start = drawn.PHOTOS[digest], number * drawn.PART
        data = whole[start : start + drawn.PART]
        foretold = self.expected[which].part(who, digest, start, len(data), len(whole))
        told = {"data": data, "headers": {"Upload-Offset": str(start)}}
        address = self.address(which, f"/photos/{digest}")
        answer = self.phones[who].patch(address, content_type="application/octet-stream", **told)
        self.steps[f"PATCH {answer.status_code}"] += 1
        assert answer.status_code == foretold, answer.text[:500]

    # ---- a moderator

    @rule(which=drawn.WHICH, verdict=st.sampled_from([*LEADS_TO]), seen=drawn.SEEN)
    def decide(self, which, verdict, seen):
        expected = self.expected[which]
        known, headers = self.seen(which, seen)
        told = {"json": {"verdict": verdict, "reason": "other"}, "headers": headers}
        foretold = expected.decide(verdict, known)
        self.ask(self.world.moderator, foretold, "POST", self.address(which, "/decisions"), **told)

    @precondition(lambda self: any(one.waiting() for one in self.expected))
    @rule(verdict=st.sampled_from([*drawn.ANSWERS]), seen=drawn.SEEN)
    def answer(self, verdict, seen):
        which = next(n for n, one in enumerate(self.expected) if one.waiting())
        known, headers = self.seen(which, seen)
        listed = self.world.moderator.get(self.address(which, "/proposals")).json
        waits = next(one["uuid"] for one in listed if one["state"] == "waiting")
        foretold = self.expected[which].answer(drawn.ANSWERS[verdict], known)
        told = {"json": {"verdict": verdict, "comment": "parce que"}, "headers": headers}
        address = self.address(which, f"/proposals/{waits}")
        self.ask(self.world.moderator, foretold, "POST", address, **told)

    def seen(self, which, how):
        """What a moderator saw: nothing, another state, or the present one."""
        expected = self.expected[which]
        known = None if how is None else (expected.version, expected.turn + how)
        return known, {"If-Match": self.tag(which, *known)} if known else None

    # ---- at the end

    def teardown(self):
        """All is as foretold; what was acknowledged, sent again the other way, changes nothing."""
        if not hasattr(self, "uuids"):
            return
        before = self.all_as_foretold()
        again = [*reversed(self.acknowledged.values())]
        for client, method, address, told in again[len(again) % self.told_again :: self.told_again]:
            self.steps["told again"] += 1
            assert client.open(address, method=method, **told).status_code < 500
        assert self.all_as_foretold() == before
        type(self).sequences += 1

    def all_as_foretold(self):
        kept = [self.kept(number) for number, one in enumerate(self.expected)]
        assert kept == [one.state() if one.contents else None for one in self.expected]
        return kept

    def kept(self, which):
        """What the author of an observation reads of it, wherever it is read."""
        owner = self.expected[which].owner
        if owner is None:
            answers = {phone.get(self.address(which)).status_code for phone in self.phones}
            return None if answers == {404} else answers
        phone = self.phones[owner]
        told = phone.get(self.address(which)).json
        said = sorted(one["body"] for one in phone.get(self.address(which, "/messages")).json)
        proposed = [
            (one["version"], drawn.content(one, told), one["state"])
            for one in phone.get(self.address(which, "/proposals")).json
        ]
        photos = {one["sha256"] for one in phone.get(self.address(which, "/photos")).json}
        return *(told[name] for name in drawn.STATUSES), said, proposed, photos
