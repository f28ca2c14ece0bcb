"""How pygeoapi is told of the flat table, as its own documentation shows it."""

import json
import subprocess
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit


def pygeoapi_files(home: Path, python: str, server: str, port: int) -> Mapping[str, str]:
    """Write its configuration and the description of its API; return its environment."""
    configuration, description = home / "pygeoapi.json", home / "pygeoapi-api.json"
    configuration.write_text(json.dumps(_configuration(server, port)))  # YAML holds JSON
    environment = {"PYGEOAPI_CONFIG": str(configuration), "PYGEOAPI_OPENAPI": str(description)}
    pygeoapi = str(Path(python).with_name("pygeoapi"))
    command = [pygeoapi, "openapi", "generate", str(configuration), "--format", "json"]
    made = subprocess.run(command, env=environment, check=True, capture_output=True)
    description.write_bytes(made.stdout)
    return environment


def _configuration(server: str, port: int) -> dict[str, object]:
    at = urlsplit(server)
    database = {
        "host": at.hostname, "port": at.port, "dbname": at.path[1:], "user": at.username,
        "password": at.password or "", "search_path": ["public"],
    }  # fmt: skip
    provider = {
        "type": "feature", "name": "PostgreSQL", "data": database, "id_field": "uuid",
        "table": "published", "geom_field": "place",
    }  # fmt: skip
    english = {"en": "Trees"}
    collection = {
        "type": "collection", "title": english, "description": english, "keywords": {"en": ["x"]},
        "links": [], "extents": {"spatial": {"bbox": [-180, -90, 180, 90]}},
        "providers": [provider],
    }  # fmt: skip
    about = {
        "title": english, "description": english, "keywords": {"en": ["x"]},
        "keywords_type": "theme", "terms_of_service": "x", "url": "https://example.org",
    }  # fmt: skip
    return {
        "server": {
            "bind": {"host": "127.0.0.1", "port": port}, "url": f"http://127.0.0.1:{port}",
            "mimetype": "application/json", "encoding": "utf-8", "languages": ["en"],
            "limits": {"default_items": 100, "max_items": 1000},
            "map": {"url": "https://example.org/{z}/{x}/{y}.png", "attribution": "x"},
        },
        "logging": {"level": "ERROR"},
        "metadata": {
            "identification": about, "license": {"name": "x", "url": "https://example.org"},
            "provider": {"name": "x", "url": "https://example.org"},
            "contact": {"name": "x", "email": "a@example.org"},
        },
        "resources": {"published": collection},
    }  # fmt: skip
