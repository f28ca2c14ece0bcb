"""What an engine's own bulk load takes for the rows of an edition as they are stored, with keys."""

import sqlite3
import subprocess
import time
from contextlib import closing
from pathlib import Path
from shutil import which

import psycopg
from psycopg import sql

from bench.place import Place

TABLES = ("taxon", "taxon_name", "taxon_key")


def floor(place: Place) -> float:
    """Load again what was imported, from files; return the seconds of the load alone."""
    return _server(place) if place.server else _lite(place, str(which("sqlite3")))


def _server(place: Place) -> float:
    """COPY into tables without indexes, which come after."""
    seconds = 0.0
    with psycopg.connect(place.url.replace("+psycopg", ""), autocommit=True) as server:
        for table in TABLES:
            file, names = place.home / f"{table}.copy", {"t": sql.Identifier(table)}
            names["again"] = sql.Identifier(f"{table}_again")
            out_of = sql.SQL("COPY {t} TO STDOUT").format(**names)
            with file.open("wb") as out, server.cursor().copy(out_of) as copy:
                out.writelines(copy)
            server.execute(sql.SQL("CREATE TABLE {again} (LIKE {t})").format(**names))
            begun = time.perf_counter()
            with file.open("rb") as rows:
                load = sql.SQL("COPY {again} FROM STDIN").format(**names)
                with server.cursor().copy(load) as copy:
                    while block := rows.read(1 << 20):
                        copy.write(block)
            for command in _indexes(server, table):
                server.execute(command)
            seconds += time.perf_counter() - begun
            server.execute(sql.SQL("DROP TABLE {again}").format(**names))
    return seconds


def _indexes(server: psycopg.Connection, table: str) -> list[bytes]:
    """What makes the indexes of a table, for its copy."""
    found = server.execute("SELECT indexdef FROM pg_indexes WHERE tablename = %s", (table,))
    made = [row[0].replace(f".{table} ", f".{table}_again ") for row in found.fetchall()]
    return [one.replace(" INDEX ", " INDEX again_", 1).encode() for one in made]


def _lite(place: Place, shell: str) -> float:
    """`.import` into tables with their keys, rows in the order of the key, as the engine likes."""
    home, seconds = place.home, 0.0
    database = home / "again.db"
    for table in TABLES:
        file: Path = home / f"{table}.txt"
        _run(shell, home / "brindille.db", f".mode tabs\n.output {file}\nSELECT * FROM {table};\n")
        with closing(sqlite3.connect(home / "brindille.db")) as lite:
            query = "SELECT sql FROM sqlite_master WHERE tbl_name = ? AND sql IS NOT NULL"
            made = [row[0] for row in lite.execute(query, (table,))]
        before, after = made[0], ";\n".join(made[1:])
        _run(shell, database, f"PRAGMA journal_mode = wal;\n{before};\n")
        begun = time.perf_counter()
        _run(shell, database, f".mode tabs\n.import {file} {table}\n{after};\n")
        seconds += time.perf_counter() - begun
    return seconds


def _run(shell: str, database: Path, script: str) -> None:
    subprocess.run([shell, str(database)], input=script, text=True, check=True, capture_output=True)
