"""A dataset's TOML: what it may say, and how each fault is told."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from config.database import reading, transaction
from config.protocols import PROTOCOLS
from exports.datasets.declared import intake, store
from exports.datasets.declared.rules import (
    LICENCES,
    RHYTHMS,
    Declared,
    of_document,
    parsed,
    written,
)
from exports.datasets.declared.sense import sense
from tests.sendings import new_id, sent

TREES = Declared(
    "trees-of-yport", protocol="tree", territory="76754", levels=(1,), licence="ODbL-1.0",
    title={"fr": 'Arbres "d’Yport" \\ 🌳'}, rhythm="weekly", automatic=False, formats=("sinp",),
    sheet={"identifiantJdd": "3b0c7a9e-52d1-4f6b-9a44-0d1c5e7f8a21", "domaineMarin": False,
           "dateCreation": date(2026, 11, 22), "motCle": ["arbre"]},
)  # fmt: skip


def codes(found):
    return [(fault.pointer, fault.code) for fault in found]


def test_what_is_written_is_read_again():
    assert parsed(written(TREES).encode(), TREES.code) == TREES


TEXTS = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=40)


@given(
    st.builds(
        Declared,
        st.just("of-the-town"),
        protocol=st.just("tree"),
        licence=st.sampled_from(sorted(LICENCES)),
        producer=TEXTS,
        title=st.fixed_dictionaries({"fr": TEXTS}),
        rhythm=st.sampled_from(sorted(RHYTHMS)),
        automatic=st.booleans(),
    )
)
def test_any_words_are_read_again(one):
    assert parsed(written(one).encode(), one.code) == one


def test_each_fault_is_told_where_it_is():
    told = {"protocol": "tree", "campaign": "spring", "levels": [1, 3], "rhythm": "hourly",
            "colour": "red", "sheet": {"identifiantJdd": "7"}, "territory": "a/b"}  # fmt: skip
    found = of_document(told, "mine")
    assert sorted(codes(found)) == [
        ("colour", "toml-unknown-key"),
        ("levels.#2", "toml-whole"),
        ("rhythm", "toml-one-of"),
        ("sheet.identifiantJdd", "dataset-uuid"),
        ("territory", "dataset-territory"),
    ]
    assert codes(of_document({"protocol": "tree", "campaign": "spring"}, "mine")) == [
        ("protocol", "dataset-of")
    ]
    assert codes(of_document({"protocol": "tree"}, "zones")) == [("", "dataset-code")]
    assert codes(parsed(b"protocol = ", "mine")) == [("", "toml-broken")]
    assert codes(parsed(b"\xff", "mine")) == [("", "toml-encoding")]


def test_felt_heat_is_of_the_whole_and_once_a_month_at_most():
    one = Declared("warm", protocol="heat", territory="76259")
    found = codes(sense(one, PROTOCOLS["heat"]))
    assert found == [("territory", "dataset-cells"), ("rhythm", "dataset-cells-rhythm")]
    assert not sense(Declared("heat", protocol="heat", rhythm="monthly"), PROTOCOLS["heat"])


def test_a_format_of_another_protocol_is_told():
    found = sense(Declared("mine", protocol="tree", formats=("cells",)), PROTOCOLS["tree"])
    assert codes(found) == [("formats", "dataset-format")]


def test_a_rhythm_says_when():
    week = Declared("mine", protocol="tree", rhythm="weekly")
    assert week.is_due(None, date(2026, 11, 22))
    assert not week.is_due(date(2026, 11, 16), date(2026, 11, 22))
    assert week.is_due(date(2026, 11, 15), date(2026, 11, 22))
    assert not Declared("mine", rhythm="punctual").is_due(None, date(2026, 11, 22))


def faults(**told):
    with reading() as session:
        return codes(intake.faults(session, Declared(told.pop("code", "mine"), **told)))


def test_what_it_names_must_be_here(app):
    assert faults(protocol="tree", territory="76259") == []
    assert faults(protocol="unicorn") == [("protocol", "dataset-protocol")]
    assert faults(campaign="unicorn") == [("campaign", "dataset-campaign")]
    assert faults(protocol="tree", territory="99999") == [("territory", "dataset-territory")]
    assert faults(code="heat", protocol="tree") == [("", "dataset-code")]


def test_the_doctor_tells_each_fault_of_a_home(app, settings):
    folder = settings.home / "datasets" / "76259"
    folder.mkdir(parents=True)
    (folder / "mine.toml").write_text('protocol = "unicorn"\n', encoding="utf-8")
    assert "mine.toml: protocol: " in "\n".join(intake.doubts(settings.home))
    (folder / "mine.toml").write_text("levels = 3\n", encoding="utf-8")
    assert "levels" in "\n".join(intake.doubts(settings.home))


def test_a_faulty_file_changes_nothing_that_is_in_force(app):
    with transaction() as session:
        store.keep(session, Declared("mine", protocol="tree"))
        file = store.FILES.file("76259", "mine")
        assert [one.code for one in store.written(session)] == ["mine"]
        file.write_text("protocol = 7\n", encoding="utf-8")
        assert [one.protocol for one in store.written(session)] == ["tree"]
        store.remove(session, "mine")
        assert store.written(session) == []


def test_a_dataset_of_a_territory_holds_what_is_wholly_in_it(
    app, resident, moderator, publisher, deliver, settings
):
    for dataset, told in (
        ("here", {"territory": "76259"}),
        ("elsewhere", {"territory": "76351"}),
        ("certain", {"levels": (1,)}),
    ):
        with transaction() as session:
            store.keep(session, Declared(dataset, protocol="tree", **told))
    uuid = new_id()
    resident.put(f"/api/v1/observations/{uuid}", json=sent("tree"))
    deliver()
    probable = {"verdict": "accept", "certainty": "probable"}
    moderator.post(f"/api/v1/observations/{uuid}/decisions", json=probable)
    for dataset in ("here", "certain"):
        assert publisher.post(f"/api/v1/datasets/{dataset}/releases").status_code == 202
    deliver()
    told = {one["dataset"]: one for one in publisher.get("/api/v1/datasets").json["items"]}
    assert told["here"]["latest"]["records"] == 1
    assert told["certain"]["latest"]["records"] == 0
    assert publisher.get("/data/here/latest/here.csv", follow_redirects=True).text.count(uuid) == 1
