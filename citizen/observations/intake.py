"""Take an observation in: from a phone, from a page, from an inventory, all the same way."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from citizen.campaigns.access import admit
from citizen.consent.rules import current
from citizen.observations import store
from citizen.observations.access import may_see_again
from citizen.observations.campaigns import store as campaigns
from citizen.observations.rows import store as rows
from citizen.observations.rules import OPEN_STATUSES, Submission, faults
from citizen.observations.tables import Observation
from citizen.observations.versions import answered, refuse_ended
from citizen.observations.visits import store as visits
from citizen.plausibility import store as plausibility
from citizen.plausibility.rules import Flag
from config import clock, events
from config.database import Session, glance
from config.languages import LANGUAGES, say
from config.places import Fault
from config.problems import Problem
from reference.taxa import store as taxa
from reference.taxa.rules import group_told

TEXTS = "citizen/observations"


def examined(submission: Submission, *, is_trial: bool = False) -> tuple[Submission, str]:
    """Refuse a sending that cannot be kept, telling all its faults at once; name its group.

    is_trial: nothing of it will be kept, so that a draft of a protocol may be tried.
    """
    return checked(submission, names_of([submission]), is_trial=is_trial)


def names_of(submissions: Iterable[Submission]) -> Mapping[int, Any]:
    """The names of TAXREF that sendings cite, in one query at most."""
    cited = {one.taxon.cd_nom for one in submissions if one.taxon.cd_nom is not None}
    if not cited:
        return {}
    with glance() as session:
        return taxa.told(session, cited)


def checked(
    submission: Submission, names: Mapping[int, Any], *, is_trial: bool = False
) -> tuple[Submission, str]:
    """Examine a sending whose name was looked for already."""
    asked = answered(submission.protocol, submission.protocol_version, is_trial=is_trial)
    wrong, group = faults(submission, asked, clock.now()), group_told(submission.answers)
    if submission.taxon.cd_nom is not None:
        taxon = names.get(submission.taxon.cd_nom)
        if taxon is None:
            wrong.append(Fault("/taxon/cd_nom", "unknown-cd-nom"))
        else:
            group = taxon.group
    if wrong:
        raise Problem("invalid-content", faults=wrong)
    shown = submission.consent or current().version
    return replace(submission, protocol_version=asked.version, consent=shown), group


class Kept(NamedTuple):
    """What became of a sending: the observation, the photos it lacks, what looks unlikely in it."""

    observation: Observation
    missing: list[str]
    is_new: bool
    flags: Sequence[Flag] = ()


def known_flags(session: Session, found: Observation) -> list[Flag]:
    """What looked unlikely in the present version of an observation."""
    return plausibility.of(session, found.id, found.version)


def keep(
    session: Session, uuid: UUID, submission: Submission, author: int, **told: Any
) -> tuple[Observation, bool]:
    """Keep a sending and say whether it is new; refuse another's identifier, a withdrawn one."""
    if submission.of is not None:
        told["part_of"] = _seen_again(session, uuid, submission, author)
    join(session, submission, author)
    found, is_new = rows.keep(session, uuid, submission, author, **told)
    if is_new:
        refuse_ended(submission.protocol, submission.protocol_version)
        events.record(session, "observation.submitted", uuid, author)
        return found, True
    if found.author_id != author:
        raise Problem("other-content")
    refuse_withdrawn(session, found)
    return found, False


def join(session: Session, submission: Submission, author: int, *, but: str = "") -> None:
    """Refuse what may not be sent for its campaign; but: the one it is of already."""
    asked = submission.campaign
    if asked and asked != but and not campaigns.took_part(session, asked, author):
        admit(session, asked, submission.protocol, submission.join_code)


def _seen_again(
    session: Session, uuid: UUID, submission: Submission, author: int
) -> UUID | None:  # fmt: skip
    """Find what a visit is tied to; refuse what its author may not know, as what is not there."""
    if (kept := store.find(session, uuid)) and kept.digest == submission.digest():
        return kept.part_of  # sent again: what became of it meanwhile changes nothing
    wanted = submission.of or uuid
    again = may_see_again(session, wanted, submission.protocol, author)
    head = visits.head_of(session, again.uuid) if again else None
    if head is None or not visits.may_tie(session, uuid, head):
        raise Problem("invalid-content", faults=[Fault("/of", "unknown-object")])
    return head


def correct(session: Session, found: Observation, new: Submission, group: str) -> None:
    """Replace a content, kept to this transaction, by another that its author may put there."""
    if found.status not in OPEN_STATUSES:
        raise Problem("already-decided", observation_status=found.status)
    tie(session, found, new)
    store.correct(session, found, new)
    found.group = group
    events.record(
        session, "observation.corrected", found.uuid, found.author_id, version=found.version
    )


def tie(session: Session, found: Observation, new: Submission) -> None:
    """Tie an observation anew where its new content says it is part of something else."""
    part_of = _seen_again(session, found.uuid, new, found.author_id) if new.of else None
    if new.of != found.of:  # else what moderators made of it holds
        found.part_of = part_of


def withdraw(session: Session, found: Observation, why: str = "") -> None:
    """Withdraw an observation: it will be published no more."""
    hold(session, found)
    if found.status == "withdrawn":
        return
    found.status, found.changed_at = "withdrawn", clock.now()
    found.turn += 1
    told = {"why": why} if why else {}
    events.record(session, "observation.withdrawn", found.uuid, found.author_id, **told)


def refuse_withdrawn(session: Session, found: Observation) -> None:
    """Refuse what comes for a withdrawn observation; tell its author who withdrew it, and when."""
    if found.status == "withdrawn":
        by, at, why = withdrawal(session, found)
        reason = {spoken: _why(spoken, by, at, why) for spoken in LANGUAGES}
        raise Problem("withdrawn", withdrawn_at=at.isoformat(), withdrawn_by=by, reason=reason)


def withdrawal(session: Session, found: Observation) -> tuple[str, datetime, str]:
    """Say who withdrew an observation (author, town), when, and why in their words."""
    told = events.about(session, str(found.uuid))
    news = next((one for one in reversed(told) if one.name == "observation.withdrawn"), None)
    by = "author" if news is None or news.actor_id == found.author_id else "town"
    return (
        (by, news.happened_at, news.details.get("why", "")) if news else (by, found.changed_at, "")
    )


def _why(spoken: str, by: str, at: datetime, why: str) -> str:
    who = say(TEXTS, f"withdrawn.{by}", spoken, at=at)
    return say(TEXTS, "withdrawn.why", spoken, who=who, why=why) if why else who


def hold(session: Session, found: Observation) -> None:
    """Keep an observation to this transaction: of two changes at once, one waits, then sees."""
    session.refresh(found, with_for_update=True)
