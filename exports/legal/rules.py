"""What the legal pages state and tests hold: the same numbers stand here, once."""

from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import urlsplit

BUDGETS = {  # bytes that arrive at most
    "form": 110_000,  # a page of the form, all of it; tests/browser/test_photo_first.py
    "form_scripts": 45_000,  # its scripts
    "atlas_scripts": 60_000,  # of a page of the atlas; tests/config/test_pages_files.py
    "console_scripts": 180_000,  # of the moderators', unpacked; tests/browser/test_console.py
    "names": 120_000,  # of the commune, for the field; tests/citizen/test_offline.py
}
# Of RGAA 4.1, as the grid of docs/accessibility has them; tests/guards/test_markup.py compares.
CRITERIA = {"yes": 82, "none": 19, "no": 1, "?": 4}
NOT_CONFORM = ("13.3",)
NOT_EVALUATED = ("8.2", "10.4", "10.11", "10.12")
PUSH_SERVICES = ("Google", "Mozilla", "Apple", "Microsoft")  # of the makers of browsers


class Contact(NamedTuple):
    """Where people write to the town: words, and where they lead; "" leads to its town hall."""

    words: str
    link: str


def contact(setting: str) -> Contact:
    """Read the setting CONTACT: an e-mail address, or that of a page."""
    return Contact(setting, setting if "://" in setting else f"mailto:{setting}" if setting else "")


def helpers(config: Mapping[str, str]) -> dict[str, str]:
    """Who receives something personal, by the settings that call them: key of a text → whose host.

    A setting that is empty calls nobody.
    """
    called = {
        "mail": config["MAIL_URL"] and "-",
        "files": "-" if config["FILES_URL"].startswith("s3:") else "",
        "tiles": urlsplit(config["TILES_URL"].replace("{s}.", "")).netloc,
        "geocoder": urlsplit(config["GEOCODER_URL"]).hostname or "",
        "push": ", ".join(PUSH_SERVICES) if config["PUSH"] == "on" else "",
        "datagouv": urlsplit(config["DATAGOUV_URL"]).hostname or "",
    }
    return {name: host for name, host in called.items() if host}
