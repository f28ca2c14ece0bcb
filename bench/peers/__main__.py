"""Our files and services beside those of peers, on what one release publishes; on PostGIS.

python -m venv /tmp/peers
/tmp/peers/bin/pip install tipg pygeoapi uvicorn gunicorn psycopg2-binary geoalchemy2 \\
  adbc-driver-postgresql pyarrow
python -m bench.peers --python /tmp/peers/bin/python \\
  --postgis postgresql+psycopg://postgres@127.0.0.1/postgres
"""

import argparse
from itertools import chain

import psycopg

from bench.peers import exporting, serving, table
from bench.place import postgis

FLAT = """
CREATE VIEW published_flat AS SELECT {0} FROM published;
CREATE VIEW published_whole AS SELECT {0}, ST_AsBinary(place) AS geometry FROM published;
"""


def main() -> None:
    asked = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    asked.add_argument("--records", type=int, default=100_000)
    asked.add_argument("--postgis", required=True, help="an administrator's address")
    asked.add_argument("--python", required=True, help="of an environment that holds the peers")
    told = asked.parse_args()
    print("| what | ours | theirs | ratio | wanted |\n|---|---|---|---|---|", flush=True)
    with postgis(told.postgis) as place:
        place.step("prepare")
        place.step("fill", told.records)
        place.step("alone", "csv_table")
        server = place.url.replace("+psycopg", "")
        rows = table.made(server, place.home / "alone")
        with psycopg.connect(server, autocommit=True) as town:
            town.execute(FLAT.format(", ".join(f'"{name}"' for name in table.NAMES)))
            few = "SELECT uuid::text FROM published ORDER BY uuid LIMIT 500"
            uuids = [uuid for (uuid,) in town.execute(few).fetchall()]
        place.step("release")
        for line in chain(
            [exporting.floor(place, rows)],
            serving.drawn(place, told.python),
            serving.served(place, told.python, uuids),
            exporting.exported(place, rows, told.python),
        ):
            print(f"| {line}", flush=True)


if __name__ == "__main__":
    main()
