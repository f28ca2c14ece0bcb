"""What a release publishes, as one flat table: what peers are given to publish."""

from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from config.protocols import PROTOCOLS
from exports.columns import columns

TYPES = {"integer": "bigint", "number": "double precision", "boolean": "boolean", "date": "date"}
NAMES = [column.name for column in columns(PROTOCOLS["tree"])]
INDEXES = """
ALTER TABLE published ADD PRIMARY KEY (uuid);
ALTER TABLE published ADD place geometry(Point, 4326);
UPDATE published SET place = ST_SetSRID(ST_MakePoint(longitude, latitude), 4326);
CREATE INDEX published_place ON published USING gist (place);
"""


def made(server: str, file: Path) -> int:
    """Load the CSV of a release, index it as its peers wish; return how many rows it has."""
    told = {one.name: TYPES.get(one.type, "text") for one in columns(PROTOCOLS["tree"])}
    told["uuid"] = "uuid"
    parts = [sql.SQL("{} " + kind).format(sql.Identifier(name)) for name, kind in told.items()]  # type: ignore[arg-type]
    with psycopg.connect(server, autocommit=True) as town:
        town.execute(sql.SQL("CREATE TABLE published ({})").format(sql.SQL(", ").join(parts)))
        copy = "COPY published FROM STDIN (FORMAT csv, HEADER)"
        with file.open("rb") as rows, town.cursor().copy(copy) as into:
            while block := rows.read(1 << 20):
                into.write(block)
        town.execute(INDEXES)
        town.execute("VACUUM (FREEZE, ANALYZE) published")
        row: Any = town.execute("SELECT count(*) FROM published").fetchone()
    return int(row[0])
