"""The town looks at a draft of a protocol and tries its form; nothing of it is kept."""

from flask import Blueprint, Response, request

from citizen.form.routes import blank, page
from citizen.form.rules import document
from citizen.form.schemas import read
from citizen.observations import intake
from citizen.observations.schemas import SubmissionSchema
from config.problems import Problem
from config.protocols import draft
from config.protocols.protocol import Protocol
from config.templates.filters import CLOCK

trial = Blueprint("trial", __name__)


@trial.get("/observer/<code>/essai/<int:version>")
def look(code: str, version: int) -> Response:
    """Show the form of a draft, as residents will see it."""
    return page(drafted(code, version), blank())


@trial.post("/observer/<code>/essai/<int:version>")
def attempt(code: str, version: int) -> Response:
    """Check a filled form of a draft, and keep nothing."""
    asked, filled = drafted(code, version), request.form.to_dict(flat=False)
    try:
        told = read(SubmissionSchema(), document(asked, filled, CLOCK))
        submission, _ = intake.examined(told, is_trial=True)
    except Problem as refusal:
        return page(asked, filled, refusal)
    return page(asked, filled, tried=submission.answers)


def drafted(code: str, version: int) -> Protocol:
    found = draft(code, version)
    if found is None:
        raise Problem("unknown-protocol", protocol=code, version=version)
    return found
