"""The resident's pages in a language read from right to left: mirrored, and nothing sticks out.

No such language is offered yet: French is served as if it were one.
"""

import pytest

from config import languages
from tests.browser.conftest import DESK, PHONE
from tests.browser.test_protection import wide

pytestmark = pytest.mark.browser
PAGES = ("/observer", "/observer/biodiversity", "/observer/tree", "/observer/heat", "/mentions")
BOXES = """() => [...document.querySelectorAll(
  "header.site .brand, header.site .tools, main > *, main form .field, main fieldset, footer li")]
  .map((one) => one.getBoundingClientRect()).filter((box) => box.width)
  .map((box) => [box.left, box.right])"""


def laid_out(page):
    found = {}
    for path in PAGES:
        page.goto(path)
        page.wait_for_load_state("networkidle")
        assert wide(page) <= 0, path
        found[path] = page.evaluate(BOXES)
    return found, page.evaluate("document.documentElement.clientWidth")


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_a_page_read_from_right_to_left_is_the_mirror_of_the_other(new_page, size, monkeypatch):
    page = new_page(size)
    usual, width = laid_out(page)
    monkeypatch.setattr(languages, "RIGHT_TO_LEFT", {"fr"})
    mirrored, _ = laid_out(page)
    assert page.evaluate("getComputedStyle(document.body).direction") == "rtl"
    for path, boxes in usual.items():
        assert len(boxes) == len(mirrored[path]) > 5, path
        far = [
            (box, other)
            for box, other in zip(boxes, mirrored[path], strict=True)
            if abs(width - box[1] - other[0]) > 1 or abs(width - box[0] - other[1]) > 1
        ]
        assert far == [], path
