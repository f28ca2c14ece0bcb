"""Species taken for one another: told by what naturalists corrected, nothing hidden."""

from sqlalchemy import func, select

from citizen.accounts.tables import Account
from config.database import transaction
from moderation.sensitivity.local import store as local
from reference.sensitivity.rules import LOCAL, Rule

ROBIN, OWL, SCOPS = 4001, 3493, 3489
TITLE = "À ne pas confondre"


def test_two_corrections_tell_lookalikes_both_ways_until_a_name_is_hidden(
    report, decide, publish, deliver, anyone
):
    def corrected(cited):
        decide(report(taxon={"cd_nom": cited}), taxon={"cd_nom": ROBIN})

    corrected(OWL)
    assert TITLE not in anyone.get(f"/especes/{ROBIN}").text
    corrected(OWL)
    corrected(SCOPS)
    page = anyone.get(f"/especes/{ROBIN}").text
    assert TITLE in page and f'href="/especes/{OWL}"' in page and "2 confusions" in page
    assert f'href="/especes/{SCOPS}"' not in page  # once: a slip, perhaps
    assert f'href="/especes/{ROBIN}"' in anyone.get(f"/especes/{OWL}").text
    assert "mixed up 2 times here" in anyone.get(f"/especes/{OWL}?lang=en").text

    rule = Rule(OWL, "Bubo bubo", "76", 2, origin=LOCAL, note="nids")
    with transaction() as session:
        local.add(session, rule, session.scalar(select(func.min(Account.id))))
    deliver()
    for cd_ref in (ROBIN, OWL):
        assert TITLE not in anyone.get(f"/especes/{cd_ref}").text
