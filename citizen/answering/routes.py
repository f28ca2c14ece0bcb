"""Open the link of a letter, read the question, answer it once."""

from flask import Blueprint, Response, make_response, request

from citizen.accounts.access import refuse_foreign_form
from citizen.answering import store
from citizen.form import intake
from citizen.form.history import happenings
from citizen.form.rules import one
from citizen.observations.store import say as say_it
from citizen.sign_in.routes import discreet
from config import events
from config.database import reading, transaction
from config.languages import say
from config.pages import render
from config.protocols import protocol
from config.protocols.question import MAX_TEXT
from config.web import language

FOLDER = "citizen/answering"
MAX_FORM = 60_000_000  # bytes: ten photos of a phone, and their envelope

answering = Blueprint("answering", __name__)


@answering.get("/repondre/<secret>")
def ask(secret: str) -> Response:
    """Show the question a letter tells of: opened as often as one likes, by mail scanners too."""
    return page(secret)


def page(secret: str, said: str = "", is_wrong: bool = False) -> Response:
    with reading() as session:
        found = store.opened(session, secret).observation
        story = happenings(events.about(session, str(found.uuid)))
    known = {"observation": found, "asked": protocol(found.protocol), "story": story}
    shown = render(FOLDER, "ask.html", **known, said=said, is_wrong=is_wrong)
    return discreet(make_response(shown, 422 if is_wrong else 200))


@answering.post("/repondre/<secret>")
def answer(secret: str) -> Response:
    """Answer the question, with words, photos or both: then the link has served."""
    refuse_foreign_form()
    request.max_content_length = MAX_FORM
    body = one(request.form.to_dict(flat=False), "body")
    chosen, refused = intake.opened(intake.sent(request.files))
    if not (body or chosen) or len(body) > MAX_TEXT:
        return page(secret, body, is_wrong=True)
    with reading() as session:
        by = store.opened(session, secret)
    refused += intake.attached(by.observation.uuid, chosen, by.author)
    if not body and len(refused) >= len(chosen):
        return page(secret, body, is_wrong=True)
    tell(secret, body or say(FOLDER, "photo_added", language()))
    return discreet(make_response(render(FOLDER, "done.html", refused=refused)))


def tell(secret: str, body: str) -> None:
    """Add the answer to the conversation; of two sent at one instant, one is told it was."""
    with transaction() as session:
        link, found, author = store.opened(session, secret, to_use=True)
        store.use(link)
        say_it(session, found, (author.id, "author"), body)
        events.record(session, "message.author", found.uuid, author.id, body=body)
