"""News has a reader, and a reader has news: JOBS and what is recorded agree."""

import ast
import inspect
import re
from itertools import product

import app
from config import events
from moderation.decisions.rules import LEADS_TO
from tests.guards.source import PRODUCT, calls, name, tree

STATUSES = {*LEADS_TO.values()} - {"submitted"}  # a second opinion has a name of its own
VALUES = {  # what the blank of a name made at run time may hold
    "found.status": STATUSES,
    "state": {"accepted", "declined"},
    "by": {"author", "moderator"},
}
UNHEARD = {  # recorded for the history alone, and why no job listens
    "observation.opened": "its author reads it where they follow what they sent",
    "message.moderator": "the author reads it in the conversation; letters tell decisions only",
    "photo.shown": "what is public reads the photo itself: it is there again",
    "sound.received": "what is kept of it is ready at once",
    "account.changed": "live views read it: another name is shown",
    "observation.signed": "live views and the next release read the observation itself",
    "observation.unsigned": "the same: the name is gone at once",
    "release.begun": "a decision it may hold is undone no more",
    "observation.rerouted": "it is at its new desk already",
    "accessibility.declared": "pages read what was declared last",
    "observation.reconsidered": "the decision itself puts it on the desk of the town's lead",
}


def recorded():
    """Every name under which something is recorded, those made at run time filled in."""
    found = set()
    for file in PRODUCT:
        for function, position in (("record", 1), ("note", 1), ("record_later", 2)):
            for call in calls(file, function):
                if len(call.args) > position:
                    found |= set(names(call.args[position], file))
    return found


def names(node, file):
    match node:
        case ast.Constant(value=known):
            yield known
        case ast.JoinedStr(values=parts):
            choices = [filled(part) for part in parts]
            yield from ("".join(chosen) for chosen in product(*choices))
        case ast.Name(id=variable):
            for assigned in assignments(variable, file):
                yield from names(assigned, file)
        case ast.IfExp(body=one, orelse=other):
            yield from names(one, file)
            yield from names(other, file)


def filled(part):
    if isinstance(part, ast.FormattedValue):
        return sorted(VALUES[ast.unparse(part.value)])
    return [part.value]


def assignments(variable, file):
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Assign) and any(
            isinstance(target, ast.Name) and target.id == variable for target in node.targets
        ):
            yield node.value


def test_whatever_a_job_listens_to_is_recorded_somewhere():
    assert sorted(app.JOBS.keys() - recorded()) == []


def test_whatever_is_recorded_has_a_job_or_a_reason_to_have_none():
    assert sorted(recorded() - app.JOBS.keys() - UNHEARD.keys()) == []


def test_every_reason_to_have_no_job_still_holds():
    assert UNHEARD.keys() <= recorded()
    assert not UNHEARD.keys() & app.JOBS.keys()


def test_the_name_of_an_event_says_what_happened_to_what():
    assert [one for one in recorded() if not re.fullmatch(r"[a-z-]+\.[a-z-]+", one)] == []


def test_every_job_of_the_product_listens_to_something():
    """A public function of a jobs.py that takes news, and that no event starts, is dead."""
    heard = {events.named(job) for jobs in app.JOBS.values() for job in jobs}
    written = {
        f"{name(file).removesuffix('.py').replace('/', '.')}.{node.name}"
        for file in PRODUCT
        if file.name == "jobs.py"
        for node in tree(file).body
        if isinstance(node, ast.FunctionDef) and taken_by(node) in {"news", "several"}
    }
    assert written == heard


def taken_by(function):
    (taken,) = function.args.args if len(function.args.args) == 1 else (ast.arg(""),)
    return taken.arg


def test_what_takes_several_is_declared_so():
    """A job is given one news, or, wrapped in Together, a sequence of them."""
    for jobs in app.JOBS.values():
        for job in jobs:
            is_together = isinstance(job, events.Together)
            (taken,) = inspect.signature(job.many if is_together else job).parameters
            assert taken == ("several" if is_together else "news"), events.named(job)
