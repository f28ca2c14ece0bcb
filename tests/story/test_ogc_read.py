"""Other people's tools read the features of the service, as it is served."""

import json
import subprocess
import sys
import threading

import pytest
from owslib.ogcapi.features import Features
from werkzeug.serving import make_server

from config import site

# GDAL keeps Python's lock while it asks: it asks from a process of its own.
GDAL = """
import json, sys
import pyogrio
def read(**asked):
    return pyogrio.raw.read(sys.argv[1], layer="tree", PAGE_SIZE="2", **asked)
info, _, _, values = read()
told = dict(zip(info["fields"], values))
near, away = read(bbox=(0.3, 49.7, 0.4, 49.8)), read(bbox=(1.0, 49.7, 1.4, 49.8))
known = "tree" in pyogrio.list_layers(sys.argv[1])[:, 0]
print(json.dumps([known, sorted(told["uuid"]), len(near[2]), len(away[2])]))
"""


@pytest.fixture
def served(app):
    """The service on a port of this machine, for judges that ask by themselves."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    site.stands_at(f"http://127.0.0.1:{server.port}")
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.port}/ogc"
    server.shutdown()
    thread.join()
    server.server_close()


def test_gdal_and_owslib_read_the_service(served, released):
    uuids = released(3)
    service = Features(served)
    assert "tree" in service.feature_collections()
    items = service.collection_items("tree", limit=2, bbox=[0.3, 49.7, 0.4, 49.8])
    assert [one["id"] for one in items["features"]] == uuids[:2]
    assert service.collection_item("tree", uuids[0])["id"] == uuids[0]
    assert "/collections/tree/items" in service.api()["paths"]

    asked = [sys.executable, "-c", GDAL, f"OAPIF:{served}"]
    told = subprocess.run(asked, capture_output=True, text=True, timeout=120, check=True)
    assert json.loads(told.stdout) == [True, uuids, 3, 0]
