"""What happened, in order: the log, and the outbox of the jobs each event starts.

An event is recorded in the transaction of the change it tells, so neither exists without the
other. It is delivered at least once: claimed with a lease, each listening job run in turn, ticked
off at the end or where one fails (each bears being told twice, each commit waits for the disk),
tried five times with growing pauses, then set aside as a dead letter for a person. Those about one
subject are delivered in their order; those of one kind together, where each job takes several.
"""

from config.events.delivering import deliver, deliver_all
from config.events.hearing import Job, Jobs, News, Together, named, takes_many
from config.events.outbox.rules import LEASE, MOST, PAUSES, RING_AGAIN, groups
from config.events.outbox.store import close_unheard, count_waiting, dead, replay, ring, waiting
from config.events.store import about, bell, last_about, record, record_each, told_otherwise
from config.events.tables import Event

__all__ = [
    "LEASE",
    "MOST",
    "PAUSES",
    "RING_AGAIN",
    "Event",
    "Job",
    "Jobs",
    "News",
    "Together",
    "about",
    "bell",
    "close_unheard",
    "count_waiting",
    "dead",
    "deliver",
    "deliver_all",
    "groups",
    "last_about",
    "named",
    "record",
    "record_each",
    "replay",
    "ring",
    "takes_many",
    "told_otherwise",
    "waiting",
]
