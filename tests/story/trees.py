"""What the journeys of trees share: a tree, and the rows of published tables."""

import csv
import io

OAK = 116759
TREE = {"category": "single", "girth_cm": 300, "girth_method": "measured", "health": "good"}


def table(files, name="tree.csv", **read):
    return list(csv.DictReader(io.StringIO(files[name].decode("utf-8-sig")), **read))
