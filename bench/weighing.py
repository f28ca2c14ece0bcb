"""How much memory a command takes, with the processes it starts: their sum at one instant."""

import re
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

EVERY = 0.1  # seconds
TOLD = re.compile(r"^Pss:\s+(\d+) kB", re.MULTILINE)  # pages that processes share count once


def heaviest(command: Sequence[str], environment: Mapping[str, str], folder: Path) -> float:
    """Run a command to its end; return its greatest weight, in MB of 1,048,576 bytes."""
    with subprocess.Popen(
        command, env=environment, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        most = 0
        while process.poll() is None:
            most = max(most, sum(map(_weight, _family(process.pid))))
            time.sleep(EVERY)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)}: exit {process.returncode}")
    return most / 1024


def _family(number: int) -> Iterator[int]:
    """A process, and all that it started."""
    yield number
    for started in Path(f"/proc/{number}/task").glob("*/children"):
        for child in _read(started).split():
            yield from _family(int(child))


def _weight(number: int) -> int:
    told = TOLD.search(_read(Path(f"/proc/{number}/smaps_rollup")))
    return int(told[1]) if told else 0


def _read(file: Path) -> str:
    """What the system tells of a process; nothing when it has just ended."""
    try:
        return file.read_text()
    except (FileNotFoundError, ProcessLookupError):
        return ""
