"""notice.html, read as a browser reads it."""

from pathlib import Path

import pytest
from lxml import html

from config.languages import LANGUAGES, texts
from config.protocols import PROTOCOLS
from exports.datasets.manifest import BuiltFile
from exports.datasets.notice import TEXTS, page
from exports.records import Dataset
from tests.exports.datasets.examples import release
from tests.exports.formats.examples import dataset


def read(folder: Path, of: Dataset) -> html.HtmlElement:
    return html.document_fromstring(page(of, release(folder, of)).decode())


def words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", PROTOCOLS)
def test_every_file_and_every_column_is_told_in_both_languages(
    tmp_path: Path, code: str, language: str
) -> None:
    of = dataset(code)
    (article,) = read(tmp_path, of).xpath(f"//article[@lang='{language}']")

    for file in release(tmp_path, of):
        assert article.xpath(f".//a[@href='{file.name}']")
        captions = [c for c in article.iter("caption") if words(c).endswith(f" {file.name}")]
        columns = file.format.columns(of.protocol) if file.format else ()
        assert len(captions) == bool(columns)
        for caption in captions:
            named = [words(cell) for cell in caption.getparent().xpath(".//tbody//th")]
            assert named == [column.name for column in columns]


def test_choices_are_told_with_their_words(tmp_path: Path) -> None:
    told = words(read(tmp_path, dataset()).xpath("//article[@lang='fr']")[0])
    assert "weak Affaibli" in told
    assert "20-06" not in told


def test_the_heat_notice_warns_and_names_its_thresholds(tmp_path: Path) -> None:
    french, english = read(tmp_path, dataset("heat")).xpath("//article")
    assert "au moins 5 personnes différentes et 11 réponses" in words(french)
    assert "Ce n'est pas une carte de température" in words(french)
    assert "One person may answer several times" in words(english)


def test_a_notice_says_how_to_cite_and_whom_to_ask(tmp_path: Path) -> None:
    notice = read(tmp_path, dataset())
    assert words(notice.xpath("//blockquote")[0]) == (
        "Ville de Fécamp, Arbre remarquable, publication 3, données au 2026-06-30,"
        " https://observer.fecamp.example/data/tree/3, Licence Ouverte 2.0."
    )
    assert notice.xpath("//a[@href='mailto:donnees@fecamp.example']")


def test_only_demonstration_data_are_announced_so(tmp_path: Path) -> None:
    assert read(tmp_path, dataset()).xpath("//p[@class='warning']") == []
    assert len(read(tmp_path, dataset(is_demonstration=True)).xpath("//p[@class='warning']")) == 2


def test_a_notice_stands_on_its_own(tmp_path: Path) -> None:
    notice = read(tmp_path, dataset())
    assert notice.xpath("//script | //link | //img | //@onclick") == []
    assert notice.get("lang") == "fr"
    assert notice.xpath("count(//table) = count(//table[.//th[@scope='col']])")
    identifiers = notice.xpath("//@id")
    assert len(identifiers) == len(set(identifiers))


def test_what_a_town_is_called_is_not_markup(tmp_path: Path) -> None:
    named = dataset(producer="<script>alert(1)</script>", title={"fr": "<b>Arbres</b>", "en": ""})
    notice = read(tmp_path, named)
    assert notice.xpath("//script | //b") == []


def test_a_file_without_format_is_told_too() -> None:
    title = {"fr": "Ce qui a changé", "en": "What changed"}
    changes = BuiltFile("changes.csv", title, "text/csv", 12, "0" * 64)
    notice = html.document_fromstring(page(dataset(), [changes]).decode())
    assert "Ce qui a changé" in words(notice)


def test_both_languages_say_the_same_things() -> None:
    french, english = (texts(TEXTS, language) for language in LANGUAGES)
    assert french.keys() == english.keys()
    for key, text in french.items():
        assert text.count("\n") == english[key].count("\n"), key


def test_the_same_release_has_the_same_notice(tmp_path: Path) -> None:
    built = release(tmp_path, dataset())
    assert page(dataset(), built) == page(dataset(), built)
