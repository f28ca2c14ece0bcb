"""The verbs of a correction that is proposed, for the journeys."""

from tests.sendings import new_id, sent

ADDRESS = "/api/v1/observations/{}"


class Story:
    """An observation that was accepted, its author and those who decide."""

    def __init__(self, resident, moderator, deliver, protocol="biodiversity"):
        self.protocol = protocol
        self.resident, self.moderator, self.deliver = resident, moderator, deliver
        self.uuid = new_id()
        self.address = ADDRESS.format(self.uuid)
        self.first = self.put("premier")
        deliver()

    def put(self, comment, seen=None, **changes):
        headers = {"If-Match": seen} if seen else None
        told = sent(self.protocol, comment=comment, **changes)
        answer = self.resident.put(self.address, json=told, headers=headers)
        self.deliver()
        return answer

    def decide(self, verdict="accept", **told):
        answer = self.moderator.post(f"{self.address}/decisions", json={"verdict": verdict} | told)
        assert answer.status_code == 201, answer.text
        self.deliver()

    def propose(self, comment="second", **changes):
        return self.put(comment, self.first.headers["ETag"], **changes)

    def answer(self, proposal, verdict="accept", **more):
        told = {"verdict": verdict, "comment": more.pop("comment", "")}
        address = f"{self.address}/proposals/{proposal}"
        answer = self.moderator.post(address, json=told, **more)
        self.deliver()
        return answer

    def proposals(self):
        return [(one["state"], one["version"]) for one in self.get("proposals")]

    def get(self, what=""):
        return self.resident.get(f"{self.address}/{what}".rstrip("/")).json

    def shown(self):
        told = self.get()
        return told["status"], told["version"], told["comment"]
