"""Where this service is on the web: the base of every absolute link."""

_url: list[str] = ["http://127.0.0.1:8000"]


def stands_at(url: str) -> None:
    _url[:] = [url]


def url() -> str:
    """Return the public address, without a final slash."""
    return _url[0]


def is_framed(path: str) -> bool:
    """Whether a page is made to stand in somebody else's: it knows no reader and no cookie."""
    return path.startswith("/integrer/")
