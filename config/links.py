"""Plain words as markup: escaped whole, then what is surely an address of the web made a link.

Only http and https, written out, of a host in plain letters, without a user name. What looks like
anything else stays words.
"""

import re
from html import escape
from urllib.parse import urlsplit

ADDRESS = re.compile(r"\bhttps?://[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]+")
HOST = re.compile(r"([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]*[a-z0-9])?", re.IGNORECASE)
CLOSING = ".,;:!?'*_~)]"  # ends a sentence sooner than an address
LONGEST = 2000


def linked(text: str) -> str:
    """Make HTML of plain words: nothing in it is markup but links that we made."""
    made, last = [], 0
    for found in ADDRESS.finditer(text):
        address = _trimmed(found.group())
        if is_address(address):
            made += [escape(text[last : found.start()]), _link(address)]
            last = found.start() + len(address)
    return "".join([*made, escape(text[last:])])


def is_address(told: str) -> bool:
    """Whether a text is the address of something on the web that may be followed."""
    try:
        parts = urlsplit(told)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return False
    is_web = parts.scheme in {"http", "https"} and len(told) <= LONGEST
    return is_web and "@" not in parts.netloc and HOST.fullmatch(host) is not None


def _trimmed(address: str) -> str:
    """An address without what closes the sentence it stands in; a bracket it opened is its own."""
    while address and address[-1] in CLOSING:
        opener = {")": "(", "]": "["}.get(address[-1])
        if opener and address.count(opener) >= address.count(address[-1]):
            break
        address = address[:-1]
    return address


def _link(address: str) -> str:
    told = escape(address)
    return f'<a href="{told}" rel="nofollow noopener noreferrer ugc">{told}</a>'
