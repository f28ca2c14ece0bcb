"""What moderation must be after whatever its people did: no SQL, no HTTP, nothing of the product.

Written from the contract: verdicts lead to statuses; by a rule of two, two people of one view
settle a record, and those who differ leave it to an expert; a decision may be undone for 30 seconds
(and a fifth of a second for each of those taken with it) by who took it while nothing else
happened; nobody is told before. Each act answers with its status.
"""

from dataclasses import dataclass, field

LEVELS = {"accept": 1, "doubt": 3, "reject": 4, "unassessable": 5}
STATUSES = {
    "accept": "accepted",
    "doubt": "doubtful",
    "reject": "rejected",
    "unassessable": "unassessable",
    "ask": "questioned",
    "second-opinion": "submitted",
}
OPEN = ("submitted", "questioned")
GRACE, EACH = 30, 0.2  # seconds; more for each of those taken together


@dataclass
class Opinion:
    who: str
    view: str
    settled: bool = False
    withdrawn: bool = False


@dataclass
class Decision:
    who: str
    verdict: str
    until: float  # it may be undone; then it is told
    before: tuple
    turn: int
    opinion: Opinion | None
    undone: bool = False
    told: bool = False


@dataclass
class Expected:
    """One observation of one author, judged by a, b and an expert."""

    two: bool = False  # the rule in force
    status: str = "submitted"
    level: int = 0
    version: int = 1
    turn: int = 0
    desk: str | None = "association"
    now: int = 0
    letters: int = 0
    together: int = 0  # how many are decided in one request
    opinions: list[Opinion] = field(default_factory=list)  # on the present version
    decisions: list[Decision] = field(default_factory=list)

    # ---- moderators

    def decide(self, who, verdict, seen=None):
        if self.status == "withdrawn":
            return 410
        if seen is not None and seen != (self.version, self.turn):
            return 412
        asks = verdict in {"ask", "second-opinion"}
        if asks and self.status not in OPEN:
            return 409
        if asks:
            self.take(who, verdict, None)
        else:
            self.weigh(who, verdict)
        return 201

    def weigh(self, who, verdict):
        opinion = Opinion(who, verdict)
        self.opinions.append(opinion)
        outcome = self.outcome()
        opinion.settled = outcome == "settled"
        if outcome == "expert":
            self.desk = "association"
        if opinion.settled:
            self.take(who, verdict, opinion)

    def outcome(self):
        standing = [one for one in self.opinions if not one.withdrawn]
        last = standing[-1]
        if last.view == "abstain":
            return "waits"
        if not self.two or last.who == "expert":
            return "settled"
        latest = {one.who: one.view for one in standing}
        views = {view for view in latest.values() if view != "abstain"}
        if latest.get("expert", "abstain") == last.view:
            return "settled"
        if len(views) > 1:
            return "expert"
        return "settled" if list(latest.values()).count(last.view) > 1 else "waits"

    def take(self, who, verdict, opinion):
        before = self.status, self.level, self.desk
        self.status, self.level = STATUSES[verdict], LEVELS.get(verdict, 0)
        self.desk = "lead" if verdict == "second-opinion" else None
        self.turn += 1
        until = self.now + GRACE + EACH * self.together
        self.decisions.append(Decision(who, verdict, until, before, self.turn, opinion))

    def undo(self, who, number):
        """Undo the decision of a number, as it was taken."""
        one = self.decisions[number]
        standing = [each for each in self.decisions if not each.undone]
        if one.who != who:
            return 403
        is_last = standing and standing[-1] is one and one.turn == self.turn
        if not is_last or one.told or self.now >= one.until:
            return 409
        self.status, self.level, self.desk = one.before
        self.turn += 1
        one.undone = True
        if one.opinion:
            one.opinion.withdrawn = True
        return 200

    # ---- the author

    def correct(self):
        if self.status not in OPEN:
            return None
        self.version, self.opinions = self.version + 1, []
        if self.status == "questioned":  # it comes back to who asked
            self.status, self.turn, self.desk = "submitted", self.turn + 1, "association"
        return 200

    def withdraw(self):
        self.turn += self.status != "withdrawn"
        self.status, self.desk = "withdrawn", None
        return 204

    # ---- what follows

    def deliver(self):
        """Those who may be told are told: once, and never of what was undone."""
        for one in self.decisions:
            if not one.undone and not one.told and self.now >= one.until:
                one.told = True
                self.letters += one.verdict != "second-opinion"

    def waits_for(self, who):
        if self.desk != "association":
            return False
        mine = [one for one in self.opinions if one.who == who and not one.withdrawn]
        return not (self.status == "submitted" and any(not one.settled for one in mine))

    def state(self):
        seen = {who: self.waits_for(who) for who in ("a", "b", "expert")}
        return self.status, self.level, self.version, self.turn, seen, self.letters
