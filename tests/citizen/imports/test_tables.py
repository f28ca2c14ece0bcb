"""Tables: their encoding and separator are found out, and said."""

import pytest

from tests.citizen.imports.files import HEAD, ROWS, table


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "windows-1252", "utf-16"])
def test_the_encoding_of_a_table_is_found_out_and_said(bring, kept, tmp_path, encoding):
    said = bring(table(tmp_path, *ROWS, encoding=encoding))
    assert said.exit_code == 0
    assert said.told["read"]["encoding"] == encoding.removesuffix("-sig")
    assert kept()["2"]["taxon"]["cited_name"] == "Chêne vert"


def test_an_encoding_that_is_told_is_the_one(bring, kept, tmp_path):
    file = table(tmp_path, *ROWS, encoding="cp437")
    told = '[file]\nencoding = "cp437"\n[place]\nlongitude = "lon"\nlatitude = "lat"\n'
    assert bring(file, more=told).exit_code == 0
    assert kept()["2"]["taxon"]["cited_name"] == "Chêne vert"
    said = bring(file, more=told.replace("cp437", "utf-8"))
    assert said.exit_code == 1
    assert "not in utf-8" in said.err


@pytest.mark.parametrize("separator", [";", "\t", "|", ","])
def test_the_separator_of_a_table_is_found_out_and_said(bring, kept, tmp_path, separator):
    lines = [line.replace(",", ".").replace(";", separator) for line in (HEAD, *ROWS)]
    said = bring(table(tmp_path, *lines[1:], head=lines[0]))
    assert said.told["read"]["separator"] == separator
    assert sorted(kept()) == ["1", "2", "3"]


def test_a_quoted_cell_may_hold_lines_and_separators(bring, kept, tmp_path):
    row = '1;"Quercus ""robur""\n; de Fécamp";415;2024;49.7572;0.3741'
    assert bring(table(tmp_path, row, "", ";;;;;")).told["kept"] == 1
    assert kept()["1"]["taxon"]["cited_name"] == 'Quercus "robur"\n; de Fécamp'
