"""Make the calls that are due, and note what came of each.

A call is claimed in one transaction, made in none, noted in another: whoever dies in between
leaves it to the next, under the same `webhook-id`. Order is not promised.
"""

from datetime import datetime

from config import clock, events, towns
from config.calls.answer import GONE, Answer
from config.calls.calling import call
from config.database import transaction
from exports.webhooks import store
from exports.webhooks.rules import LASTS, luck, next_try, rest, signed
from exports.webhooks.tables import Delivery, Webhook

SENDER = "Brindille-Webhooks/1"


def send_due() -> int:
    """Make one call that is due, of whatever town; say how many were made."""
    with transaction() as session:
        claimed = store.claim(session)
    if claimed is None:
        return 0
    delivery, hook = claimed
    answer = call(hook.url, headers(delivery, hook), delivery.body.encode())
    with towns.serving(delivery.town_id), transaction() as session:
        found = store.held(session, delivery.id)
        if found is not None:
            was = found[1].state
            note(*found, answer)
            if found[1].state != was:
                store.give_up(session, found[1])
                events.record(session, "webhook.stopped", found[1].uuid, None)
    return 1


def headers(delivery: Delivery, hook: Webhook) -> dict[str, str]:
    now = int(clock.now().timestamp())
    signatures = signed(store.keys(hook), f"msg_{delivery.uuid.hex}", now, delivery.body)
    return {"Content-Type": "application/json", "User-Agent": SENDER, **signatures}


def note(delivery: Delivery, hook: Webhook, answer: Answer) -> None:
    """Note what came of a call: done, to be made again, or given up; and how its receiver fares."""
    now = clock.now()
    delivery.status, delivery.fault, delivery.words = answer.status, answer.fault, answer.words
    if answer.is_good:
        delivery.state = "done"
        hook.failures, hook.failing_since, hook.rests_until = 0, None, None
        return
    chance = luck(delivery.uuid, delivery.attempts)
    again = next_try(delivery.attempts, delivery.begun_at, now, answer, chance)
    delivery.state = "dead" if again is None else "waiting"
    delivery.not_before = again or now
    _failed(hook, answer, now)


def _failed(hook: Webhook, answer: Answer, now: datetime) -> None:
    hook.failures += 1
    hook.failing_since = hook.failing_since or now
    hook.rests_until = now + rest(hook.failures)
    if answer.status == GONE:
        hook.state = "gone"
    elif now - hook.failing_since > LASTS and hook.state == "on":
        hook.state = "failed"
