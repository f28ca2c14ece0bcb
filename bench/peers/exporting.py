"""Files of what is published: ours from what residents sent, ogr2ogr's from the flat table."""

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from shutil import which

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
    rows.execute("SELECT *, ST_AsBinary(place) AS geometry FROM published_flat")
    read, out = rows.fetch_record_batch(), None
    for batch in read:
        out = out or parquet.ParquetWriter(sys.argv[2], batch.schema, compression="zstd")
        out.write_batch(batch)
    out.close()
"""


def exported(place: Place, rows: int, python: str) -> Iterator[str]:
    """Each file alone: rows a second of ours and of its peer, and the most memory of each."""
    server = place.url.replace("+psycopg", "")
    for ours, (driver, wanted) in WRITERS.items():
        out = place.home / f"peer.{driver}"
        command = [str(which("ogr2ogr")), "-f", driver, str(out), f"PG:{server}", "published"]
        more = ["-lco", "GEOMETRY=AS_XY"] if driver == "CSV" else []
        yield _line(place, ours, rows, f"ogr2ogr {driver}", [*command, *more], wanted)
        out.unlink()
    script = [python, "-c", ADBC, server, str(place.home / "peer.parquet")]
    yield _line(place, "geoparquet", rows, "adbc + pyarrow, zstd", script, 1.0)


def _line(
    place: Place, ours: str, rows: int, peer: str, command: list[str], wanted: float
) -> str:  # fmt: skip
    alone = [sys.executable, "-m", "bench.steps", "alone", ours]
    taken = [(_timed(place, alone), _timed(place, command)) for _ in range(2)]
    mine, (theirs, heavy) = min(one for one, _ in taken), min(other for _, other in taken)
    told = place.step("alone", ours)
    speed, other = rows / told["seconds"], rows / theirs
    return (
        f"{ours}, {told['bytes'] / 1e6:.0f} MB | {speed:,.0f} rows/s, {mine[1]:.0f} MB "
        f"| {peer}: {other:,.0f} rows/s, {heavy:.0f} MB | {speed / other:.2f} | {wanted} |"
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
