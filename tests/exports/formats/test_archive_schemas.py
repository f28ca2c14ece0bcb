"""`meta.xml` and `eml.xml` are valid: by our own schemas always, by the standards' where given.

DWC_TEXT_XSD and EML_XSD: paths of TDWG's `tdwg_dwc_text.xsd` and of `eml.xsd` 2.2.0, which may not
be kept here.
"""

import os
from pathlib import Path
from zipfile import ZipFile

import pytest
import xmlschema

from exports.formats.darwin_core import FORMAT
from tests.exports.formats.archive_shapes import EML, META
from tests.exports.formats.examples import dataset, motley, records, written
from tests.exports.formats.hostile_texts import hostile_texts

GIVEN = {"meta.xml": os.environ.get("DWC_TEXT_XSD"), "eml.xml": os.environ.get("EML_XSD")}
JUDGES = {
    name: [xmlschema.XMLSchema(ours), *([xmlschema.XMLSchema(theirs)] if theirs else [])]
    for name, ours, theirs in (
        ("meta.xml", META, GIVEN["meta.xml"]),
        ("eml.xml", EML, GIVEN["eml.xml"]),
    )
}


def wrong(path: Path) -> list[str]:
    """All that the judges find wrong in the descriptions of an archive."""
    with ZipFile(path) as packed:
        return [
            f"{name}: {fault.reason} ({fault.path})"
            for name, judges in JUDGES.items()
            for judge in judges
            for fault in judge.iter_errors(packed.read(name).decode())
        ]


@pytest.mark.parametrize("found", [[], records(3), records(1000), motley()])
def test_an_archive_is_described_as_the_schemas_want(tmp_path, found):
    assert wrong(written(FORMAT, tmp_path, found, dataset())) == []


def test_whatever_a_town_is_called_and_however_it_is_reached(tmp_path):
    for number, text in enumerate(one for one in hostile_texts() if one.strip()):
        folder = tmp_path / str(number)
        folder.mkdir()
        named = dataset(producer=f"Ville {text}", contact="https://fecamp.example/mentions")
        assert wrong(written(FORMAT, folder, [], named)) == [], repr(text)


@pytest.mark.parametrize(
    ("file", "before", "after"),
    [
        ("meta.xml", "<id ", "<coreid "),
        ("meta.xml", 'rowType="http://rs.tdwg.org/dwc/terms/Occurrence"', ""),
        ("meta.xml", 'term="http://rs.tdwg.org/dwc/terms/eventDate"', 'term="eventDate"'),
        ("eml.xml", "<abstract>", "<purpose/><abstract>"),
        ("eml.xml", "<pubDate>", "<pubDate>on "),
        ("eml.xml", "irregular</", "sometimes</"),
        ("eml.xml", "electronicMailAddress>donnees@", "electronicMailAddress>donnees"),
    ],
)
def test_the_judges_see_what_is_wrong(tmp_path, file, before, after):
    with ZipFile(written(FORMAT, tmp_path, [], dataset())) as packed:
        text = packed.read(file).decode()
    assert before in text
    assert JUDGES[file][0].is_valid(text)
    assert not JUDGES[file][0].is_valid(text.replace(before, after))
