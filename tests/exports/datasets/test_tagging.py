"""What is printed is tagged: who hears it is told all that is written, in order, and no more."""

from exports.datasets.printing import Pages
from tests.exports.formats.examples import AS_OF
from tests.exports.tagged import heard


def test_parts_lists_and_tables_that_go_over_pages_are_told_as_what_they_are():
    pages = Pages("Titre", "fr", "Ville", AS_OF)
    pages.heading("Titre", 0)
    pages.text("Long " * 1500)
    with pages.listed():
        pages.bullet("un")
        pages.bullet("deux")
    with pages.listed():
        pass
    pages.table(("Nom", "Nombre"), [(f"Espèce {n}", str(n)) for n in range(120)])
    pages.heading("Fin", 1)
    said = heard(pages.bytes())
    assert pages.pdf.pages_count > 3
    assert [one.words for one in said if one.kind in {"H1", "H2"}] == ["Titre", "Fin"]
    assert "".join(one.words for one in said if "P" in one.within).count("Long") == 1500
    bullets = [one for one in said if one.kind == "LBody"]
    assert [one.words[3:] for one in bullets] == ["un", "deux"]
    assert {one.within for one in bullets} == {("Document", "L", "LI")}
    heads = [one.words for one in said if one.kind == "TH"]
    assert heads == ["Nom", "Nombre"], "a header that comes again is heard once"
    cells = [one.words for one in said if one.kind == "TD"]
    assert cells == [word for n in range(120) for word in (f"Espèce {n}", str(n))]


def test_what_is_in_another_language_says_so():
    pages = Pages("Titre", "fr", "Ville", AS_OF)
    pages.text("Bonjour")
    with pages.said_in("en"):
        pages.text("Hello")
    said = heard(pages.bytes())
    assert [(one.words, one.language) for one in said] == [("Bonjour", ""), ("Hello", "en")]
