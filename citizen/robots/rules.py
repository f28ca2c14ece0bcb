"""Who fills in a form: a person or a robot, by a field nobody sees and by the time it took.

There is no limit to how slow a person may be. One sign alone is a doubt: an extension of a browser
fills in hidden fields, a quick hand sends at once. Then the form comes back with all that was
typed, without its trap, and one more press sends it: nobody's record is lost. Both signs together
are a robot, which is thanked, and nothing is kept.
"""

from datetime import timedelta

FIELD = "homepage"  # hidden from people and from what reads a page to them
QUICKEST = timedelta(seconds=3)  # nobody reads a form, and fills it in, in less
PRESS = timedelta(seconds=1)  # nobody reads one sentence, and presses, in less

PERSON, DOUBT, ROBOT = "person", "doubt", "robot"


def judged(*, is_filled: bool, took: timedelta | None, again: timedelta | None = None) -> str:
    """Say who sends a form.

    took: since the page was given; nothing where its stamp lacks or is not ours.
    again: the same of the page that asked to press once more; nothing where none did.
    """
    if again is not None and again >= PRESS:
        return PERSON
    is_quick = took is None or took < QUICKEST
    return ROBOT if is_filled and is_quick else DOUBT if is_filled or is_quick else PERSON
