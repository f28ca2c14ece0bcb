"""Protocols a town could write, for tests: a whole one, and ways to change it."""

MUSHROOM = """
version = 1
places = ["Point"]
publication = "records"
title = { fr = "Champignon", en = "Mushroom" }
description = { fr = "Ce qui pousse.", en = "What grows." }

[tags.sinp]
statutObservation = "Pr"

[tags.dwc]
basisOfRecord = "HumanObservation"

[[questions]]
name = "taxon"
kind = "taxon"
label = { fr = "Son nom", en = "Its name" }

[[questions]]
name = "state"
kind = "choice"
required = true
label = { fr = "Dans quel état ?", en = "In what state?" }
terms = { sinp = "occEtatBiologique", dwc = "vitality" }
choices = [
  { value = "fresh", label = { fr = "Frais", en = "Fresh" }, terms = { sinp = "2", dwc = "alive" } },
  { value = "dry", label = { fr = "Sec", en = "Dry" }, terms = { sinp = "3", dwc = "dead" } },
]

[[questions]]
name = "caps"
kind = "number"
whole = true
minimum = 1
maximum = 50
label = { fr = "Combien de chapeaux ?", en = "How many caps?" }
terms = { sinp = "denombrementMin", dwc = "individualCount" }

[example]
state = "fresh"
caps = 3
"""  # noqa: E501 (TOML wants a table on one line)


def changed(text=MUSHROOM, **replaced):
    """The text of a protocol with pieces of it replaced, each of which must be there."""
    for old, new in replaced.get("by", {}).items():
        assert old in text, old
        text = text.replace(old, new)
    return text


DRY = (
    '  { value = "dry", label = { fr = "Sec", en = "Dry" }, terms = { sinp = "3", dwc = "dead" } },'
)
ROTTEN = '  { value = "rotten", label = { fr = "Pourri", en = "Rotten" }, terms = { sinp = "3" } },'
SMELL = """[[questions]]
name = "smell"
kind = "text"
label = { fr = "Quelle odeur ?", en = "What smell?" }

[example]"""
SECOND = changed(
    by={
        "version = 1": "version = 2\npublished = 2026-11-01\nformer_days = 30",
        "maximum = 50": "maximum = 80",
        DRY: ROTTEN,
        "[example]": SMELL,
    }
)
