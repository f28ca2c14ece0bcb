"""Where a crawl of the two worlds begins: what links lead to is found from there."""

from collections.abc import Sequence
from uuid import uuid5

from config.protocols import PROTOCOLS
from exports.audit import outing
from exports.audit.draw import NAMES, Twin
from exports.audit.worlds import ELDER

PAGES = (
    "/", "/carte", "/chaleur", "/donnees", "/methode", "/mentions", "/campagnes", "/api/docs",
    "/sorties", "/donnees-personnelles", "/accessibilite", "/eco-conception",
    "/carte/points.geojson", "/carte/carres.geojson", "/carte/commune.geojson",
    "/carte/envoyes.geojson", f"/contributeurs/{ELDER}",
    "/api/v1/datasets", "/api/v1/projects", "/api/v1/protocols", "/data/key.pem",
    "/api/v1/openapi.json", "/health/ready", "/ogc", "/ogc/collections", "/catalogue.ttl",
    "/lieux", "/lieux?q=f", "/lieux/76259", "/lieux/76", "/lieux/REG-28",
    "/campagnes.ics", "/data/atlas.pdf", "/data/atlas.pdf?lang=en", "/integrer/carte",
    "/integrer/carte?theme=tree", "/integrer/chiffres",
)  # fmt: skip
ASKED = (
    "/carte?protocol=tree", "/carte?protocol=biodiversity&page=2", "/carte?q=nid",
    "/liste", "/liste?territory=76259", "/liste?status=waiting", "/carte?status=validated",
    "/carte/points.geojson?territory=76259", "/carte/envoyes.geojson?territory=76259",
    "/carte?theme=tree", "/?lang=en", "/donnees?lang=en", "/carte?lang=en",
    "/api/v1/territories?q=f", "/api/v1/taxa?q=rouge",
    "/api/v1/territories?lon=0.3741&lat=49.7572",
)  # fmt: skip


def seeds(twins: Sequence[Twin]) -> list[str]:
    """The addresses to begin with: those of all that is hidden are asked for in both worlds."""
    told = [*PAGES, *ASKED, *outing.PAGES, *(f"/especes/{number}" for number in NAMES)]
    for uuid in (twin.uuid for twin in twins):
        told += [f"/observations/{uuid}", f"/arbres/{uuid}", f"/api/v1/observations/{uuid}"]
        told += [f"/photos/{uuid5(uuid, str(number))}-320.jpg" for number in range(2)]
    for code in PROTOCOLS:
        told += [f"/api/v1/datasets/{code}", f"/api/v1/datasets/{code}/releases"]
        told += [
            f"/data/{code}/latest/{name}" for name in ("manifest.json", "changes.csv", "index")
        ]
        told += [f"/data/{code}/1/index", f"/carte?protocol={code}", f"/feeds/{code}.atom"]
        told += [f"/data/{code}/1/{code}.csv?territory={where}" for where in ("76259", "76")]
        told += services(code)
        told += [f"/ogc/collections/{code}/items/{twin.uuid}" for twin in twins]
    return told


def services(code: str) -> list[str]:
    """What programs ask of a dataset: its objects, all, of a box or a day, and its tiles."""
    items = f"/ogc/collections/{code}/items"
    town = ("10/513/348", "12/2052/1393", "14/8209/5573")  # as the town lies, from far to near
    return [
        f"/ogc/collections/{code}", items, f"{items}?bbox=0.2,49.6,0.5,49.9&limit=1000",
        f"{items}?datetime=2020-01-01T00:00:00Z/..", f"/tiles/{code}.json",
        *(f"/tiles/{code}/{where}.mvt" for where in town),
    ]  # fmt: skip
