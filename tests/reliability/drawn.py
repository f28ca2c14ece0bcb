"""What the acts of a sequence are drawn from, and where each sequence takes place."""

from hypothesis import strategies as st

from citizen.photos.rules import sha256

WHO, WHICH = st.sampled_from([0, 0, 0, 0, 1]), st.integers(0, 1)  # the first mostly its own
BASES = st.sampled_from([1, 1, 1, 2, 2, 3])
FIRST = st.sampled_from(["first", "first", "first", "other first"])
VARIANTS = st.sampled_from(["", "", "", " otherwise"])  # mostly the one a phone would send again
ITEMS = st.lists(st.tuples(WHICH, st.integers(0, 4), VARIANTS), min_size=1, max_size=6)
PHOTOS = {sha256(data): data for data in (b"one photo of 30 bytes, in parts", b"two")}
PART = 12  # bytes
STATUSES = "status", "version", "comment"
SEEN = st.sampled_from([None, 0, 0, 7])  # how far off
ANSWERS = {"accept": "accepted", "decline": "declined"}


def elsewhere(number):
    """A place of its own for each sequence: what lies near another would only be looked at."""
    return [0.30 + number % 100 * 0.003, 49.70 + number // 100 * 0.003]  # degrees, 200 m apart


def content(proposal, told):
    """The words a proposal would put: only they change here."""
    changed = [one["after"] for one in proposal["changes"] if one["pointer"] == "/comment"]
    return changed[0] if changed else told["comment"]
