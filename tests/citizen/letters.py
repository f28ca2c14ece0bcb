"""The letters a home wrote, and the links in them."""

import email
import email.policy
import re


def letters(settings):
    """The letters written so far, oldest first."""
    files = sorted((settings.home / "mail").glob("*.eml"), key=lambda f: int(f.stem.split("-")[1]))
    return [email.message_from_bytes(f.read_bytes(), policy=email.policy.default) for f in files]


def link(letter, beginning):
    """The path of a link in a letter."""
    return re.search(rf"{beginning}/[\w-]+", letter.get_body(("plain",)).get_content())[0]


def token_of(page):
    """What a page's forms carry."""
    return re.search(r'name="csrf_token" value="(\w+)"', page.text)[1]
