"""What residents touch and tab through: large enough for a thumb, in order, seen when focused."""

from datetime import timedelta

import pytest

from citizen.accounts.commands import make
from citizen.accounts.rules import Scope
from config import clock
from tests.browser.conftest import DESK, PHONE
from tests.browser.test_every_page import lively
from tests.sendings import new_id, sent
from tests.story.outings import PARK

pytestmark = pytest.mark.browser

assert lively  # a fixture
PAGES = (
    "/observer", "/observer/tree", "/observer/biodiversity", "/observer/heat", "/mes-observations",
    "/mon-compte", "/sorties", "/connexion",
)  # fmt: skip
# What can be touched now. A link inside a sentence may be as low as its line (WCAG 2.5.8); a card
# is touched anywhere, a box by its label; what robots alone should find is no one's target.
TOUCHED = """() => {
  const all = "a[href], button, input:not([type=hidden]), select, textarea, summary";
  const target = (one) => one.closest("label")
    ?? (one.matches(".whole") ? one.closest(".card, li") : one);
  const isSeen = (one) => one.checkVisibility({ opacityProperty: true, visibilityProperty: true })
    && one.tabIndex >= 0 && !one.disabled && !one.matches(".visually-hidden, .skip");
  window.touched = [...document.querySelectorAll(all)].filter(isSeen)
    .map((one) => [one, target(one)]);
}"""
SMALL = """() => window.touched.filter(([one, area]) => {
  const { width, height } = area.getBoundingClientRect();
  const isInSentence = getComputedStyle(one).display === "inline"
    && one.parentElement.textContent.trim() !== one.textContent.trim();
  return !isInSentence && (width < 44 || height < 44);
}).map(([one, area]) => {
  const { width, height } = area.getBoundingClientRect();
  return `${one.localName}#${one.id}.${one.className} ${Math.round(width)} × ${Math.round(height)}`;
})"""
# One of a group of radio buttons is reached by Tab, the others by arrows.
REACHED = """() => {
  return new Set(window.touched.map(([one]) => one.type === "radio" ? one.name : one)).size;
}"""
FOCUSED = """() => {
  const one = document.activeElement, area = one.closest("label") ?? one;
  const isShown = [one, area, one.parentElement].some((at) =>
    getComputedStyle(at).outlineStyle !== "none"); // nothing has one at rest
  return [window.touched.findIndex(([at]) => at === one), isShown, one.outerHTML.slice(0, 80)];
}"""

AT_REST = """() => [...document.querySelectorAll("body *")]
  .filter((one) => getComputedStyle(one).outlineStyle !== "none")
  .map((one) => one.outerHTML.slice(0, 80))"""


@pytest.fixture
def resident(new_page, lively):
    """Who has an account, one observation sent, and an outing to hold."""
    page, told = new_page(PHONE), make("jeanne@example.org", Scope("resident"))
    send = {"headers": {"Authorization": f"Bearer {told['token']}"}}
    page.uuid, now = new_id(), clock.now()
    sending = sent("tree", observed_at=now.isoformat())
    kept = page.request.put(f"/api/v1/observations/{page.uuid}", data=sending, **send)
    hours = {"starts_at": now.isoformat(), "ends_at": (now + timedelta(hours=2)).isoformat()}
    made = page.request.post("/api/v1/outings", data=PARK | hours, **send)
    assert (kept.status, made.status) == (201, 201)
    page.outing = made.json()["code"]
    page.goto("/connexion/" + told["sign_in"].rpartition("/")[2])
    return page


def pages(resident):
    mine, thanks = f"/mes-observations/{resident.uuid}", f"/observer/envoi/{resident.uuid}"
    return [*PAGES, thanks, mine, f"{mine}/correction", f"/sorties/{resident.outing}"]


def test_what_residents_touch_is_as_large_as_a_thumb(resident):
    small = {}
    for path in pages(resident):
        resident.goto(path)
        resident.evaluate(TOUCHED)
        small[path] = resident.evaluate(SMALL)
    assert {path: found for path, found in small.items() if found} == {}


ATLAS = (
    "/", "/plan", "/carte", "/liste", "/donnees", "/campagnes", "/mentions", "/lieux/76259",
    "/contributeurs/aline-d",
)  # fmt: skip
LOW = """(least) => window.touched.filter(([one, area]) => {
  const isInSentence = getComputedStyle(one).display === "inline"
    && one.parentElement.textContent.trim() !== one.textContent.trim();
  return !isInSentence && one.closest("main li, main p")
    && area.getBoundingClientRect().height < least;
}).map(([one]) => one.outerHTML.slice(0, 90))"""


def test_links_that_stand_alone_are_high_enough_for_a_thumb_or_a_mouse(new_page, lively):
    for size, least in ((PHONE, 44), (DESK, 24)):
        page, low = new_page(size), {}
        for path in ATLAS:
            page.goto(path)
            page.evaluate(TOUCHED)
            low[path] = page.evaluate(LOW, least)
        assert {path: found for path, found in low.items() if found} == {}


def test_the_tab_key_reaches_all_of_it_in_order_and_shows_where_it_is(resident):
    for path in pages(resident):
        resident.goto(path)
        resident.evaluate(TOUCHED)
        assert resident.evaluate(AT_REST) == [], path
        wanted, met = resident.evaluate(REACHED), []
        for _ in range(wanted + 20):
            resident.keyboard.press("Tab")
            met.append(resident.evaluate(FOCUSED))
        # A field of a date draws itself where its later stops are: its parts, its button.
        first = {at: told for at, *told in reversed(met) if at >= 0}
        found = list(dict.fromkeys(at for at, *_ in met if at >= 0))
        assert found == sorted(found), path
        assert len(found) >= wanted, path
        assert [one for is_shown, one in first.values() if not is_shown] == [], path
