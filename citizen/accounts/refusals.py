"""What each operation of the API may refuse of its own: its description tells these problems.

What any operation may refuse is not repeated here (`config/described.py`): an address or a body
that cannot be read, who is not known or may not, a process that is busy.
"""

from collections.abc import Mapping

KNOWN = ("unknown-observation",)
STALE = ("stale-version",)
SEEN = ("version-needed", *STALE)
SENT = ("invalid-content", "quota-reached", "too-many-parked")
FILE = (
    "too-large",
    "wrong-media-type",
    "digest-mismatch",
    "photos-full",
    "withdrawn",
    "observation-first",
)
PARTS = ("invalid-content", "wrong-offset", "too-many-parts", "too-many-photos")
SOUND = ("no-sound-asked", "too-many-sounds", "sound-refused", "sound-too-long")

REFUSALS: Mapping[str, tuple[str, ...]] = {
    "protocols.one": ("unknown-protocol",),
    "protocols.schema": ("unknown-protocol",),
    "taxa.search": ("too-many-requests",),
    "taxa.one": ("unknown-taxon",),
    "addresses.search": ("too-many-requests",),
    "nomenclatures.one": ("unknown-nomenclature",),
    "my-account.change": (*SEEN, "class-needs-adult"),
    "my-account.sign": (*SEEN, *KNOWN),
    "leaving.leave": ("sign-in-needed",),
    "classes.join": ("class-closed", "class-full"),
    "attaching.claim": ("class-needs-adult", "letters-on-their-way"),
    "observations.send": (
        *SENT, *STALE, "other-content", "already-decided", "correction-declined",
        "withdrawn",
    ),
    "withdrawing.withdraw": (*STALE, *KNOWN, "too-many-parked"),
    "published.observation": (*KNOWN, "sign-in-needed"),
    "evidence.send": (*FILE, "photo-refused", "too-many-photos"),
    "evidence.listed": KNOWN,
    "evidence.received": KNOWN,
    "evidence.go_on": (*FILE, *PARTS, "photo-refused"),
    "sounds.send": (*FILE, *SOUND),
    "sounds.listed": KNOWN,
    "sounds.received": KNOWN,
    "sounds.go_on": (*FILE, *PARTS, *SOUND),
    "blurs.told": KNOWN,
    "blurs.change": (*KNOWN, *SEEN, "blur-kept", "original-forgotten"),
    "conversations.messages": KNOWN,
    "conversations.write": (*KNOWN, "other-message", "too-many-parked"),
    "conversations.history": KNOWN,
    "conversations.proposals": KNOWN,
    "queues.release": KNOWN,
    "queues.claim": (*KNOWN, "own-observation", "waits-no-more", "held-by-colleague"),
    "decisions.take": (*KNOWN, *STALE, "own-observation", "impossible-decision"),
    "decisions.undo": (*KNOWN, *STALE, "not-your-decision", "too-late-to-undo"),
    "proposals.answer": (*KNOWN, *STALE, "own-observation", "impossible-decision"),
    "datasets.dataset": ("unknown-dataset",),
    "datasets.releases": ("unknown-dataset",),
    "datasets.release": ("unknown-dataset", "release-running"),
    "projects.one": ("unknown-campaign",),
    "projects.change": (*SEEN, "unknown-campaign"),
    "webhooks.make": ("too-many-webhooks",),
    "webhooks.change": SEEN,
    "webhooks.attempt": ("webhook-off",),
    "webhooks.replay": ("webhook-off",),
    "webhooks.replay_all": ("webhook-off",),
    "care.stands": KNOWN,
    "care.change": (*KNOWN, *SEEN),
    "care.report": KNOWN,
}  # fmt: skip
