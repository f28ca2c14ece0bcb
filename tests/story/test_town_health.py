"""The town sees whether its service is well: backups, what waits, what failed."""

import json
from datetime import timedelta

from sqlalchemy import update

from config import clock
from config.database import transaction
from config.events import Event
from config.operation import LAST_BACKUP
from config.towns import EVERY_TOWN


def test_a_town_reads_what_is_well_and_what_is_not(publisher, account, report, settings):
    page = publisher.get("/ville/sante").text
    assert "Aucune sauvegarde" in page and "Rien n’a échoué" in page
    for days, said in ((1, "notice good"), (9, 'brindille</span> <span class="word">backup')):
        made = (clock.now() - timedelta(days=days)).isoformat()
        told = {"made_at": made, "bytes": 12_000_000, "file": "/mnt/x.backup"}
        (settings.home / LAST_BACKUP).write_text(json.dumps(told))
        page = publisher.get("/ville/sante").text
        part = page[page.index('id="backup"') : page.index('id="work"')]
        assert said in part and "12,0 Mo" in part.replace("\u00a0", " ")
        assert "/mnt/x" not in page, "a place of the machine is nobody's business here"
    report()
    with transaction() as session:
        dead = update(Event).values(state="dead", last_error="secret of a trace")
        session.execute(dead, execution_options=EVERY_TOWN)
    page = publisher.get("/ville/sante").text
    assert "échoué plusieurs fois" in page and "secret of a trace" not in page
    assert "Réessayer" not in page
    admin = account("admin")
    assert "Réessayer" in admin.get("/ville/sante").text
    assert publisher.post("/ville/sante/relance").status_code == 403
    assert admin.post("/ville/sante/relance").status_code == 303
    assert "Rien n’a échoué" in admin.get("/ville/sante").text
    assert "Nothing failed" in admin.get("/ville/sante?lang=en").text
