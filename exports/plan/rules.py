"""Which pages the map of the site leads to, group by group; their names are in its texts."""

GROUPS = {
    "look": ("/", "/carte", "/liste", "/lieux", "/chaleur", "/donnees", "/methode"),
    "take-part": ("/observer", "/sorties", "/campagnes", "/mes-observations"),
    "account": ("/connexion", "/mon-compte"),
    "reuse": ("/api/docs", "/ogc/"),
    "about": ("/mentions", "/donnees-personnelles", "/accessibilite", "/eco-conception", "/plan"),
}


def key(path: str) -> str:
    """The name of a page's text: `/api/docs` → api-docs; the home's is home."""
    return path.strip("/").replace("/", "-") or "home"
