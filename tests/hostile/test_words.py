"""Whatever people write to each other is words wherever it is shown, and no more than a link."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.links import linked
from tests.citizen.letters import letters, link
from tests.hostile.payloads import PAYLOADS
from tests.sendings import new_id, sent

SAFE = {"href", "rel"}


class Seen(HTMLParser):
    """The elements of a page, and its words."""

    def __init__(self, page):
        super().__init__()
        self.elements, self.words = [], []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attributes):
        self.elements.append((tag, dict(attributes)))

    def handle_data(self, data):
        self.words.append(data)


@pytest.mark.parametrize("text", PAYLOADS)
def test_a_payload_is_words(text):
    seen = Seen(linked(text))
    assert "".join(seen.words) == text
    for tag, attributes in seen.elements:
        assert tag == "a"
        assert attributes.keys() == SAFE
        assert attributes["href"].lower().startswith(("http://", "https://"))
        assert "@" not in attributes["href"].split("/")[2]
        assert {"nofollow", "noopener"} <= {*attributes["rel"].split()}


def test_there_are_a_hundred_and_twenty_payloads():
    assert len(set(PAYLOADS)) >= 120


@given(st.text())
def test_no_word_is_lost_nor_added(text):
    assert "".join(Seen(linked(text)).words) == text.replace("\r\n", "\n").replace("\r", "\n") or (
        "\r" in text
    )


@pytest.mark.parametrize(
    ("text", "address"),
    [
        (
            "Voir https://inpn.mnhn.fr/espece/cd_nom/4001.",
            "https://inpn.mnhn.fr/espece/cd_nom/4001",
        ),
        ("(https://example.org/a_(b))", "https://example.org/a_(b)"),
        ("http://example.org/?a=1&b=2 !", "http://example.org/?a=1&b=2"),
    ],
)
def test_an_address_is_a_link_without_what_ends_its_sentence(text, address):
    assert [told["href"] for _, told in Seen(linked(text)).elements] == [address]


def dangerous(page):
    """What a page holds that could run, or call elsewhere."""
    for tag, told in Seen(page).elements:
        if any(name.startswith("on") for name in told) or "srcdoc" in told:
            yield tag, told
        if tag in {"script", "link", "img", "iframe", "embed", "object", "base", "form"}:
            address = told.get("src") or told.get("href") or told.get("action") or "/"
            is_data = told.get("type") == "application/ld+json"  # read by search engines, never run
            if tag == "script" and not (told.get("src") or is_data):
                yield tag, told
            if not address.startswith("/") or address.startswith("//"):
                yield tag, told


def test_what_each_says_to_the_other_runs_nowhere(account, moderator, anyone, deliver, settings):
    author = account("resident", email="jeanne@example.org")
    pieces = [
        " ".join(PAYLOADS[start : start + 20])[:1900] for start in range(0, len(PAYLOADS), 20)
    ]
    uuid = new_id()
    told = sent(comment=pieces[0], taxon={"cited_name": PAYLOADS[0]})
    assert author.put(f"/api/v1/observations/{uuid}", json=told).status_code == 201
    deliver()
    for piece in pieces:
        for client in (author, moderator):
            answer = client.post(f"/api/v1/observations/{uuid}/messages", json={"body": piece})
            assert answer.status_code == 201, answer.json
    deliver()
    question = {"verdict": "ask", "comment": pieces[1]}
    assert (
        moderator.post(f"/api/v1/observations/{uuid}/decisions", json=question).status_code == 201
    )
    deliver()
    letter = letters(settings)[-1]
    asked = link(letter, "/repondre")
    pages = [
        author.get(f"/mes-observations/{uuid}"), moderator.get(f"/moderation/{uuid}"),
        moderator.get("/moderation"), anyone.get(asked),
    ]  # fmt: skip
    for page in pages:
        assert page.status_code == 200
        assert list(dangerous(page.text)) == []
    assert 'rel="nofollow noopener' in pages[0].text
    for part in letter.walk():
        if part.get_content_type() == "text/html":
            assert list(dangerous(part.get_content())) == []
