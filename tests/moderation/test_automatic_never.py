"""What a declared rule never accepts; what it would have accepted of the past."""

from uuid import UUID

from sqlalchemy import select

from citizen.observations.tables import Observation
from citizen.plausibility import store as flags
from citizen.plausibility.rules import Flag
from config.database import reading, transaction
from config.protocols import PROTOCOLS
from moderation.automatic import store
from moderation.opinions.automatic.rules import Trial
from moderation.opinions.declared import parsed
from tests.moderation.automatic import (
    BIRD,
    BLACKBIRD,
    RULE,
    judge,
)  # fmt: skip
from tests.moderation.sensitive import rule as listed
from tests.moderation.town_rules import declare
from tests.sendings import new_id, photo, sent, sha256


def why(uuid, content=RULE):
    book = parsed(content)
    with transaction() as session:
        found = session.scalars(select(Observation).where(Observation.uuid == UUID(uuid))).one()
        return store.evidence(session, found, book, book.automatic).never


def flag(uuid):
    with transaction() as session:
        found = session.scalars(select(Observation).where(Observation.uuid == UUID(uuid))).one()
        flags.keep(session, found.id, 1, [Flag("vagrant", {"name": "x"})])


def test_what_is_never_accepted(
    known, report, resident, new_resident, moderator, deliver, in_force
):
    declare("second_reading = 0")
    day = iter(range(10, 29))

    def another(**told):
        return report(**BIRD | {"observed_at": f"2026-05-{next(day)}T09:00:00+02:00"} | told)

    plain = another()
    assert why(plain) == set(), "else nothing below would mean anything"
    assert why(plain, RULE.replace("biodiversity", "rare")) == {"not-declared"}
    assert why(plain, RULE + "[[rule]]\nagreeing = 2") == {"several"}
    unnamed = another(taxon={"cited_name": "un oiseau"})
    assert "unnamed" in why(unnamed)
    assert "first" in why(another(taxon={"cd_nom": BLACKBIRD}))
    flagged = another()
    flag(flagged)
    assert why(flagged) == {"flagged"}
    questioned = another()
    judge(moderator, questioned, "ask", comment="De quel côté ?")
    assert "judged" in why(questioned)
    same = another(observed_at="2026-05-09T09:00:00+02:00")
    other = report(**BIRD, observed_at="2026-05-09T09:00:00+02:00")
    assert {"duplicate"} & why(other) or PROTOCOLS["biodiversity"].duplicates is None, same
    file = photo("blue")
    assert why(another(photos=[sha256(file)])) == {"incomplete"}
    written = another()
    message = resident.post(f"/api/v1/observations/{written}/messages", json={"body": "Ah non"})
    assert message.status_code == 201
    assert "judged" in why(written)
    heat = report("heat")
    assert "cells" in why(heat)
    newcomer, uuid = new_resident(), new_id()
    told = sent(**BIRD, observed_at="2026-05-08T09:00:00+02:00")
    assert newcomer.put(f"/api/v1/observations/{uuid}", json=told).status_code == 201
    deliver()
    assert why(uuid) == {"newcomer"}
    in_force(listed())
    assert "listed" in why(plain)


def test_a_rule_is_tried_on_what_people_settled(known, report, moderator, deliver):
    declare("second_reading = 0")
    uuids = [report(**BIRD, observed_at=f"2026-05-{day}T08:00:00+02:00") for day in (16, 17)]
    judge(moderator, uuids[0])
    judge(moderator, uuids[1], "reject", reason="lookalike")
    deliver()
    book, trial = parsed(RULE), Trial()
    with reading() as session:
        for told, is_held in store.tried(session, book.automatic):
            trial.add(told, book.automatic, is_held=is_held)
        assert store.settled_by_people(session, book.automatic) == trial.total
    assert (trial.total, trial.accepted, trial.refused) == (3, 2, 1), "the first was a newcomer's"
