"""What must stay hidden, drawn twice: each twin is one public fact with two secrets behind it.

A side is what one of the two worlds holds of it; nothing on a side means that it is not there.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from random import Random
from typing import Any
from uuid import UUID

from citizen.observations.homes.rules import NEAR_M
from citizen.observations.rules import CitedTaxon, Submission
from exports.audit.draw import ACCEPT, NAMES, OWLS, SQUARE, SQUARE_REACH, Draw, Side, Twin
from moderation.decisions.rules import Verdict


def _sensitive(level: int) -> Callable[[Draw], tuple[Side | None, Side | None]]:
    def drawn(draw: Draw) -> tuple[Side | None, Side | None]:
        verdict = replace(ACCEPT, sensitivity=level)
        first = draw.sending("biodiversity", name_published=draw.chance.random() < 0.5)
        one = Side(draw.hidden_place(first), verdict, signs=draw.words())
        return one, replace(one, submission=draw.hidden_place(first), signs=draw.words())

    return drawn


def _never(draw: Draw) -> tuple[Side | None, Side | None]:
    """There or not: nobody can tell."""
    hidden = replace(ACCEPT, sensitivity=4)
    return _or_not(draw, Side(draw.sending("biodiversity"), hidden, photos=((1, 1),)))


def _or_not(draw: Draw, side: Side) -> tuple[Side | None, Side | None]:
    return (side, None) if draw.chance.random() < 0.5 else (None, side)


def _unaccepted(draw: Draw) -> tuple[Side | None, Side | None]:
    verdict = draw.chance.choice((None, "reject", "doubt", "unassessable", "ask"))
    taken = verdict and Verdict(verdict, reason="photo-blurred", comment=draw.words())
    told = draw.sending(draw.chance.choice(("biodiversity", "tree")), comment=draw.words())
    return _or_not(draw, Side(told, taken or None, photos=((2, 2),)))


def _out_of_sight(draw: Draw) -> tuple[Side | None, Side | None]:
    answers = {**draw.answers["tree"], "seen_from_public_space": "no"}
    first = draw.sending("tree", answers=answers)
    return Side(draw.hidden_place(first)), Side(draw.hidden_place(first))


def _home(draw: Draw) -> tuple[Side | None, Side | None]:
    first = draw.sending("biodiversity", at_home=True, name_published=True)
    one = Side(draw.hidden_place(first), signs=draw.words())
    return one, replace(one, submission=draw.hidden_place(first), signs=draw.words())


def _anonymous(draw: Draw) -> tuple[Side | None, Side | None]:
    """Of what is exact too, who saw it, the hour and the words to moderators stay hidden."""
    first = draw.sending("biodiversity")
    hour = draw.sending("biodiversity").observed_at
    second = replace(first, observed_at=hour, comment=draw.words(), certainty="sure")
    taken = replace(ACCEPT, comment=draw.words())
    return Side(first, signs=draw.words()), Side(second, taken, signs=draw.words())


def _photo(draw: Draw) -> tuple[Side | None, Side | None]:
    """One photo is public; others are hidden, came too late, or are not there."""
    sent, seen = draw.sending("biodiversity"), (3, 0)
    one = Side(sent, photos=(seen, (draw.number(), 1)), hidden=frozenset({1}))
    late = Side(sent, photos=(seen, (draw.number(), 2)), late=1)
    return draw.chance.choice(((one, Side(sent, photos=(seen,))), (late, one)))


def _exif(draw: Draw) -> tuple[Side | None, Side | None]:
    sent = draw.sending("tree")
    first, second = draw.chance.sample(range(1, 1000), 2)
    return Side(sent, photos=((4, first),)), Side(sent, photos=((4, second),))


def _renamed(draw: Draw) -> tuple[Side | None, Side | None]:
    """Taken for an owl by its author, then by a moderator, who hid it; then for what it is."""
    first = draw.sending("biodiversity")
    verdict = replace(ACCEPT, taxon=CitedTaxon(NAMES[0]))
    owls = draw.chance.sample(OWLS, 2)
    cited = [replace(first, taxon=CitedTaxon(owl, draw.words())) for owl in owls]
    named = [replace(ACCEPT, taxon=CitedTaxon(owl)) for owl in owls]
    one, other = (Side(c, verdict, before=b) for c, b in zip(cited, named, strict=True))
    return one, replace(other, before=draw.chance.choice((other.before, None)))


def _felt(draw: Draw) -> tuple[Side | None, Side | None]:
    """Felt heat: where in its square, at which minute of the hour band, in which words."""
    answers = dict(draw.answers["heat"])
    return Side(_answered(draw, answers)), Side(_answered(draw, answers))


def _answered(draw: Draw, answers: dict[str, Any]) -> Submission:
    east, north = (c + draw.chance.uniform(0, SQUARE_REACH) for c in SQUARE)
    place = {"type": "Point", "coordinates": [round(east, 6), round(north, 6)]}
    hour = f"{draw.day}T15:{draw.chance.randrange(60):02d}:00+02:00"
    told = draw.sending("heat", answers=answers, comment=draw.words())
    return replace(told, place=place, observed_at=hour)


def _waiting(draw: Draw) -> tuple[Side | None, Side | None]:
    """A grey point tells its square: where in it, the hour, the words, what became of it, no."""
    fates = (None, Verdict("accept", sensitivity=4), Verdict("reject", reason="photo-blurred"))
    sent = [draw.sending("tree", comment=draw.words()) for _ in fates]
    first, second = (
        Side(replace(one, place=_answered(draw, {}).place), fate, known=True)
        for one, fate in zip(sent[:2], draw.chance.sample(fates, 2), strict=True)
    )
    return first, second


def _waiting_hidden(draw: Draw) -> tuple[Side | None, Side | None]:
    """What waits and would be hidden leaves no point: there or not, nobody can tell."""
    garden = {**draw.answers["tree"], "seen_from_public_space": "no"}
    told: dict[str, Any] = draw.chance.choice(({"at_home": True}, {"answers": garden}))
    sent = draw.sending("tree", **told)
    if sent.at_home:  # what its author has near their home is hidden with it, as anyone may see
        sent = replace(sent, place=draw.place_away(SQUARE, NEAR_M))
    return _or_not(draw, Side(sent, None, known=True))


KINDS: Mapping[str, Callable[[Draw], tuple[Side | None, Side | None]]] = {
    "commune": _sensitive(1),
    "cell": _sensitive(2),
    "department": _sensitive(3),
    "never": _never,
    "unaccepted": _unaccepted,
    "out-of-sight": _out_of_sight,
    "home": _home,
    "anonymous": _anonymous,
    "photo": _photo,
    "exif": _exif,
    "renamed": _renamed,
    "waiting": _waiting,
    "waiting-hidden": _waiting_hidden,
}
HEAT = 12  # answers of a square: enough for it to be shown


def twins(
    seed: int, count: int, answers: Mapping[str, Mapping[str, Any]], heat: int = HEAT
) -> list[Twin]:
    """Draw twins: as many as asked, of each kind in turn, and a square of felt heat.

    answers: an example of each protocol's.
    """
    draw = Draw(Random(seed), answers=answers)  # noqa: S311 - to be drawn again
    kinds = [*KINDS.items()]
    asked = [kinds[number % len(kinds)] for number in range(count)]
    asked += [("heat", _felt)] * heat
    return [Twin(UUID(int=draw.chance.getrandbits(128), version=4), k, f(draw)) for k, f in asked]
