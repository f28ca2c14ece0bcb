"""An outing that both worlds hold: what came back from it, hidden things too, is counted there."""

from collections.abc import Iterable
from datetime import datetime

from citizen.accounts.rules import Caller
from citizen.outings import store as outings
from citizen.outings.rules import Plan
from config.database import transaction
from exports.audit.draw import DAY

CODE = "AUDITS"  # the same in both worlds, as if it had been drawn
MORNING, EVENING = (datetime.fromisoformat(f"{DAY}T{hour}:00+02:00") for hour in ("06", "22"))
PLAN = Plan("Le tour du port", "Naturalistes", MORNING, EVENING, ("biodiversity", "tree"))
PAGES = (
    f"/sorties/{CODE}", f"/sorties/{CODE}?lang=en", f"/sorties/{CODE}/compteur.json",
    f"/sorties/{CODE}/sac.json", f"/sorties/{CODE}/envois", f"/api/v1/outings/{CODE}",
    f"/api/v1/outings/{CODE}/count", f"/sorties?code={CODE}",
)  # fmt: skip


def hold(holder: Caller, joined: Iterable[Caller]) -> None:
    """Hold it, and let people join it; how many they are is no secret, who they are is."""
    with transaction() as session:
        found = outings.add(session, PLAN, None, holder.id)
        outings.change(session, found, code=CODE)
        for account in {one.id for one in joined}:
            outings.join(session, found, account)
