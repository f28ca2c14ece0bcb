"""Keep many first sendings by a few statements; what is none of these is taken alone."""

from collections.abc import Mapping, Sequence
from typing import Any

from citizen.observations import intake
from citizen.observations.arrival import store as arrival
from citizen.observations.batch.rules import Item, Sent
from citizen.observations.intake import Kept
from citizen.observations.lately import store as lately
from citizen.observations.quotas import store as quotas
from citizen.observations.rows import store as rows
from citizen.observations.rules import Submission
from citizen.observations.versions import is_over
from config import events
from config.database import Session
from config.problems import Problem

Examined = Mapping[int, tuple[Item, Submission, str]]  # by place: with what is kept, and its group


def keep(
    session: Session, run: Sequence[Sent], author: int, names: Mapping[int, Any], *, is_trial: bool
) -> dict[int, Kept | Problem]:
    """Keep what is new of a run, refuse what is faulty; tell each by its place, the rest not."""
    examined, answers = _examined(run, names, is_trial=is_trial)
    if len(examined) < 2 or not quotas.has_room(session, author, len(examined)):
        return answers
    lately.expect(session, author, [sent.instant for _, sent, _ in examined.values()])
    sendings = {item.uuid: (sent, group) for item, sent, group in examined.values()}
    made = rows.keep_many(session, sendings, author)
    if made:
        events.record_each(session, "observation.submitted", made, author)
    flags = arrival.look_at_all(session, list(made.values()))
    for place, (item, sent, _) in examined.items():
        if (found := made.get(item.uuid)) is not None:
            answers[place] = Kept(found, list(sent.photos), True, flags[found.id])
    return answers


def _examined(
    run: Sequence[Sent], names: Mapping[int, Any], *, is_trial: bool
) -> tuple[dict[int, tuple[Item, Submission, str]], dict[int, Kept | Problem]]:
    examined: dict[int, tuple[Item, Submission, str]] = {}
    refused: dict[int, Kept | Problem] = {}
    for place, item in enumerate(run):
        if isinstance(item, Problem):
            refused[place] = item
            continue
        try:
            sent, group = intake.checked(item.submission, names, is_trial=is_trial)
        except Problem as refusal:
            refused[place] = refusal
            continue
        if not is_over(sent.protocol, sent.protocol_version):  # else it may be known already
            examined[place] = item, sent, group
    return examined, refused
