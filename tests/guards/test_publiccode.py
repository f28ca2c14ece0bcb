"""`publiccode.yml`: what catalogues of public software read, by the standard's own table (0.4)."""

import re
import tomllib
from datetime import date

import yaml

from tests.guards.source import ROOT

TOLD = yaml.safe_load((ROOT / "publiccode.yml").read_text(encoding="utf-8"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
MUST = {
    "publiccodeYmlVersion", "name", "platforms", "developmentStatus", "softwareType",
    "description", "legal", "maintenance", "localisation",
}  # fmt: skip
MAY = {
    "url", "landingURL", "applicationSuite", "releaseDate", "softwareVersion", "logo", "roadmap",
    "monochromeLogo", "inputTypes", "outputTypes", "categories", "usedBy", "intendedAudience",
    "dependsOn", "isBasedOn",
}  # fmt: skip
STATUSES = {"concept", "development", "beta", "stable", "obsolete"}
TYPES = {
    "standalone/mobile", "standalone/iot", "standalone/desktop", "standalone/web",
    "standalone/backend", "standalone/other", "addon", "library", "configurationFiles",
}  # fmt: skip


def test_it_says_all_that_the_standard_asks_and_nothing_else():
    assert MUST <= TOLD.keys() <= MUST | MAY
    assert TOLD["publiccodeYmlVersion"] == "0.4"
    assert TOLD["developmentStatus"] in STATUSES and TOLD["softwareType"] in TYPES
    assert date.fromisoformat(TOLD["releaseDate"])
    assert TOLD["maintenance"]["type"] in {"internal", "contract", "community", "none"}
    assert all(one["name"] for one in TOLD["maintenance"]["contacts"])
    assert TOLD["localisation"] == {"localisationReady": True, "availableLanguages": ["fr", "en"]}
    assert TOLD.get("url", "https://").startswith("https://")


def test_each_language_describes_it_at_the_length_the_standard_wants():
    assert [*TOLD["description"]] == TOLD["localisation"]["availableLanguages"]
    for told in TOLD["description"].values():
        assert len(told["shortDescription"]) <= 150
        assert 150 <= len(told["longDescription"]) <= 10_000
        assert told["features"] and all(len(one) <= 100 for one in told["features"])
        assert len(told["genericName"]) <= 40


def test_it_agrees_with_the_project():
    assert TOLD["name"].lower() == PROJECT["name"]
    assert TOLD["softwareVersion"] == PROJECT["version"]
    assert TOLD["legal"]["license"] == PROJECT["license"]
    python = next(one for one in TOLD["dependsOn"]["open"] if one["name"] == "Python")
    assert PROJECT["requires-python"] == f">={python['versionMin']}"
    assert re.fullmatch(r"\d+\.\d+\.\d+", TOLD["softwareVersion"])
