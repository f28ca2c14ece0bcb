"""Tell the observations of one thing as one: its last state, what hides it, who saw it."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from citizen.observations.homes.rules import hides_name, hides_place
from citizen.observations.rules import days
from citizen.observations.visits import rules as visits
from citizen.observations.visits.rules import MERGED, Member
from config.protocols.protocol import Protocol
from exports import precision
from exports.precision import Accepted
from exports.records import Ornamental, Photo, Record, Sound, Taxon, Visit
from reference.sensitivity.rules import out_of_sight

LICENCES = ("CC-BY-4.0", "etalab-2.0", "CC0-1.0")  # the most demanding first: it holds for all


class Told(NamedTuple):
    """One observation of a thing, as the database holds it, and the name it goes by."""

    seen: Accepted
    status: str
    taxon: Taxon | None
    ornamental: Ornamental | None
    photos: tuple[Photo, ...] = ()
    sounds: tuple[Sound, ...] = ()
    part_of: UUID | None = None

    @property
    def member(self) -> Member:
        one = self.seen
        between = days(one.observed_text, one.time_precision)
        is_original = self.part_of is None or self.status == MERGED
        is_home = is_original and hides_place(one.home)
        return Member(one.uuid, self.status, one.level, between, one.answers, is_home)


class Thing(NamedTuple):
    """A thing that several observations are of."""

    face: Told
    members: Sequence[Told]
    shown: Sequence[Told]  # by day
    state: visits.State


def thing(protocol: Protocol, root: UUID, members: Sequence[Told]) -> Thing | None:
    """Put the observations of a thing together; nothing when none of them is published."""
    by_uuid = {one.seen.uuid: one for one in members}
    known = [one.member for one in members]
    face = visits.face(root, known)
    if face is None:
        return None
    shown = [by_uuid[one.uuid] for one in visits.shown(known)]
    return Thing(by_uuid[face.uuid], members, shown, visits.state(protocol, face, known))


def combined(one: Thing) -> Accepted:
    """What is known of a thing, as if it were one observation: never less hidden than any."""
    protecting = [told for told in one.members if told.member.protects]
    hiding = [told.seen for told in protecting]
    worst = max(hiding, key=lambda seen: seen.sensitivity)
    last = next(told.seen for told in one.members if told.seen.uuid == one.state.seen)
    private = any(out_of_sight(seen.answers) for seen in hiding)
    answers = dict(one.state.answers) | ({"seen_from_public_space": "no"} if private else {})
    return one.face.seen._replace(
        answers=answers,
        observed_at=last.observed_at,
        observed_text=last.observed_text,
        time_precision=last.time_precision,
        sensitivity=worst.sensitivity,
        sensitivity_set_at=worst.sensitivity_set_at,
        sensitivity_rule=worst.sensitivity_rule,
        decided_at=max(told.seen.decided_at for told in one.shown),
        changed_at=max(told.seen.changed_at for told in credited(one)),
        licence=strictest(told.seen.licence for told in credited(one)),
        signed=", ".join(names(one)),
        home=next((told.seen.home for told in protecting if told.member.is_home), ""),
        is_demonstration=any(told.seen.is_demonstration for told in one.shown),
    )


def credited(one: Thing) -> list[Told]:
    """What is shown of a thing, and what was merged into it: each has its author named."""
    merged = [told for told in one.members if told.status == MERGED]
    return sorted({told.seen.uuid: told for told in [*one.shown, *merged]}.values(), key=_day)


def _day(told: Told) -> tuple[date, date, UUID]:
    return told.member.order


def names(one: Thing) -> list[str]:
    """The names of those who sign, each once, by day."""
    signing = (told.seen for told in credited(one) if not hides_name(told.seen.home))
    return list(dict.fromkeys(seen.signed for seen in signing if seen.signed))


def strictest(licences: Iterable[str]) -> str:
    """The licence of the whole: that of the part which asks most."""
    known = {*licences}
    return next((one for one in LICENCES if one in known), min(known))


def named(one: Thing) -> Told:
    """Whose name a thing goes by: its face's, else the last that was given."""
    given = [told for told in one.shown if told.taxon or told.ornamental]
    return one.face if one.face in given or not given else given[-1]


def beside(one: Thing, record: Record, protocol: Protocol) -> dict[str, Any]:
    """What a record of several says more: each time it was seen, by how many."""
    each = (visit_told(seen.seen, protocol, record.precision) for seen in one.shown)
    told: dict[str, Any] = {
        "visits": tuple(each) if protocol.visits else (),
        "photos": tuple(photo for seen in credited(one) for photo in seen.photos),
        "sounds": tuple(sound for seen in credited(one) for sound in seen.sounds),
        "gone_on": one.state.gone_on,
        "known_as": tuple(seen.seen.uuid for seen in one.members if seen.member.protects),
    }
    if record.precision == "exact":
        told["contributors"] = tuple(names(one))
        told["people"] = len({seen.seen.author_id for seen in credited(one)})
    return told


def alone(seen: Accepted, record: Record, protocol: Protocol) -> dict[str, Any]:
    """What a record of a single observation says, where there may be visits."""
    if protocol.visits is None:
        return {}
    first = visit_told(seen, protocol, record.precision)
    gone = record.last_day if protocol.is_gone(seen.answers) else None
    return {"visits": (first,), "gone_on": gone}


def visit_told(seen: Accepted, protocol: Protocol, shown: str) -> Visit:
    """Make what anyone may know of one time a lasting thing was seen, as hidden as it is."""
    first, last = days(seen.observed_text, seen.time_precision)
    return Visit(
        uuid=seen.uuid,
        first_day=first,
        last_day=last,
        answers=precision.answers_told(
            seen.answers, protocol.version_of(seen.protocol_version), shown
        ),
        level=seen.level,
        observer=precision.signature(seen, shown)["observer"],
        licence=seen.licence,
        is_gone=protocol.is_gone(seen.answers),
    )
