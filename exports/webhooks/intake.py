"""Make and change webhooks, from a program or from a page, the same way."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from citizen.accounts.rules import Caller
from config import clock
from config.calls.calling import may_loop
from config.database import Session
from config.places import Fault
from config.problems import Problem
from exports.webhooks import store
from exports.webhooks.rules import TEST, body, faults, secret_text
from exports.webhooks.tables import Webhook


def make(session: Session, wanted: Mapping[str, Any], by: Caller) -> Webhook:
    """Make a webhook that is told what its maker may know for their organisation."""
    theirs = sorted(by.speaks_for())
    organisation = wanted["organisation"] or theirs[0]
    wrong = faults(wanted["url"], loopback=may_loop())
    if organisation not in theirs:
        wrong.append(Fault("/organisation", "not-choice", {"choices": ", ".join(theirs)}))
    if wrong:
        raise Problem("invalid-content", faults=wrong)
    told = {"url": wanted["url"], "kinds": wanted["kinds"]}
    return store.add(session, organisation, by.id, **told)


def change(hook: Webhook, changes: Mapping[str, Any], by: Caller) -> None:
    """Change a webhook; whoever gives it another address answers for it from then on."""
    url = changes.get("url", hook.url)
    if url != hook.url:
        wrong = faults(url, loopback=may_loop())
        if wrong:
            raise Problem("invalid-content", faults=wrong)
        hook.url, hook.holder_id = url, by.id
    hook.kinds = changes.get("kinds", hook.kinds)
    if changes.get("is_on") is True:
        store.begin_anew(hook)
    elif changes.get("is_on") is False:
        hook.state = "off"
    hook.version += 1


def rotate(hook: Webhook, by: Caller) -> str:
    """Give a webhook another secret; who knows it answers for what the webhook is told."""
    store.rotate(hook)
    hook.holder_id = by.id
    return secret(hook)


def secret(hook: Webhook) -> str:
    return secret_text(store.key(hook, hook.edition))


def attempt(session: Session, hook: Webhook) -> None:
    """Call a webhook at once, with nothing but a greeting."""
    if hook.state != "on":
        raise Problem("webhook-off")
    subject = str(uuid4())
    text = body(TEST, clock.now(), {"uuid": subject})
    store.tell(session, hook, event=None, kind=TEST, subject=subject, body=text)


def tag(hook: Webhook) -> str:
    return f"{hook.uuid}-{hook.version}-{hook.state}"
