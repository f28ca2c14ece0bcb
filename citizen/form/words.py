"""What is wrong with a form, in words for people, each beside its field."""

from collections.abc import Mapping, Sequence

from citizen.form.rules import field_of
from config.borrowed import Borrowed, marked
from config.languages import texts
from config.places import Fault
from config.problems import told
from config.templates.filters import fine
from config.voices import language, voice

FORM = "citizen/form"


def by_field(faults: Sequence[Fault]) -> Mapping[str, list[str]]:
    """Tell faults under the field they belong to; under nothing, those of the whole form."""
    found: dict[str, list[str]] = {}
    for fault in faults:
        found.setdefault(field_of(fault.pointer), []).append(worded(fault))
    return found


def worded(fault: Fault) -> str:
    """Say a fault to a person: in our words where we have some, else in those of the API."""
    ours = texts(FORM, voice()).get(f"fault.{fault.code}")
    words = ours.format(**fault.values) if ours else told(fault, language())["detail"]
    is_ours = voice() == language() or (ours and not isinstance(ours, Borrowed))
    return fine(words, voice()) if is_ours else marked(fine(words, language()))
