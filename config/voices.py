"""Which language a request is answered in: pages may speak more of them than the rest does."""

from flask import current_app, g, request

from config.languages import FURTHER, LANGUAGES, chosen
from config.site import is_framed


def offered() -> tuple[str, ...]:
    """The languages pages are offered in: those the product speaks whole, and those begun that
    the town switched on."""
    wanted = str(current_app.config.get("FURTHER_LANGUAGES", "")).split()
    return (*LANGUAGES, *(one for one in wanted if one in FURTHER))


def voice() -> str:
    """The language pages speak: `?lang=`, then what the browser accepts, then French."""
    if "voice" not in g:
        cookie = "" if is_framed(request.path) else request.cookies.get("lang")
        asked = request.args.get("lang") or cookie
        g.voice = chosen(asked, list(request.accept_languages.values()), offered())
    return str(g.voice)


def language() -> str:
    """The language of whatever is said whole; French for who asked for one that is only begun."""
    return voice() if voice() in LANGUAGES else LANGUAGES[0]


def speak(spoken: str) -> None:
    """Have the page that is being made speak a language: its days and labels follow."""
    g.spoken = spoken


def page_language() -> str:
    """The language of the page being made; else that of the request."""
    return str(g.get("spoken") or language())
