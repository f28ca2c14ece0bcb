"""Phones that send without rest and note what was acknowledged, over a network that breaks."""

import json
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from random import Random
from threading import Event, Lock

from tests.sendings import new_id, photo, sent, sha256

JSON = {"Content-Type": "application/json"}
SHARE = {"new": 50, "correct": 25, "photo": 15, "withdraw": 4}  # of what a phone does


@dataclass
class Noted:
    """What a phone knows of one observation it sent."""

    uuid: str
    comment: str
    photos: dict[str, bytes]
    tag: str = ""  # of the version acknowledged last; "" while the first was not
    digest: str = ""  # of that version, as it was answered
    kept: set[str] = field(default_factory=set)  # the comments acknowledged
    sent: set[str] = field(default_factory=set)  # those that may be there, or not
    received: set[str] = field(default_factory=set)  # the photos acknowledged
    is_withdrawn: bool = False
    may_be_withdrawn: bool = False


class Tally:
    """How much was acknowledged, by all phones; the one who kills waits for so much more."""

    def __init__(self) -> None:
        self.acknowledged, self.unanswered, self.refused = 0, 0, []
        self._lock, self._more, self._wanted = Lock(), Event(), 0

    def wait_for(self, more: int, seconds: float) -> None:
        with self._lock:
            self._wanted = self.acknowledged + more
            self._more.clear()
        self._more.wait(seconds)

    def add(self, status: int) -> None:
        with self._lock:
            self.acknowledged += 1
            if status >= 400:
                self.refused.append(status)
            if self.acknowledged >= self._wanted:
                self._more.set()


class Phone:
    """One phone: one account, one act at a time, asked again until it is answered or given up."""

    def __init__(self, port: int, number: int, tally: Tally, stop: Event) -> None:
        self.port, self.tally, self.stop = port, tally, stop
        self.chance = Random(number)
        self.ledger: list[Noted] = []
        self.token, self.line = "", None

    def run(self) -> None:
        while not self.stop.is_set():
            if not self.token:
                _, told = self.ask("POST", "/api/v1/devices", b"", {}) or (0, {})
                self.token = told.get("token", "")
                continue
            what = self.chance.choices([*SHARE], [*SHARE.values()])[0]
            known = [one for one in self.ledger if one.tag and not one.may_be_withdrawn]
            if what == "new" or not known:
                self.create()
            else:
                getattr(self, what)(self.chance.choice(known))
        self.hang_up()

    def create(self) -> None:
        picture = photo(size=(8, 8), comment=new_id())
        one = Noted(new_id(), "1", {sha256(picture): picture} if self.chance.random() < 0.3 else {})
        self.ledger.append(one)
        self.put(one, "1", {})

    def correct(self, one: Noted) -> None:
        self.put(one, f"{len(one.sent) + 1}", {"If-Match": one.tag})

    def put(self, one: Noted, comment: str, headers: dict[str, str]) -> None:
        one.sent.add(comment)
        body = json.dumps(sent(comment=comment, photos=[*one.photos])).encode()
        address = f"/api/v1/observations/{one.uuid}"
        status, told = self.until_answered("PUT", address, body, JSON | headers)
        if status in {200, 201}:
            one.tag = f'"{one.uuid}-{told["version"]}.0"'
            one.comment, one.digest = told["comment"], told["digest"]
            one.kept.add(comment)

    def photo(self, one: Noted) -> None:
        lacking = [digest for digest in one.photos if digest not in one.received]
        if lacking:
            address = f"/api/v1/observations/{one.uuid}/photos/{lacking[0]}"
            told = {"Content-Type": "image/jpeg"}
            if self.until_answered("PUT", address, one.photos[lacking[0]], told)[0] in {200, 201}:
                one.received.add(lacking[0])

    def withdraw(self, one: Noted) -> None:
        one.may_be_withdrawn = True
        address = f"/api/v1/observations/{one.uuid}"
        one.is_withdrawn = self.until_answered("DELETE", address, b"", {})[0] == 204

    # ---- the network

    def until_answered(self, method, address, body, headers):
        """Ask again while nothing is answered; one time in four the phone is put away instead."""
        while not self.stop.is_set():
            answer = self.ask(method, address, body, headers)
            if answer == (0, {}):
                continue
            if answer is not None:
                self.tally.add(answer[0])
                return answer
            self.tally.unanswered += 1
            if self.chance.random() < 0.25:
                break
        return 0, {}

    def ask(self, method, address, body, headers):
        """One request on a line that is kept; nothing when it broke before the answer was whole."""
        proof = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        try:
            if self.line is None:
                self.line = HTTPConnection("127.0.0.1", self.port, timeout=60)
            self.line.request(method, address, body, headers | proof)
            answer = self.line.getresponse()
            told = answer.read()
        except ConnectionRefusedError:  # nobody listens while it starts again: nothing was sent
            self.hang_up()
            self.stop.wait(0.05)
            return 0, {}
        except (OSError, HTTPException):
            self.hang_up()
            return None
        return answer.status, json.loads(told or b"{}")

    def hang_up(self) -> None:
        if self.line is not None:
            self.line.close()
        self.line = None
