"""Every setting is documented, and whatever is documented is a setting."""

import re
from dataclasses import fields

from config.settings import CHECKS, Settings
from tests.guards.source import PRODUCT, ROOT, name

NAMES = [field.name for field in fields(Settings)]
README = ROOT / "README.md"
ROW = re.compile(r"^\|(.+?)\|", re.MULTILINE)
VARIABLE = re.compile(r"`([A-Z][A-Z_]{3,})`")
NOT_OURS = {"SPATIALITE_LIBRARY_PATH"}  # of the library itself


def documented():
    rows = ROW.findall(README.read_text(encoding="utf-8"))
    return [variable for row in rows for variable in VARIABLE.findall(row)]


def test_every_setting_is_in_the_table_of_the_readme_once():
    assert sorted(documented()) == sorted(NAMES)


def test_every_check_is_of_a_setting():
    assert {checked for checked, _, _ in CHECKS} <= set(NAMES)


def test_the_environment_is_read_by_the_settings_alone():
    readers = {
        name(file)
        for file in PRODUCT
        if re.search(r"os\.(environ|getenv)\b", file.read_text(encoding="utf-8"))
    }
    assert readers == {"config/settings.py", "config/engines.py"}
    engines = (ROOT / "config/engines.py").read_text(encoding="utf-8")
    assert set(re.findall(r'environ\.get\("(\w+)"', engines)) == NOT_OURS


def test_a_setting_that_is_read_exists():
    for file in PRODUCT:
        text = file.read_text(encoding="utf-8")
        assert set(re.findall(r"\bsettings\.([A-Z_]+)\b", text)) <= set(NAMES), name(file)
        assert set(re.findall(r'app\.config\["([A-Z_]+)"\]', text)) <= {
            *NAMES, "TOWN", "TOWN_NAME", "TOWN_IS_DEMONSTRATION",
        }, name(file)  # fmt: skip
