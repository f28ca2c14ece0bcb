"""The town sees which reference data is in force, and how to load another."""

import pytest

from reference.sensitivity import commands
from tests.citizen.forms import read_aloud

PAGE = "/ville/references"
COMMANDS = ("taxa", "communes", "sensitivity", "addresses")


def test_what_the_product_is_shipped_with_is_told(publisher):
    page = publisher.get(PAGE).text
    assert "échantillon fourni avec Brindille" in page
    assert "369 codes" in page
    assert "rien n’est protégé par le référentiel national" in page
    for command in COMMANDS:
        assert f"brindille import {command}" in read_aloud(page)


def test_an_edition_that_was_loaded_is_told_with_its_date(publisher, tmp_path):
    file = tmp_path / "RefSensibilite_18.csv"
    file.write_text("CD_DEP;CD_NOM;CD_SENSIBILITE\n76;4001;2\n", "utf-8")
    commands.bring(file, "RefSensibilite_18")
    page = publisher.get(PAGE).text
    assert "RefSensibilite_18" in page
    assert "1 règle" in page
    assert "En service depuis" in page


@pytest.mark.parametrize("role", ["resident", "moderator"])
def test_only_publishers_enter(account, role):
    assert account(role).get(PAGE).status_code == 403


def test_it_speaks_english_too(publisher):
    assert "Reference data in force" in publisher.get(f"{PAGE}?lang=en").text
