"""Send a letter: through SMTP, or written to a folder of the home when no server is set."""

import smtplib
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import unquote, urlsplit


@dataclass(frozen=True)
class Post:
    """Where letters go, and from whom."""

    url: str  # empty: the folder
    folder: Path
    sender: str


_post: list[Post] = []


def connect(url: str, home: Path, sender: str) -> None:
    _post[:] = [Post(url, home / "mail", sender)]


def send(key: str, to: str, subject: str, body: str) -> None:
    """Send a plain-text letter. The key names its effect: sent twice, it is the same letter."""
    post, letter = _post[0], EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = post.sender, to, subject
    letter["Message-ID"] = f"<{key}@brindille>"
    letter.set_content(body)
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
