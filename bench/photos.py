"""Photos: a picture of twelve megapixels to its three sizes, beside what Pillow itself can do.

python -m bench.photos
"""

import io
import json
import os
import random
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from PIL import Image

from citizen.photos import decoder
from citizen.photos.images import examine
from citizen.photos.rules import SIZES

TIMES = 7
MEGAPIXELS = (4000, 3000)
STEPS = ("ours", "lanczos", "bicubic")


def main() -> None:
    if len(sys.argv) > 1:
        step(sys.argv[1])
        return
    data = picture()
    taken = {name: [] for name in STEPS}
    for _ in range(TIMES):  # in turn: whatever else the machine does, it does to all
        for name in STEPS:
            taken[name].append(measured(name, data))
    ours, lanczos, bicubic = (median(one["seconds"] for one in taken[name]) for name in STEPS)
    peak = max(one["peak"] for one in taken["ours"])
    print(f"12 megapixels, a JPEG of {len(data) / 1e6:.1f} MB, to {SIZES} pixels\n")
    print("| what | a second of processor | ratio |\n|---|---|---|")
    print(f"| Pillow, `draft`, cascade by LANCZOS | {1 / lanczos:.2f} | |")
    print(f"| Pillow, `draft`, cascade by BICUBIC | {1 / bicubic:.2f} | |")
    ratios = f"{lanczos / ours:.2f}; {bicubic / ours:.2f}"
    print(f"| the child's work, evidence read | {1 / ours:.2f} | {ratios} |")
    print(f"| peak memory of the child | {peak:.0f} MB | |")
    print(f"| the web process grows by | {grown(data):.1f} MB | |")


def picture() -> bytes:
    """A picture with as much detail as a photo has: the same each time."""
    random.seed(1)
    soft = Image.effect_mandelbrot(MEGAPIXELS, (-2, -1.2, 1, 1.2), 30)
    grain = Image.frombytes("L", (500, 375), random.randbytes(500 * 375))
    rough = grain.resize(MEGAPIXELS, Image.Resampling.BICUBIC)
    out = io.BytesIO()
    bands = (soft, Image.blend(soft, rough, 0.3), rough)
    Image.merge("RGB", bands).save(out, "JPEG", quality=88)
    return out.getvalue()


def measured(name: str, data: bytes) -> dict[str, float]:
    """Do it once in a process of its own."""
    command = [sys.executable, "-m", "bench.photos", name]
    done = subprocess.run(command, input=data, capture_output=True, check=True)
    told: dict[str, float] = json.loads(done.stdout)
    return told


def step(name: str) -> None:
    data = sys.stdin.buffer.read()
    begun = time.process_time()
    WORK[name](data)
    seconds = time.process_time() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "peak": peak}))


def ours(data: bytes) -> None:
    decoder.limit()
    decoder.decode(io.BytesIO(data), io.BytesIO(), SIZES, [])


def cascade(data: bytes, filter_: Image.Resampling) -> None:
    """The fastest that Pillow alone can do."""
    image = Image.open(io.BytesIO(data))
    image.draft("RGB", (SIZES[-1], SIZES[-1]))
    for size in reversed(SIZES):
        image.thumbnail((size, size), filter_)
        image.save(io.BytesIO(), "JPEG", quality=82)


def grown(data: bytes) -> float:
    """By how many MB this process grows over ten photos, as a web process with its jobs would."""
    examine(data, SIZES)
    before = resident()
    for _ in range(10):
        examine(data, SIZES)
    return resident() - before


def resident() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


WORK: dict[str, Callable[[bytes], None]] = {
    "ours": ours,
    "lanczos": lambda data: cascade(data, Image.Resampling.LANCZOS),
    "bicubic": lambda data: cascade(data, Image.Resampling.BICUBIC),
}

if __name__ == "__main__":
    main()
