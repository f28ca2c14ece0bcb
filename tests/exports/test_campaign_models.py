"""A clerk begins a campaign from a model, and sees the form that residents will be shown."""

from datetime import timedelta

import pytest
from lxml import html

from citizen.campaigns import store
from config import clock
from config.database import reading
from config.protocols import PROTOCOLS
from exports.town.campaigns.starting import MODELS
from tests.exports.calls import AROUND, PAGE


def test_the_page_of_campaigns_offers_every_model(publisher):
    page = html.fromstring(publisher.get(PAGE).text)
    offered = {one.get("href") for one in page.iterfind(".//a")}
    assert offered >= {f"{PAGE}/nouvelle?model={name}" for name in MODELS}
    assert set(MODELS) == {"notable-trees", "felt-heat", "bioblitz", "communal-atlas"}


@pytest.mark.parametrize("name", MODELS)
def test_a_model_kept_as_it_is_makes_a_campaign(publisher, name):
    model = MODELS[name]
    page = html.fromstring(publisher.get(f"{PAGE}/nouvelle?model={name}").text)
    form = page.find(".//form[@enctype]")
    drawn = {"perimeter": "drawn", "positions": AROUND}
    made = publisher.post(form.get("action"), data=dict(form.form_values()) | drawn)
    assert made.status_code == 303, made.text
    with reading() as session:
        kept = store.of_slug(session, made.location.split("?")[0].split("/")[-1])
        told = (kept.protocol, kept.is_dataset, kept.title)
        assert told == (model.protocol, model.is_dataset, model.title)
        assert kept.starts == clock.now().date()
        assert kept.ends - kept.starts == timedelta(days=model.days - 1)


def test_the_form_shown_is_the_one_residents_fill_in_but_nothing_can_be_typed(publisher, anyone):
    for code in ("tree", "heat"):
        name = next(name for name, model in MODELS.items() if model.protocol == code)
        page = html.fromstring(publisher.get(f"{PAGE}/nouvelle?model={name}").text)
        phone = page.find(".//div[@class='phone']")
        shown = {one.get("name") for one in phone.iter("input", "select", "textarea")}
        real = html.fromstring(anyone.get(f"/observer/{code}").text)
        asked = {f"answers/{one.name}" for one in PROTOCOLS[code].asked}
        assert shown >= asked
        assert {name for name in shown if name.startswith("answers/")} == asked
        assert shown <= {one.get("name") for one in real.iter("input", "select", "textarea")}
        assert phone.find("fieldset").get("disabled") is not None
        assert phone.getparent().tag != "form"
    assert publisher.get(f"{PAGE}/nouvelle?model=unicorn").status_code == 200
