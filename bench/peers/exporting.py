"""Files of what is published: ours from what residents sent, ogr2ogr's from the flat table."""

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from shutil import which
from typing import NamedTuple

from bench.place import ROOT, Place
from bench.weighing import heaviest

WRITERS = {  # ours → the driver of GDAL, and how many times as fast is wanted
    "csv_table": ("CSV", 2.0),
    "geojson": ("GeoJSON", 1.5),
    "geopackage": ("GPKG", 1.2),
    "flatgeobuf": ("FlatGeobuf", 1.0),
}
ADBC = """
import sys
import adbc_driver_postgresql.dbapi as adbc, pyarrow.parquet as parquet
with adbc.connect(sys.argv[1]) as town, town.cursor() as rows:
    rows.execute("SELECT * FROM published_whole")
    read, out = rows.fetch_record_batch(), None
    for batch in read:
        out = out or parquet.ParquetWriter(sys.argv[2], batch.schema, compression="zstd")
        out.write_batch(batch)
    out.close()
"""


class Peer(NamedTuple):
    """Who makes such a file too, where, and how many times as fast we wish to be."""

    name: str
    command: list[str]
    out: Path
    wanted: float


def exported(place: Place, rows: int, python: str) -> Iterator[str]:
    """Each file alone: rows a second of ours and of its peer, and the most memory of each."""
    server = place.url.replace("+psycopg", "")
    for ours, (driver, wanted) in WRITERS.items():
        out = place.home / f"peer.{'fgb' if driver == 'FlatGeobuf' else driver}"
        command = [str(which("ogr2ogr")), "-f", driver, str(out), f"PG:{server}", "published"]
        more = ["-lco", "GEOMETRY=AS_XY"] if driver == "CSV" else []
        peer = Peer(f"ogr2ogr {driver}", [*command, *more], out, wanted)
        yield _line(place, ours, rows, peer)
    out = place.home / "peer.parquet"
    script = [python, "-c", ADBC, server, str(out)]
    yield _line(place, "geoparquet", rows, Peer("adbc + pyarrow, zstd", script, out, 1.0))


def _line(place: Place, ours: str, rows: int, peer: Peer) -> str:
    taken = []
    for _ in range(2):
        peer.out.unlink(missing_ok=True)  # some refuse to write over it
        taken.append(_timed(place, peer.command))
    theirs, heavy = min(taken)
    alone = [sys.executable, "-m", "bench.steps", "alone", ours]
    mine = heaviest(alone, place.environment, ROOT)
    told = place.step("alone", ours)
    speed, other = rows / told["seconds"], rows / theirs
    return (
        f"{ours}, {told['bytes'] / 1e6:.0f} MB | {speed:,.0f} rows/s, {mine:.0f} MB "
        f"| {peer.name}: {other:,.0f} rows/s, {heavy:.0f} MB "
        f"| {speed / other:.2f} | {peer.wanted} |"
    )


def _timed(place: Place, command: list[str]) -> tuple[float, float]:
    begun = time.perf_counter()
    most = heaviest(command, place.environment, ROOT)
    return time.perf_counter() - begun, most


def floor(place: Place, rows: int) -> str:
    """What COPY makes of the same table."""
    copy = "\\copy (SELECT * FROM published_flat ORDER BY uuid) TO '{}' CSV HEADER"
    command = ["psql", place.url.replace("+psycopg", ""), "-c", copy.format(Path(place.home / "c"))]
    taken = []
    for _ in range(3):
        begun = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        taken.append(time.perf_counter() - begun)
    return f"COPY of the flat table | {rows / min(taken):,.0f} rows/s | | | |"
