"""Why a photo is hidden, why anyone reports, and how a report is closed."""

HIDDEN, REJECTED = KINDS = ("hidden", "rejected")  # not shown to all; no evidence of the record
WHY = ("face", "plate", "private", "offensive", "rights", "off-subject", "poor")
REPORTED = ("person", "private", "offensive", "rights", "wrong", "other")
OUTCOMES = ("mended", "kept")
MAX_WORDS = 1000
MOST_OPEN = 20  # reports of one record that wait: more of them tell nothing new
MOST_TOLD = 100  # reports that are counted; beyond, there are simply many
