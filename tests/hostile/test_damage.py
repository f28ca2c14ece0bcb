"""Photos damaged on their way, wherever and however: kept or refused, and never a fault of ours."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from citizen.photos import images
from config.problems import Problem
from tests.citizen.pictures import as_bytes, hiding, laid

PHOTOS = [
    *(as_bytes(Image.new("RGB", (64, 48), "green"), kind) for kind in ("PNG", "WEBP", "AVIF")),
    laid(6, "JPEG"),
    laid(6, "HEIF"),
    *[data for _, data in hiding()][::6],  # with metadata of all kinds
]
WHERE, BYTES = st.floats(0, 1), st.binary(max_size=12)


@st.composite
def damaged(draw):
    """A photo whose bytes were cut, doubled, overwritten or joined with those of another."""
    data = draw(st.sampled_from(PHOTOS))
    for _ in range(draw(st.integers(1, 4))):
        start, end = sorted(round(draw(WHERE) * len(data)) for _ in range(2))
        other = draw(st.sampled_from([b"", data[start:end] * 2, draw(st.sampled_from(PHOTOS))]))
        kept = draw(st.booleans())
        data = data[:start] + draw(BYTES) + other + data[start + 12 if kept else end :]
    return data


@settings(
    max_examples=60, deadline=None, database=None, derandomize=True,
    suppress_health_check=[*HealthCheck],
)  # fmt: skip
@given(damaged())
def test_a_damaged_photo_is_read_or_refused(data):
    try:
        seen = images.examine(data)
    except Problem as refused:
        assert refused.kind.code == "photo-refused"
    else:
        assert seen.width > 0
        assert seen.height > 0
        assert seen.media_type.startswith("image/")
