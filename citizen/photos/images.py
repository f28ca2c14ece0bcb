"""Look at a photo: its first bytes here, all the rest in a process of its own (`decoder.py`)."""

import atexit
import io
import json
import socket
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import Lock

from citizen.photos.rules import FORMATS, SECONDS, Evidence, begins_as_a_photo
from config.problems import Problem

PATIENCE = SECONDS + 5  # seconds; the child ends itself before
ROOT = Path(__file__).parent.parent.parent  # where `citizen` is found


@dataclass(frozen=True)
class Examined:
    """A photo that was wholly decoded: its media type, its size once turned, its copies."""

    media_type: str
    width: int
    height: int
    copies: tuple[bytes, ...]
    evidence: Evidence


def examine(data: bytes, sizes: Sequence[int] = ()) -> Examined:
    """Decode a photo in a child and return its copies; refuse what cannot be wholly decoded."""
    if not begins_as_a_photo(data):
        raise Problem("photo-refused")
    try:
        answer = io.BytesIO(_asked(json.dumps(sizes).encode() + b"\n" + data))
        told = json.loads(answer.readline())
        copies = tuple(_copy(answer) for _ in sizes)
    except (OSError, ValueError):  # it fell silent, took too long, or left in the middle
        raise Problem("photo-refused") from None
    evidence = Evidence(**told["evidence"])
    return Examined(FORMATS[told["format"]], told["width"], told["height"], copies, evidence)


def _copy(answer: io.BytesIO) -> bytes:
    copy = answer.read(length := int(answer.readline()))
    if len(copy) < length:
        raise ValueError("the child ended in the middle of a copy")
    return copy


def _asked(question: bytes) -> bytes:
    """Send a photo to the decoder, and read all it answers."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        _ring(theirs)
        theirs.close()
        ours.settimeout(PATIENCE)
        ours.sendall(question)
        ours.shutdown(socket.SHUT_WR)
        with ours.makefile("rb") as answer:
            return answer.read()


def _ring(photo: socket.socket) -> None:
    """Hand the decoder a socket for one photo; start it anew if it is gone."""
    with _turn:
        try:
            socket.send_fds(_decoder(), [b"."], [photo.fileno()])
        except OSError:
            _decoder().close()
            _decoder.cache_clear()
            socket.send_fds(_decoder(), [b"."], [photo.fileno()])


@cache
def _decoder() -> socket.socket:
    """Start the process that waits for photos: it lives as long as someone holds this socket."""
    ours, theirs = socket.socketpair()
    command = [sys.executable, "-m", "citizen.photos.decoder", str(theirs.fileno())]
    with theirs:
        started = subprocess.Popen(  # noqa: S603 (our own module)
            command, pass_fds=[theirs.fileno()], cwd=ROOT,
            stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
    _started.append(started)
    return ours


@atexit.register
def _dismiss() -> None:
    """Let the decoder go with us: it ends when nobody holds its socket."""
    if _started:
        _decoder().close()
        _started[-1].wait()


_turn = Lock()
_started: list[subprocess.Popen[bytes]] = []  # Python warns of a process forgotten while it runs
