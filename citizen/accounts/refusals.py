"""What each operation of the API may refuse of its own: its description tells these problems.

What any operation may refuse is not repeated here (`config/described.py`): an address or a body
that cannot be read, who is not known or may not, a process that is busy.
"""

from collections.abc import Mapping

KNOWN = ("unknown-observation",)
OUTING = ("unknown-outing", "too-many-requests")
STALE = ("stale-version",)
JUDGED = ("own-observation", "impossible-decision", "withdrawn-since")
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
    "my-account.change": (*SEEN, "class-needs-adult", "pseudo-unavailable"),
    "my-account.sign": (*SEEN, *KNOWN),
    "push.key": ("push-off",),
    "push.keep": ("push-off", "phone-not-told"),
    "leaving.leave": ("sign-in-needed",),
    "outings.one": OUTING,
    "outings.count": OUTING,
    "outings.make": ("outing-needs-address", "too-many-outings"),
    "outings.change": (*OUTING, *SEEN),
    "outings.join": (*OUTING, "outing-over", "outing-full"),
    "outings.leave": OUTING,
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
    "decisions.take": (*KNOWN, *STALE, *JUDGED),
    "decisions.undo": (*KNOWN, *STALE, "not-your-decision", "too-late-to-undo"),
    "proposals.answer": (*KNOWN, *STALE, *JUDGED),
    "datasets.dataset": ("unknown-dataset",),
    "datasets.releases": ("unknown-dataset",),
    "datasets.release": ("unknown-dataset", "release-running", "dataset-retired"),
    "making.change": (*SEEN, "unknown-dataset"),
    "reissuing.exposed": ("unknown-dataset",),
    "reissuing.reissue": ("unknown-dataset", "already-withdrawn", "release-running"),
    "projects.one": ("unknown-campaign",),
    "projects.change": (*SEEN, "unknown-campaign"),
    "enrichments.one": ("unknown-campaign", "unknown-service"),
    "enrichments.put": (*SEEN, "unknown-campaign", "service-held", "too-many-services"),
    "enrichments.remove": (*SEEN, "unknown-campaign", "unknown-service", "service-held"),
    "webhooks.make": ("too-many-webhooks",),
    "webhooks.change": SEEN,
    "webhooks.attempt": ("webhook-off",),
    "webhooks.replay": ("webhook-off",),
    "webhooks.replay_all": ("webhook-off",),
    "care.stands": KNOWN,
    "care.change": (*KNOWN, *SEEN),
    "care.report": KNOWN,
}  # fmt: skip
