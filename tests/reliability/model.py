"""What one observation must be after whatever two phones and a moderator did: no SQL, no HTTP.

Written from the contract (interface.md, ARCHITECTURE.md), each act answers with the status a phone
must see. An act that names the version it follows falls in the place of that version: which acts
came first does not matter, only which of two came first to the same place.
"""

from dataclasses import dataclass, field

OPEN, DECIDED = ("submitted", "questioned"), ("accepted", "doubtful", "rejected")
LEADS_TO = {"accept": "accepted", "doubt": "doubtful", "reject": "rejected", "ask": "questioned"}


@dataclass
class Proposed:
    version: int
    content: str
    state: str = "waiting"


@dataclass
class Expected:
    """One observation; `early` holds, by account, what came before what it follows."""

    owner: int | None = None
    status: str = "submitted"
    version: int = 1
    turn: int = 0
    contents: dict[int, str] = field(default_factory=dict)
    proposals: list[Proposed] = field(default_factory=list)
    said: dict[str, str] = field(default_factory=dict)
    photos: set[str] = field(default_factory=set)
    arrived: dict[str, int] = field(default_factory=dict)
    early: dict[tuple[int, str], tuple[int, str]] = field(default_factory=dict)

    def state(self):
        """What its author must read."""
        waiting = [(one.version, one.content, one.state) for one in self.proposals]
        said = sorted(self.said.values())
        return self.status, self.version, self.contents[self.version], said, waiting, self.photos

    # ---- what an author does

    def put(self, who, content):
        if self.owner is None:
            self.owner, self.contents = who, {1: content}
            self._follow()
            return 201
        if self.owner != who:
            return 409
        if self.status == "withdrawn":
            return 410
        return 200 if content in {self.contents[self.version], self.contents[1]} else 409

    def correct(self, who, base, turn, content):
        if self.owner != who:
            return self._park(who, f"c{base}", (base, content), 412)
        if self.status == "withdrawn":
            return 410
        answer = self._correct(base, turn, content)
        if answer is None:
            return self._park(who, f"c{base}", (base, content), 412)
        if answer < 400:
            self._follow()
        return answer

    def withdraw(self, who, base):
        if self.owner != who:
            return self._park(who, "w", (base, ""), 202) if base else 404
        if self.status == "withdrawn":
            return 204
        if base and base > self._latest():
            return self._park(who, "w", (base, ""), 202)
        if base and base < self.version:
            return 412
        self.status, self.turn = "withdrawn", self.turn + 1
        return 204

    def say(self, who, key, body):
        if self.owner != who:
            return self._park(who, f"m{key}", (0, body), 422)
        return 201 if self.said.setdefault(key, body) == body else 422

    def photo(self, who, digest):
        if (refused := self._refused(who)) is not None:
            return refused
        new = digest not in self.photos
        self.photos.add(digest)
        return 201 if new else 200

    def part(self, who, digest, start, size, whole):
        if (refused := self._refused(who)) is not None:
            return refused
        at = self.arrived.get(digest, 0)
        if digest in self.photos or start != at:
            return 409
        self.arrived[digest] = at + size
        if self.arrived[digest] < whole:
            return 204
        self.photos.add(self.arrived.pop(digest) and digest)
        return 201

    # ---- what a moderator does

    def decide(self, verdict, seen):
        if self.owner is None:
            return 404
        if self.status == "withdrawn":
            return 410
        if seen not in {None, (self.version, self.turn)}:
            return 412
        if self.status not in OPEN and (verdict == "ask" or self.status not in DECIDED):
            return 409
        self.status, self.turn = LEADS_TO[verdict], self.turn + 1
        return 201

    def answer(self, verdict, seen):
        if self.status == "withdrawn":
            return 410
        if seen not in {None, (self.version, self.turn)}:
            return 412
        if self.status not in DECIDED:
            return 409
        one = self.waiting()
        one.state, self.turn = verdict, self.turn + 1
        if verdict == "accepted":
            self.version = one.version + 1
            self.contents[self.version] = one.content
        return 201

    def waiting(self):
        return next((one for one in self.proposals if one.state == "waiting"), None)

    # ---- what follows from it

    def _correct(self, base, turn, content):
        """The answer to a correction; None: what it follows is not there yet."""
        for one in self.proposals:
            if (one.version, one.content) == (base, content) and one.state != "accepted":
                return 409 if one.state == "declined" else 202
        if base > self._latest():
            last = [one for one in self.proposals if one.version >= self.version][-1:]
            lost = any(one.state == "declined" and base == one.version + 1 for one in last)
            return 412 if lost else None
        is_same = base <= self.version and content == self.contents[self.version]
        if is_same or self.contents.get(base + 1) == content:
            return 200
        if self.status in OPEN:
            return self._replace(base, turn, content)
        return self._propose(base, turn, content)

    def _replace(self, base, turn, content):
        if (base, turn) != (self.version, self.turn):
            return 412
        self.version += 1
        self.contents[self.version] = content
        return 200

    def _propose(self, base, turn, content):
        waits, is_seen = self.waiting(), (base, turn) == (self.version, self.turn)
        if not (is_seen or base == (waits.version + 1 if waits else self.version)):
            return 412
        if waits:
            waits.state = "replaced"
        self.proposals.append(Proposed(base, content))
        self.turn += 1
        return 202

    def _latest(self):
        waits = self.waiting()
        return waits.version + 1 if waits else self.version

    def _refused(self, who):
        if self.owner != who:
            return 404
        return 410 if self.status == "withdrawn" else None

    def _park(self, who, key, what, otherwise):
        known = self.early.setdefault((who, key), what)
        if key == "w":  # whichever is due first
            self.early[who, key] = min(known, what)
        return 202 if known[1] == what[1] else otherwise

    def _follow(self):
        """Do what was early and no longer is: corrections in their order, words, then the end."""
        mine = [(key, what) for (who, key), what in self.early.items() if who == self.owner]
        for key, (base, content) in sorted(mine, key=lambda one: ("cmw".index(one[0][0]), one[1])):
            if key[0] == "c":
                done = self._correct(base, self.turn, content) in {200, 202}
            elif key[0] == "m":
                done = self.said.setdefault(key[1:], content) == content
            elif done := base <= self._latest():
                self.status, self.turn = "withdrawn", self.turn + 1
            if done:
                del self.early[self.owner, key]
