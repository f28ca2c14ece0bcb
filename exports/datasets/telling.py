"""What goes with the data of a release: each file describes those before it, the manifest all."""

from collections.abc import Callable, Iterable
from functools import partial

from exports.datasets import datapackage, notice, notice_pdf, seal
from exports.datasets.manifest import BuiltFile
from exports.datasets.sheets import writing as sheets
from exports.records import Dataset

Describe = Callable[[Dataset, list[BuiltFile], int], bytes]


def _sheet(
    written: Callable[[str, Dataset], bytes], name: str, dataset: Dataset, _: object, __: int
) -> bytes:
    return written(name, dataset)


# The sheets that a platform of the SINP asks for, of what it takes.
SHEETS: tuple[tuple[str, dict[str, str], str, Describe], ...] = tuple(
    (f"{name}.{kind}", {"fr": f"Fiche du SINP : {french}", "en": f"SINP sheet: {english}"}, media,
     partial(_sheet, written, name))
    for name, (french, english) in {
        "cadre-acquisition": ("cadre d'acquisition", "acquisition framework"),
        "jeu-de-donnees": ("jeu de données", "dataset"),
    }.items()
    for kind, media, written in (
        ("json", "application/json", sheets.as_json),
        ("pdf", "application/pdf", sheets.as_pdf),
    )
)  # fmt: skip

# Written once the data files are, in this order: each describes those before it.
DESCRIPTIONS: tuple[tuple[str, dict[str, str], str, Describe], ...] = (
    (
        "datapackage.json",
        {"fr": "Description pour les machines", "en": "Description for machines"},
        "application/json",
        lambda dataset, built, _: datapackage.describe(dataset, built),
    ),
    (
        "notice.html",
        {"fr": "Notice", "en": "Notice"},
        "text/html",
        lambda dataset, built, _: notice.page(dataset, built),
    ),
    (
        "notice.pdf",
        {"fr": "Notice à imprimer", "en": "Notice to print"},
        "application/pdf",
        lambda dataset, built, _: notice_pdf.pages(dataset, built),
    ),
    (
        "manifest.json",
        {
            "fr": "Manifeste signé : empreintes, effectifs, règles",
            "en": "Signed manifest: digests, counts, rules",
        },
        "application/json",
        seal.sealed,
    ),
)


def of(dataset: Dataset) -> Iterable[tuple[str, dict[str, str], str, Describe]]:
    """The files that tell of a release, in the order they are written."""
    return (*SHEETS, *DESCRIPTIONS) if dataset.protocol.speaks("sinp") else DESCRIPTIONS
