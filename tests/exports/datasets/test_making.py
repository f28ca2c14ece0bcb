"""What is asked of a dataset becomes the document of its file."""

from config.places import Fault
from config.protocols import PROTOCOLS
from exports.datasets.declared.rules import Declared
from exports.datasets.making.rules import merged, new_code, pointed, share
from exports.town.datasets.rules import choices, field_of, formats, what

JDD = "3b0c7a9e-52d1-4f6b-9a44-0d1c5e7f8a21"


def test_a_code_is_made_of_words():
    assert new_code("Chênes du Port !", []) == "chenes-du-port"
    assert new_code("Tree", ["tree", "tree-2"]) == "tree-3"
    assert new_code("Jeux", []) == "jeux-2"
    assert new_code("2026", []) == "jeu-2026"
    assert new_code("", []) == "jeu"
    assert len(new_code("x" * 300, [])) <= 60


def test_faults_point_as_json_does():
    told = [Fault("levels.#2", "toml-whole"), Fault("title.fr", "toml-missing"), Fault("", "x")]
    assert [one.pointer for one in pointed(told)] == ["/levels/1", "/title/fr", "/dataset"]
    assert [field_of(p) for p in ("/levels/1", "/title/fr", "/title", "/dataset", "/sheet/x")] == [
        "levels", "title_fr", "title_fr", "code", "sheet",
    ]  # fmt: skip


def test_what_is_told_empty_goes_back_to_the_product_s():
    present = Declared("mine", protocol="tree", producer="Le port", formats=("sinp",))
    coming = merged(present, {"producer": "", "formats": None, "levels": [1]})
    assert coming == {"protocol": "tree", "levels": [1], "licence": "etalab-2.0",
                      "rhythm": "daily", "automatic": True}  # fmt: skip


def test_a_share_is_published_as_the_whole_but_identified_alone():
    whole = Declared("tree", protocol="tree", licence="ODbL-1.0", sheet={"identifiantJdd": JDD})
    part = share(whole, "tree-yport", ("76754", "Yport"), {"fr": "Arbres"})
    assert (part.licence, part.sheet, part.territory) == ("ODbL-1.0", {}, "76754")
    assert part.title == {"fr": "Arbres – Yport"}


def test_all_formats_ticked_are_all_those_to_come_too():
    assert formats(choices(PROTOCOLS["tree"]), PROTOCOLS["tree"]) is None
    assert formats(["unicorn"], PROTOCOLS["tree"])[-1] == "unicorn", "to be refused by its name"
    assert what("protocol:tree") == {"protocol": "tree"}
    assert what("unicorn:tree") == what("protocol:") == what("") == {}
