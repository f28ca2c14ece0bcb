"""Speak to the API of data.gouv.fr: the calls we need, nothing followed elsewhere with our key."""

import json
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple
from urllib.error import HTTPError, URLError
from urllib.request import HTTPRedirectHandler, Request, build_opener

SECONDS = 120
BOUNDARY = "brindille-5f0c1f8e9d3a4b7c"
WORDS = 300  # of a refusal that are told


class Refused(Exception):
    """A call that led to nothing; its text says what to do about it."""


class _Nowhere(HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        """Follow nobody: the key is for one address."""


class Bytes(NamedTuple):
    """A file to send, read as it goes."""

    name: str
    media_type: str
    size: int
    chunks: Iterable[bytes]


class Portal:
    """data.gouv.fr, or another udata, as one of its accounts."""

    def __init__(self, address: str, key: str) -> None:
        self.address, self.key = address.rstrip("/"), key
        self.opener = build_opener(_Nowhere)

    def made(self, about: dict[str, Any]) -> str:
        """Make a dataset; return its identifier there."""
        return str(self._asked("POST", "/datasets/", about)["id"])

    def described(self, remote: str, about: dict[str, Any]) -> None:
        self._asked("PUT", f"/datasets/{remote}/", about)

    def resources(self, remote: str) -> dict[str, str]:
        """The files of a dataset there: title, identifier."""
        found = self._asked("GET", f"/datasets/{remote}/")["resources"]
        return {str(one["title"]): str(one["id"]) for one in found}

    def linked(self, remote: str, about: dict[str, Any]) -> str:
        """Make a resource that leads to an address."""
        return str(self._asked("POST", f"/datasets/{remote}/resources/", about)["id"])

    def tell(self, remote: str, resource: str, about: dict[str, Any]) -> None:
        self._asked("PUT", f"/datasets/{remote}/resources/{resource}/", about)

    def sent(self, remote: str, resource: str, file: Bytes) -> str:
        """Send the bytes of a file: in the place of those of a resource, or as a new one."""
        of = f"/resources/{resource}" if resource else ""
        return str(self._called(f"/datasets/{remote}{of}/upload/", file)["id"])

    def _asked(self, method: str, path: str, told: dict[str, Any] | None = None) -> Any:
        body = None if told is None else json.dumps(told).encode()
        headers = {"Content-Type": "application/json"} if body else {}
        return self._opened(method, path, body, headers)

    def _called(self, path: str, file: Bytes) -> Any:
        head = (
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="{file.name}"'
            f"\r\nContent-Type: {file.media_type}\r\n\r\n"
        ).encode()
        tail = f"\r\n--{BOUNDARY}--\r\n".encode()
        headers = {
            "Content-Type": f"multipart/form-data; boundary={BOUNDARY}",
            "Content-Length": str(len(head) + file.size + len(tail)),
        }
        body: Any = _around(head, file.chunks, tail)
        return self._opened("POST", path, body, headers)

    def _opened(self, method: str, path: str, body: Any, headers: dict[str, str]) -> Any:
        address = self.address + path  # of HTTP: the settings accept no other
        asked = Request(address, body, headers, method=method)  # noqa: S310
        asked.add_unredirected_header("X-API-KEY", self.key)
        where = f"{asked.get_method()} {asked.full_url}"
        try:
            with self.opener.open(asked, timeout=SECONDS) as answer:
                return json.loads(answer.read() or b"{}")
        except HTTPError as refused:
            words = refused.read(WORDS).decode("utf-8", "replace")
            raise Refused(
                f"{where}: {refused.code} {ADVICE.get(refused.code, '')} {words}"
            ) from None
        except (URLError, TimeoutError, OSError) as lost:
            raise Refused(f"{where}: unreachable ({lost}); ask again, it goes on") from None
        except (ValueError, KeyError, TypeError):
            raise Refused(f"{where}: answered what is no answer of this API") from None


ADVICE = {
    401: "(is DATAGOUV_KEY right?)",
    403: "(may this account edit the dataset, or the organisation?)",
    404: "(was the dataset or the file erased there? give its identifier with --remote)",
    413: "(too large there)",
    415: "(this kind of file is not taken there)",
}


def _around(head: bytes, chunks: Iterable[bytes], tail: bytes) -> Iterator[bytes]:
    yield head
    yield from chunks
    yield tail
