"""What one version of an observation says that another does not."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

UNSAID = {"protocol", "protocol_version", "consent"}  # of the form, not of what was observed
INSIDE = {"taxon", "answers"}


class Change(NamedTuple):
    """A field that differs: a JSON pointer, its two values; nothing stands for no answer."""

    pointer: str
    before: Any
    after: Any


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Change]:
    """Compare two versions, field by field, in the order of the later one."""
    former, present = dict(_fields(before)), dict(_fields(after))
    names = [*present, *(name for name in former if name not in present)]
    found = (Change(name, former.get(name), present.get(name)) for name in names)
    return [one for one in found if _plain(one.before) != _plain(one.after)]


def _fields(content: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, value in content.items():
        if name in INSIDE:
            yield from ((f"/{name}/{inner}", told) for inner, told in value.items())
        elif name not in UNSAID:
            yield f"/{name}", value


def _plain(value: Any) -> Any:
    """A value as JSON has it: the same place is a tuple when read, a list when stored."""
    if isinstance(value, Mapping):
        return {name: _plain(inner) for name, inner in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_plain(inner) for inner in value]
    return value or None if value != 0 else value


def shown(found: Sequence[Change]) -> list[Change]:
    """The same for a page: moments as moments."""
    return [
        one._replace(before=_moment(one.before), after=_moment(one.after))
        if one.pointer == "/observed_at"
        else one
        for one in found
    ]


def _moment(written: Any) -> Any:
    return datetime.fromisoformat(written) if written else None
