"""The process that parses TAXREF, beside the one that loads it.

Started by `parsed.py` as `python -m reference.taxa.editions.parser FILE`. It writes, for each batch
of rows, a line of JSON (bytes read so far, the lengths of what follows) then the rows of our three
tables; at the end a line of JSON alone: what it counted, or why the file is refused.
"""

import json
import sys
from pathlib import Path
from typing import Any, BinaryIO

from config.reports import Unreadable
from reference.taxa.editions.checking import Reader
from reference.taxa.editions.columns import batches
from reference.taxa.editions.reading import header, opened
from reference.taxa.editions.taxref import Layout


def parse(file: Path, out: BinaryIO) -> dict[str, Any]:
    """Write the rows of a file, and return what was counted in it."""
    with opened(file) as source:
        layout = Layout(header(source.lines, "\t"))
        if layout.missing:
            raise Unreadable(f"{file}: no column {', '.join(layout.missing)}, by tabs")
        reader, read = Reader(layout), 0
        for batch in batches(source.lines, layout, reader.has_another_width):
            rows, read = reader.read(batch), read + batch.size
            told = {"read": read, "lengths": list(map(len, rows))}
            out.write(json.dumps(told).encode() + b"\n")
            out.writelines(rows)
    return {
        "names": len(reader.seen),
        "lost": sorted(reader.lost()),
        "faulty": reader.faulty.count,
        "rows": reader.faulty.rows,
    }


def main() -> None:
    out = sys.stdout.buffer
    try:
        told = parse(Path(sys.argv[1]), out)
    except Unreadable as wrong:
        told = {"unreadable": str(wrong)}
    out.write(json.dumps(told).encode() + b"\n")
    out.flush()


if __name__ == "__main__":
    main()
