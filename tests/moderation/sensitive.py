"""National rules and observations that they touch, for the tests of sensitivity."""

from uuid import UUID

from citizen.observations import store as observations
from config.database import reading
from reference.sensitivity.rules import Rule

ROBIN, BLACKBIRD = 4001, 4117


def rule(level=2, cd_nom=ROBIN, **told):
    return Rule(cd_nom, "Erithacus rubecula", "76", level, edition="18", **told)


def robin(**changes):
    return {"taxon": {"cd_nom": ROBIN, "cited_name": "Rouge-gorge"}} | changes


def held(uuid):
    with reading() as session:
        found = observations.find(session, UUID(uuid))
        return found.sensitivity, found.sensitivity_rule or {}


def history(client, uuid, what="observation.sensitivity-changed"):
    told = client.get(f"/api/v1/observations/{uuid}/history").json
    return [one for one in told if one["what"] == what]


def decide(moderator, uuid, verdict="accept", **details):
    address = f"/api/v1/observations/{uuid}/decisions"
    return moderator.post(address, json={"verdict": verdict} | details)
