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
from typing import NamedTuple

from citizen.photos.rules import FORMATS, SECONDS, Area, Evidence, begins_as_a_photo
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


def examine(
    data: bytes, sizes: Sequence[int] = (), blurs: Sequence[Area] = (), kind: str = "JPEG"
) -> Examined:
    """Decode a photo in a child and return its copies; refuse what cannot be wholly decoded.

    kind: what the copies are, JPEG for photos, or PNG for what is drawn.
    """
    if not begins_as_a_photo(data):
        raise Problem("photo-refused")
    wanted = json.dumps({"sizes": sizes, "blurs": blurs, "kind": kind}).encode()
    try:
        answer = io.BytesIO(_asked(wanted + b"\n" + data))
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
            socket.send_fds(decoder().door, [b"."], [photo.fileno()])
        except OSError:
            dismiss()
            socket.send_fds(decoder().door, [b"."], [photo.fileno()])


class Decoder(NamedTuple):
    """The process that waits for photos, and the socket where it takes them."""

    process: subprocess.Popen[bytes]
    door: socket.socket


@cache
def decoder() -> Decoder:
    """Start the process that waits for photos: it lives as long as someone holds its door."""
    ours, theirs = socket.socketpair()
    command = [sys.executable, "-m", "citizen.photos.decoder", str(theirs.fileno())]
    with theirs:
        process = subprocess.Popen(  # noqa: S603 (our own module)
            command, pass_fds=[theirs.fileno()], cwd=ROOT,
            stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
    return Decoder(process, ours)


@atexit.register
def dismiss() -> None:
    """Let the decoder go: it ends when nobody holds its door; one that does not is ended."""
    if decoder.cache_info().currsize:
        known = decoder()
        decoder.cache_clear()
        known.door.close()
        try:
            known.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            known.process.kill()
            known.process.wait()


_turn = Lock()
