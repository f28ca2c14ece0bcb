"""What a number of TAXREF is, and how a fault of a file is said."""

from config.places import Fault

DIGITS = 9  # of a number: TAXREF is at seven
LONGEST = 20_000  # characters of a field

Wrong = tuple[str, str]  # column, sentence


def is_number(told: str) -> bool:
    return told.isascii() and told.isdigit() and len(told) <= DIGITS


def said(column: str, sentence: str) -> Fault:
    return Fault(f"/{column}", "said", {"sentence": sentence})
