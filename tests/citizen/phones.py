"""What a phone may do to one observation, for tests; every act may be done again."""

from tests.sendings import new_id, sent

ADDRESS = "/api/v1/observations/{}"


def tag(uuid, version):
    return {"If-Match": f'"{uuid}-{version}.0"'}


class Phone:
    """What a phone may do to one observation; every act may be done again."""

    def __init__(self, client, uuid=""):
        self.client, self.uuid = client, uuid or new_id()
        self.address = ADDRESS.format(self.uuid)

    def create(self):
        return self.client.put(self.address, json=sent(comment="1"))

    def correct(self, version, comment="", **asked):
        told = sent(comment=comment or f"{version + 1}")
        return self.client.put(self.address, json=told, headers=tag(self.uuid, version), **asked)

    def withdraw(self, version):
        return self.client.delete(self.address, headers=tag(self.uuid, version))

    def say(self, body="Bonjour"):
        told = {"json": {"body": body}, "headers": {"Idempotency-Key": f"a-{self.uuid}"}}
        return self.client.post(f"{self.address}/messages", **told)

    def state(self):
        told = self.client.get(self.address)
        if told.status_code != 200:
            return told.status_code
        said = self.client.get(f"{self.address}/messages").json
        shown = ("status", "comment", "version", "digest")
        return *(told.json[name] for name in shown), [one["body"] for one in said]
