"""A phone gets its account; a person sees who they are to us."""

from citizen.accounts import store
from citizen.accounts.access import caller
from citizen.accounts.rules import Caller
from citizen.accounts.schemas import DeviceSchema, MeSchema
from config.database import transaction
from config.web import Blueprint, language

accounts = Blueprint("accounts", __name__, url_prefix="/api/v1", description="Who is asking")


@accounts.post("/devices")
@accounts.response(201, DeviceSchema)
def new_device() -> dict[str, str]:
    """Open an anonymous account for this phone."""
    with transaction() as session:
        phone = store.open_account(session, "device", language=language())
        return {"token": store.new_token(session, phone)}


@accounts.get("/me")
@accounts.response(200, MeSchema)
def me() -> tuple[Caller, int, dict[str, str]]:
    """Say who is asking."""
    return caller(), 200, headers(caller())


def headers(person: Caller) -> dict[str, str]:
    return {"ETag": f'"{person.tag}"', "Cache-Control": "private, no-store"}
