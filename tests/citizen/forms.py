"""Fill in the residents' form and send it, as a browser without JavaScript would."""

from html.parser import HTMLParser

from lxml import html
from sqlalchemy import func, select

from config.database import reading
from config.protocols import PROTOCOLS

HERE = {"latitude": "49,7572", "longitude": "0.3741", "date": "2026-05-14", "time": "07:32"}


class Hidden(HTMLParser):
    """The hidden fields of a page."""

    def __init__(self, page):
        super().__init__()
        self.fields = {}
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        told = dict(attributes)
        if tag == "input" and (told.get("type") == "hidden" or "hidden" in told):
            self.fields[told["name"]] = told.get("value", "")


def as_it_is(page):
    """All that a browser without JavaScript would send of a report's form, left as it is."""
    form = html.fromstring(page).find(".//form[@data-sending]")
    fields = {}
    for name, value in form.form_values():
        fields.setdefault(name, []).append(value)
    return fields


def filled(client, protocol, **typed):
    """The fields of a form as a browser without JavaScript would send them."""
    page = client.get(f"/observer/{protocol}").text
    answers = {f"answers/{name}": value for name, value in PROTOCOLS[protocol].example.items()}
    return {**Hidden(page).fields, "shape": "Point", **HERE, **answers, **typed}


def send(client, protocol="biodiversity", **typed):
    return client.post(f"/observer/{protocol}", data=filled(client, protocol, **typed))


def uuid_of(answer):
    assert answer.status_code == 303, answer.text
    return answer.location.split("?")[0].split("/")[-1]


def count(table):
    with reading() as session:
        return session.scalar(select(func.count()).select_from(table))


def unspaced(page):
    """A page with plain spaces where French typography wants unbreakable ones."""
    return page.replace("\u00a0", " ").replace("\u202f", " ")


def read_aloud(page):
    """The words of a page, one space between, as one who hears it: no markup cuts a command."""
    return " ".join(html.fromstring(page).text_content().split())
