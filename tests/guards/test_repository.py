"""What git keeps is ours, small, and tells nothing of the machine it was written on."""

import re
from pathlib import Path

from tests.guards.source import ROOT, files, name

KINDS = {  # of the files we write ourselves; another picture or a font would be somebody's
    ".css", ".csv", ".html", ".js", ".json", ".lock", ".md", ".py", ".sh", ".sql", ".svg", ".toml",
    ".webmanifest", ".xml",
}  # fmt: skip
UNNAMED = {".gitignore", "LICENSE", "Procfile", "check", "publiccode.yml", "run"}
LARGE = {"reference/taxa/sample.csv", "requirements/check.lock", "requirements/run.lock"}
MOST = 60_000  # bytes: a file of ours is read by people
SCREENS = {file for file in (ROOT / "docs/screens").glob("*.png") if file.stat().st_size < 200_000}

HOSTS = re.compile(r"https?://(?:registry|files|deb|pypi|packages)\.|/-/[a-z@][^\s\"]*\.tgz")
MACHINE = re.compile("|".join(re.escape(f"{p}/") for p in (ROOT, Path.home(), Path("/home"))))
BANNERS = re.compile(
    r"@license|@preserve|sourceMapping" r"URL|Copyright \(c\)|©|All rights reserved"
)
LIBRARIES = re.compile(r"leaflet|jquery|bootstrap|\.min\.|node_modules|vendor", re.IGNORECASE)

KEPT = [file for file in files() if file not in SCREENS]  # what our own pages look like


def read(file):
    return file.read_text(encoding="utf-8")


def test_every_file_is_of_a_kind_we_write():
    odd = [f for f in KEPT if f.suffix not in KINDS and f.name not in UNNAMED]
    assert [name(file) for file in odd] == []


def test_every_file_is_small():
    large = [name(file) for file in KEPT if file.stat().st_size > MOST]
    assert [one for one in large if one not in LARGE] == []


def test_no_file_names_a_registry_host():
    assert [name(file) for file in KEPT if HOSTS.search(read(file))] == []


def test_no_file_names_a_path_of_this_machine():
    assert [name(file) for file in KEPT if MACHINE.search(read(file))] == []


def test_no_library_lies_among_our_files():
    assert [name(file) for file in KEPT if LIBRARIES.search(name(file))] == []


def test_no_file_bears_the_banner_of_somebody_else():
    ours = [file for file in KEPT if file != Path(__file__)]
    assert [name(file) for file in ours if BANNERS.search(read(file))] == []


def test_nothing_of_the_trial_data_was_copied_in():
    """The communes of IGN and the trees of Paris are read from outside, never shipped."""
    lists = [f for f in KEPT if f.suffix in {".csv", ".geojson"} and "tests" not in f.parts]
    facts = [f"reference/nomenclatures/{one}.csv" for one in ("codes", "scopes", "types")]
    assert [name(file) for file in lists] == [*facts, "reference/taxa/sample.csv"]


HERE = "bench|citizen|config|docs|exports|migrations|moderation|reference|requirements|set-up|tests"
NAMED = re.compile(rf"`((?:{HERE})/[\w./-]*)`|\]\(([\w./-]+)\)")


def test_every_file_the_documents_name_is_there():
    missing = [
        f"{document}: {path}"
        for document in ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "bench/README.md")
        for found in NAMED.findall((ROOT / document).read_text(encoding="utf-8"))
        if not (ROOT / (path := found[0] or found[1])).exists()
    ]
    assert missing == []
