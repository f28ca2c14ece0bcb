"""Call an address: the one that was checked, in at most so many seconds, following nobody.

No proxy, no redirect, no cookie: what is written here is all that is sent.
"""

import socket
import ssl
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import timedelta
from http.client import HTTPConnection, HTTPException, HTTPResponse
from ipaddress import ip_address

from config.calls.answer import KEPT, Answer
from config.calls.targets import Address, Target, checked, target

SECONDS = 15
_loopback: list[bool] = [False]


def permit(*, loopback: bool) -> None:
    """Say whether this very machine may be called: for tests alone."""
    _loopback[:] = [loopback]


def may_loop() -> bool:
    return _loopback[0]


def call(url: str, headers: Mapping[str, str], body: bytes, seconds: float = SECONDS) -> Answer:
    """Post a body; say what came of it, whatever it was."""
    wanted = target(url, loopback=may_loop())
    found = resolved(wanted) if wanted else None
    if wanted is None or found == []:
        return Answer(fault="refused-address")
    if found is None:
        return Answer(fault="unknown-host")
    try:
        return _posted(wanted, found[0], headers, body, seconds)
    except TimeoutError:
        return Answer(fault="timeout")
    except ssl.SSLError:
        return Answer(fault="tls")
    except (OSError, HTTPException, ValueError):
        return Answer(fault="unreachable")


def resolved(wanted: Target) -> list[Address] | None:
    """Every address of a host, if all may be called; nothing of a name that nobody knows."""
    try:
        told = socket.getaddrinfo(wanted.host, wanted.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return None
    numbers = dict.fromkeys(str(one[4][0]) for one in told)
    return checked([ip_address(one) for one in numbers], loopback=may_loop())


def _posted(
    wanted: Target, at: Address, headers: Mapping[str, str], body: bytes, seconds: float
) -> Answer:
    with _connected(wanted, at, seconds) as connection:
        connection.request("POST", wanted.path, body, dict(headers))
        answer = connection.getresponse()
        if 300 <= answer.status < 400:
            return Answer(answer.status, "redirected")
        words = answer.read(KEPT).decode("utf-8", "replace").replace("\x00", "")
        fault = "" if 200 <= answer.status < 300 else "answered"
        return Answer(answer.status, fault, words[:KEPT], _wait(answer))


@contextmanager
def _connected(wanted: Target, at: Address, seconds: float) -> Iterator[HTTPConnection]:
    """Connect to a number, as the host the address names; cut when the time is over."""
    late = threading.Event()
    spoken = [socket.create_connection((str(at), wanted.port), timeout=seconds)]
    timer = threading.Timer(seconds, _cut, (spoken, late))
    timer.daemon = True
    timer.start()
    connection = HTTPConnection(wanted.host, wanted.port, timeout=seconds)
    try:
        if wanted.scheme == "https":
            _secure(spoken, wanted.host)
        connection.sock = spoken[0]
        yield connection
        if late.is_set():  # cut short, an answer looks whole
            raise TimeoutError
    except (OSError, HTTPException) as error:
        raise (TimeoutError() if late.is_set() else error) from None
    finally:
        timer.cancel()
        spoken[0].close()


def _cut(spoken: list[socket.socket], late: threading.Event) -> None:
    late.set()
    with suppress(OSError):
        spoken[0].shutdown(socket.SHUT_RDWR)


def _secure(spoken: list[socket.socket], host: str) -> None:
    """Speak TLS, and know the host by its certificate; a slow greeting is cut like all the rest."""
    trusting = ssl.create_default_context()
    wrapped = trusting.wrap_socket(spoken[0], server_hostname=host, do_handshake_on_connect=False)
    spoken[0] = wrapped
    wrapped.do_handshake()


def _wait(answer: HTTPResponse) -> timedelta | None:
    told = answer.getheader("Retry-After", "")
    return timedelta(seconds=int(told)) if told.isdecimal() and len(told) < 7 else None
