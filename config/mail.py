"""Send a letter: through SMTP, or written to a folder of the home when no server is set."""

import smtplib
from dataclasses import dataclass
from email.message import EmailMessage
from html import escape
from pathlib import Path
from urllib.parse import unquote, urlsplit

from config.links import linked


@dataclass(frozen=True)
class Post:
    """Where letters go, and from whom."""

    url: str  # empty: the folder
    folder: Path
    sender: str


_post: list[Post] = []


def connect(url: str, home: Path, sender: str) -> None:
    _post[:] = [Post(url, home / "mail", sender)]


def send(key: str, to: str, subject: str, body: str, unsubscribe: str = "") -> None:
    """Send a letter, as text and as HTML; its key names its effect: sent twice, it is the same.

    unsubscribe: the address that ends such letters at one click (RFC 8058).
    """
    post, letter = _post[0], EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = post.sender, to, subject
    letter["Message-ID"] = f"<{key}@brindille>"
    if unsubscribe:
        letter["List-Unsubscribe"] = f"<{unsubscribe}>"
        letter["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    letter.set_content(body)
    letter.add_alternative(page(subject, body), subtype="html")
    if not post.url:
        post.folder.mkdir(parents=True, exist_ok=True)
        (post.folder / f"{key}.eml").write_bytes(bytes(letter))
        return
    parts = urlsplit(post.url)
    secure = smtplib.SMTP_SSL if parts.scheme == "smtps" else smtplib.SMTP
    with secure(parts.hostname or "localhost", parts.port or 0, timeout=30) as server:
        if parts.username:
            server.login(unquote(parts.username), unquote(parts.password or ""))
        server.send_message(letter)


def page(subject: str, body: str) -> str:
    """The same words as a page of HTML: paragraphs and links, nothing from elsewhere."""
    paragraphs = (linked(one).replace("\n", "<br>\n") for one in body.strip().split("\n\n"))
    told = "\n".join(f"<p>{one}</p>" for one in paragraphs if one.strip())
    style = "font:16px/1.5 sans-serif;max-width:38em;margin:1em auto;padding:0 1em;color:#1c2a22"
    return (
        f'<!doctype html>\n<html><head><meta charset="utf-8"><title>{escape(subject)}</title>'
        f'</head>\n<body style="{style}">\n{told}\n</body></html>\n'
    )
