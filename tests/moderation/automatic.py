"""Automatic acceptance as its tests declare it: the rule, and a resident it may trust."""

from uuid import UUID

from sqlalchemy import select

from citizen.observations.tables import Observation
from config.database import reading

ROBIN, BLACKBIRD = 4001, 4117
RULE = """
second_reading = 0
[automatic]
at_least = 40
protocols = ["biodiversity", "heat", "tree"]
[automatic.weights]
species = 20
season = 20
photo = 10
"""
BIRD = {"taxon": {"cd_nom": ROBIN}, "answers": {"group": "bird"}}
AGAIN = BIRD | {"observed_at": "2026-05-15T08:00:00+02:00"}


def judge(client, uuid, verdict="accept", **told):
    body = {"verdict": verdict} | told
    answer = client.post(f"/api/v1/observations/{uuid}/decisions", json=body)
    assert answer.status_code == 201, answer.json


def held(uuid):
    with reading() as session:
        found = session.scalars(select(Observation).where(Observation.uuid == UUID(uuid))).one()
        return found.status, found.level, found.automatic
