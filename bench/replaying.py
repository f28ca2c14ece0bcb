"""Opinions in bulk, and the replay of a rule over them: what it takes, and how much it grows by."""

import time
from pathlib import Path
from typing import Any

from sqlalchemy import insert, select

from citizen.accounts import store as accounts
from citizen.observations.tables import Observation
from config import clock, towns
from config.database import Base, reading, transaction
from config.settings import Settings
from moderation.consensus import store
from moderation.consensus.rules import Summary, replayed
from moderation.opinions import store as opinions
from moderation.opinions.declared import parsed
from moderation.opinions.rules import RuleBook

TWO = '[[rule]]\nprotocol = "tree"\nagreeing = 2\n'


def judge_all(email: str) -> int:
    """Give every observation an opinion that settled it; return how many."""
    with transaction() as session:
        by = accounts.of_email(session, email)
        assert by is not None
        numbers = session.scalars(select(Observation.id)).all()
        told = {
            "version": 1, "moderator_id": by.id, "organisation": "Club", "verdict": "accept",
            "certainty": "certain", "cd_nom": 116759, "view": "accept 116759", "reason": "",
            "comment": "", "is_expert": False, "protocol": "tree", "group": "Angiospermes",
            "facts": {"cd_ref": 116759, "is_listed": False, "is_first": False}, "rules": 0,
            "outcome": "settled", "given_at": clock.now(), "town_id": towns.served(),
        }  # fmt: skip
        rows = [told | {"observation_id": number} for number in numbers]
        session.execute(insert(Base.metadata.tables["opinion"]), rows)
    return len(numbers)


def replay(_settings: Settings) -> dict[str, Any]:
    """Replay a rule that asks for two opinions over all that was judged; megabytes, seconds."""
    proposed, summary, before = parsed(TWO), Summary(), held()
    assert isinstance(proposed, RuleBook)
    begun = time.perf_counter()
    with reading() as session:
        in_force = opinions.book(session)
        for one in replayed(store.judged(session, in_force, proposed), in_force, proposed):
            summary.add(one)
    seconds = time.perf_counter() - begun
    told = {"seconds": seconds, "records": summary.total, "changed": summary.changed}
    return told | {"grown": held() - before, "peak": held()}


def held() -> float:
    """The most memory this process ever held, in megabytes.

    By Linux's account: getrusage counts what its parent held before it started the process.
    """
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return int(next(one for one in lines if one.startswith("VmHWM")).split()[1]) / 1024
