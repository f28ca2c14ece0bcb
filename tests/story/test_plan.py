"""The map of the site leads to every page that anyone may open, and to nothing else."""

import re

from citizen.accounts.policy import POLICY
from config.site import is_framed
from exports.plan.rules import GROUPS

LISTED = [path for paths in GROUPS.values() for path in paths]
BELOW = "/ogc/"  # its own first page leads to the others


def alone(app):
    """Addresses that hold no name, of what anyone may read."""
    return {
        rule.rule
        for rule in app.url_map.iter_rules()
        if "GET" in rule.methods and not rule.arguments and POLICY.get(rule.endpoint) == "anyone"
    }


def is_first(path):
    return not is_framed(path) and (path == BELOW or not path.startswith(BELOW))


def is_page(anyone, path):
    answer = anyone.get(path, headers={"Accept": "text/html"})
    return answer.status_code == 200 and answer.mimetype == "text/html"


def test_every_page_that_anyone_may_open_is_on_it_once(app, anyone):
    assert len({*LISTED}) == len(LISTED)
    assert {path for path in alone(app) if is_first(path) and is_page(anyone, path)} == {*LISTED}


def test_it_leads_there_from_every_page_in_both_languages(anyone):
    for language, word in (("fr", "Plan du site"), ("en", "Site map")):
        told = anyone.get(f"/plan?lang={language}").text
        main = told[told.index("<main") : told.index("</main>")]
        assert re.findall(r'<li><a href="([^"]+)"', main) == LISTED
        assert word in main
        assert f'<a href="/plan">{word}</a>' in anyone.get(f"/mentions?lang={language}").text
