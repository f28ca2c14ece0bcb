"""The districts and zones of a town; an import that is ended in the middle."""

import os
import signal
import subprocess
import sys

import pytest
from shapely import box

from config.database import reading
from reference.territories import store
from tests.guards.source import ROOT
from tests.reference.vintages import (
    feature,
    found,
    geojson,
    known,
    square,
    told,
)


def test_zones_belong_to_the_town_and_tell_what_lies_in_them(bring, tmp_path, anyone):
    shores = geojson(
        tmp_path / "q.geojson",
        feature("1", "Le Rivage", box(0.36, 49.75, 0.38, 49.77)),
        feature("2", "Les Hauts", box(0.38, 49.75, 0.4, 49.77)),
    )
    park = geojson(
        tmp_path / "z.geojson", feature("", "Bois d'en haut", box(0.37, 49.75, 0.39, 49.76))
    )
    answer = bring(shores, "--kind", "district", "--json", kind="zones")
    assert told(answer) == {"kind": "district", "rows": 2}
    assert bring(park, "--kind", "zone", kind="zones").exit_code == 0
    here = found(anyone, lon=0.3741, lat=49.7572)
    assert [(one["kind"], one["code"]) for one in here] == [
        ("commune", "76259"), ("district", "1"), ("zone", "bois-d-en-haut"),
    ]  # fmt: skip
    assert [one["name"] for one in found(anyone, q="le riv")] == ["Le Rivage"]
    assert [one["code"] for one in found(anyone, q="bois d'en")] == ["bois-d-en-haut"]
    with reading() as session:
        mostly = store.zones_holding(session, box(0.375, 49.755, 0.382, 49.756))
    assert [zone.name for zone in mostly] == ["Le Rivage", "Bois d'en haut"]
    fewer = geojson(tmp_path / "r.geojson", feature("3", "Le Port", square(0)))
    bring(fewer, "--kind", "district", kind="zones")
    assert [one["code"] for one in found(anyone, q="le")] == ["3"]
    assert found(anyone, q="bois")  # the other kind was left alone


INSIDE = """
import signal, time, commands
signal.signal(signal.SIGINT, signal.default_int_handler)  # a job in the background ignores it
from reference.territories.vintages import store
def wait(*_):
    print("inside", flush=True)
    time.sleep(60)
store._merge = wait
commands.main()
"""


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT])
def test_an_import_ended_inside_its_switch_leaves_what_was_in_force(
    bring, tmp_path, two, settings, number
):
    bring(two)
    before = known()
    rows = [feature(f"7690{n}", f"C{n}", square(n)) for n in range(1, 9)]
    file = geojson(tmp_path / "many.geojson", *rows)
    command = [sys.executable, "-c", INSIDE, "import", "communes", str(file), "--vintage", "2026"]
    begun = subprocess.Popen(
        command, cwd=ROOT, env=environment(settings), stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert begun.stdout.readline() == "inside\n"
    begun.send_signal(number)
    begun.communicate(timeout=30)
    assert begun.returncode != 0
    assert known() == before
    assert told(bring(file, "--json", vintage=2026))["rows"] == len(rows)


def environment(settings):
    kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    return kept | {
        "BRINDILLE_HOME": str(settings.home),
        "SECRET_KEY": settings.SECRET_KEY,
        "DATABASE_URL": settings.DATABASE_URL,
    }
