"""Photos to be blurred, and whether they are."""

import io
from uuid import UUID

from PIL import Image
from sqlalchemy import select

from citizen.observations.tables import Observation
from citizen.photos import store
from config.database import reading
from tests.citizen.pictures import as_bytes
from tests.sendings import new_id, sent, sha256

LEFT, RIGHT = (0.05, 0.1, 0.4, 0.8), (0.55, 0.1, 0.4, 0.8)
SIDES = ("x", "y", "width", "height")


def stripes(width=800, height=400):
    """A photo whose every column can be told from the next."""
    image = Image.new("RGB", (width, height), "white")
    for x in range(0, width, 8):
        image.paste("black", (x, 0, x + 4, height))
    return as_bytes(image, "JPEG", quality=95)


STRIPES = stripes()


def give(resident, uuid, data):
    address = f"/api/v1/observations/{uuid}/photos/{sha256(data)}"
    assert resident.put(address, data=data, content_type="image/jpeg").status_code == 201


def address(uuid, data=STRIPES):
    return f"/api/v1/observations/{uuid}/photos/{sha256(data)}/blurs"


def blur(client, uuid, *areas, seen=None, data=STRIPES, **told):
    seen = seen or client.get(address(uuid, data)).headers["ETag"]
    body = {"areas": [dict(zip(SIDES, area, strict=True)) for area in areas], **told}
    return client.put(address(uuid, data), json=body, headers={"If-Match": seen})


def name_of(uuid):
    with reading() as session:
        number = session.scalar(select(Observation.id).where(Observation.uuid == UUID(uuid)))
        return str(store.of_observation(session, number)[-1].uuid)


def shown(client, uuid, size=1024):
    return client.get(f"/photos/{name_of(uuid)}-{size}.jpg")


def contrast(copy, area):
    """How far the darkest of a rectangle is from its lightest, along its middle."""
    image = Image.open(io.BytesIO(copy)).convert("L")
    x, y, width, height = area
    row = int((y + height / 2) * image.height)
    columns = range(int((x + 0.02) * image.width), int((x + width - 0.02) * image.width))
    told = [image.getpixel((column, row)) for column in columns]
    return max(told) - min(told)


def photographed(resident, deliver):
    """An observation with a photo of stripes, its copies made."""
    name = new_id()
    assert resident.put(f"/api/v1/observations/{name}", json=sent()).status_code == 201
    give(resident, name, STRIPES)
    deliver()
    return name
