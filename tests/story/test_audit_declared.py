"""A town declares its audit of accessibility: the statement says what the law lets it say."""

from datetime import date
from decimal import Decimal

import pytest

from exports.legal.audits.rules import Audit, rate_of, state
from tests.citizen.forms import Hidden

PAGE = "/ville/accessibilite"
BROWSER = {"Accept": "text/html,*/*;q=0.8"}
FOUND = {
    "on": "2026-10-01", "by": "Contrôle & Cie", "rate": "87,5 %",
    "grid": "https://ville.example/grille.ods", "failing": "1.3 : <b>des photos\n\n8.2 : le code\n",
}  # fmt: skip


@pytest.mark.parametrize(
    ("rate", "on", "declared"),
    [
        ("100", "2026-01-01", "wholly"),
        ("99.99", "2026-01-01", "partly"),
        ("50", "2026-01-01", "partly"),
        ("49.99", "2026-01-01", "none"),
        ("100", "2023-11-24", "wholly"),
        ("100", "2023-11-23", "none"),
        ("100", "2020-02-29", "none"),
    ],
)
def test_the_thresholds_are_those_of_the_law_for_three_years(rate, on, declared):
    audit = Audit(date.fromisoformat(on), "x", Decimal(rate), "https://x", (), date(2026, 1, 2))
    assert state(audit, date(2026, 11, 23)) == declared
    assert state(None, date(2026, 11, 23)) == "none"


def test_a_rate_is_read_as_people_write_it():
    assert [rate_of(one) for one in ("87,5", "87.50 %", "0", "100")] == [
        Decimal("87.5"), Decimal("87.5"), 0, 100,
    ]  # fmt: skip
    assert {rate_of(one) for one in ("", "100,01", "-1", "87,555", "1e1", "٣", "NaN")} == {None}


def send(client, address=PAGE, **told):
    fields = {"version": "0"} | Hidden(client.get(PAGE).text).fields | told
    return client.post(address, data=fields, headers=BROWSER)


def foot(client, language="fr"):
    home = client.get("/", headers={"Accept-Language": language}).text
    link = home[home.index('<a href="/accessibilite">') :]
    return (
        link[link.index(">") + 1 : link.index("</a>")].replace("\u202f", " ").replace("\xa0", " ")
    )


def test_the_statement_follows_the_audit_and_goes_back_without_it(account, anyone):
    publisher = account("publisher")
    assert "non conforme" in foot(anyone)
    stale = Hidden(publisher.get(PAGE).text).fields
    assert send(publisher, **FOUND).status_code == 303
    assert "partiellement conforme" in foot(anyone)
    told = anyone.get("/accessibilite").text.replace("\xa0", " ").replace("\u202f", " ")
    assert "Ce service est partiellement conforme" in told
    assert "Contrôle &amp; Cie : 87,5 % des critères" in told
    assert '<a href="https://ville.example/grille.ods">' in told
    assert "<li>1.3 : &lt;b&gt;des photos" in told and "<li>8.2 : le code</li>" in told
    assert "auto-évaluation" in told, "what its authors know of the software is still told apart"

    late = publisher.post(PAGE, data=stale | FOUND | {"rate": "60"}, headers=BROWSER)
    assert late.status_code == 412 and "Une autre personne" in late.text
    assert send(publisher, **FOUND | {"rate": "100", "failing": ""}).status_code == 303
    assert "fully compliant" in foot(anyone, "en")
    assert "conforms fully" in anyone.get("/accessibilite", headers={"Accept-Language": "en"}).text
    assert send(publisher, **FOUND | {"rate": "49,99"}).status_code == 303
    assert "non conforme" in foot(anyone)
    assert "49,99" in anyone.get("/accessibilite").text
    assert send(publisher, f"{PAGE}/retrait").status_code == 303
    assert "Contrôle" not in anyone.get("/accessibilite").text


def test_each_fault_is_told_beside_its_field_and_nothing_is_declared(account, anyone):
    publisher = account("publisher")
    for wrong, pointers in (
        ({}, {"/on", "/by", "/rate", "/grid"}),
        (FOUND | {"on": "2026-13-01", "rate": "101", "grid": "javascript:alert(1)"},
         {"/on", "/rate", "/grid"}),
        (FOUND | {"on": "2999-01-01", "failing": " \n"}, {"/on", "/failing"}),
        (FOUND | {"rate": "100"}, {"/failing"}),
        (FOUND | {"failing": "x\n" * 61}, {"/failing"}),
    ):  # fmt: skip
        refused = publisher.post(PAGE, data={"version": "0"} | wrong)
        assert refused.status_code == 422, wrong
        assert {one["pointer"] for one in refused.json["errors"]} == pointers
        page = send(publisher, **wrong)
        assert page.status_code == 422 and "aria-invalid" in page.text
    assert "non conforme" in foot(anyone)
