"""Where a measure is taken: a home of its own, on one engine, dropped afterwards."""

import os
import secrets
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from json import loads
from pathlib import Path
from typing import Any

import psycopg

ROOT = Path(__file__).parent.parent


@dataclass(frozen=True)
class Place:
    """An engine, and the environment that leads the product to it."""

    engine: str  # SpatiaLite, PostGIS
    home: Path
    server: str  # the administrator's address of the PostgreSQL server; "" on SpatiaLite
    database: str

    @property
    def url(self) -> str:
        return f"{self.server.rsplit('/', 1)[0]}/{self.database}" if self.server else ""

    @property
    def environment(self) -> dict[str, str]:
        """Nothing of the developer's own settings."""
        kept = {name: value for name, value in os.environ.items() if name in {"PATH", "LANG"}}
        told = {"BRINDILLE_HOME": str(self.home), "SECRET_KEY": "x" * 40, "DEMO": "0"}
        return kept | told | {"RATE_LIMITS": "off", "DATABASE_URL": self.url}

    def step(self, name: str, *values: object) -> dict[str, Any]:
        """Take one measure in a process of its own."""
        command = [sys.executable, "-m", "bench.steps", name, *map(str, values)]
        done = subprocess.run(
            command, env=self.environment, cwd=ROOT, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise SystemExit(f"{name} on {self.engine}:\n{done.stderr}")
        told: dict[str, Any] = loads(done.stdout.splitlines()[-1])
        return told


@contextmanager
def spatialite() -> Iterator[Place]:
    with tempfile.TemporaryDirectory(prefix="brindille-bench-") as folder:
        yield Place("SpatiaLite", Path(folder), "", "")


@contextmanager
def postgis(server: str) -> Iterator[Place]:
    database = f"bench_{secrets.token_hex(6)}"
    plain = server.replace("+psycopg", "")
    with tempfile.TemporaryDirectory(prefix="brindille-bench-") as folder:
        with psycopg.connect(plain, autocommit=True) as administrator:
            administrator.execute(f"CREATE DATABASE {database}")
        try:
            yield Place("PostGIS", Path(folder), server, database)
        finally:
            with psycopg.connect(plain, autocommit=True) as administrator:
                administrator.execute(f"DROP DATABASE {database} WITH (FORCE)")
