"""The process that parses TAXREF, beside the one that loads it.

Started by `parsed.py` as `python -m reference.taxa.editions.parser FILE READ NUMBERED`. It writes,
for each batch of rows behind what was read and numbered before, a line of JSON (how far it is, the
lengths of what follows) then the rows of our three tables; at the end a line of JSON alone: what it
counted in the whole file, or why it is refused.
"""

import json
import signal
import sys
from pathlib import Path
from typing import Any, BinaryIO

from config.reports import START, Reached, Unreadable
from reference.taxa.editions.checking import Reader
from reference.taxa.editions.columns import Batch, batches
from reference.taxa.editions.reading import header, opened
from reference.taxa.editions.taxref import Layout
from reference.taxa.search.shelving import Shelving


def parse(file: Path, out: BinaryIO, since: Reached = START) -> dict[str, Any]:
    """Check a whole file, write its rows behind `since`, and return what was counted in it."""
    with opened(file) as source:
        layout = Layout(header(source.lines, "\t"))
        if layout.missing:
            raise Unreadable(f"{file}: no column {', '.join(layout.missing)}, by tabs")
        reader, read = Reader(layout, shelving=Shelving(since.numbered)), 0
        for batch in batches(source.lines, layout, reader.has_another_width):
            reader.check(batch)
            read += batch.size
            if read > since.read:
                _hand_over(out, reader, batch, read)
    return {
        "names": len(reader.seen),
        "lost": sorted(reader.lost()),
        "faulty": reader.faulty.count,
        "rows": reader.faulty.rows,
    }


def _hand_over(out: BinaryIO, reader: Reader, batch: Batch, read: int) -> None:
    rows = reader.rows(batch)
    told = {"upto": (read, reader.shelving.names), "lengths": list(map(len, rows))}
    out.write(json.dumps(told).encode() + b"\n")
    out.writelines(rows)


def main() -> None:
    """Parse as asked, until the one that loads ends us or ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # of a terminal: it is for the one that loads
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    out, (read, numbered) = sys.stdout.buffer, map(int, sys.argv[2:])
    try:
        told = parse(Path(sys.argv[1]), out, Reached(read, numbered))
    except Unreadable as wrong:
        told = {"unreadable": str(wrong)}
    out.write(json.dumps(told).encode() + b"\n")
    out.flush()


if __name__ == "__main__":
    main()
