"""The metadata sheets as files: JSON for machines, PDF for who files them with the platform."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from exports.datasets.printing import Pages
from exports.datasets.sheets.rules import framework, meant, sheet
from exports.records import Dataset

STANDARD = "Standard SINP Métadonnées 1.3.10"
SHEETS = {"cadre-acquisition": framework, "jeu-de-donnees": sheet}
TITLES = {"cadre-acquisition": "Cadre d'acquisition", "jeu-de-donnees": "Jeu de données"}


def as_json(name: str, dataset: Dataset) -> bytes:
    """Write a sheet, its attributes named and ordered as the standard has them."""
    told = {"standard": STANDARD, "fiche": TITLES[name], **SHEETS[name](dataset)}
    return f"{json.dumps(told, ensure_ascii=False, indent=2)}\n".encode()


def as_pdf(name: str, dataset: Dataset) -> bytes:
    """Write a sheet to print: each attribute, its value, the label of its codes."""
    told = SHEETS[name](dataset)
    title = f"{TITLES[name]} – {told['libelle']}"
    pages = Pages(title, "fr", dataset.producer, dataset.as_of)
    pages.heading(title, 0)
    if dataset.is_demonstration:
        pages.text("Données de démonstration : ne pas transmettre.", "B")
    pages.text(f"{STANDARD}. Publication {dataset.release}, {dataset.url}")
    pages.table(("Attribut", "Valeur"), rows(told))
    return pages.bytes()


def rows(told: Mapping[str, Any], within: str = "") -> list[tuple[str, str]]:
    """Lay a sheet out, one attribute a line; what is inside another is told after its name."""
    lines: list[tuple[str, str]] = []
    for name, value in told.items():
        if isinstance(value, Mapping):
            lines += rows(value, f"{within}{name}.")
        elif isinstance(value, Sequence) and not isinstance(value, str):
            for one in value:
                inner = isinstance(one, Mapping)
                lines += (
                    rows(one, f"{within}{name}.") if inner else [(within + name, meant(name, one))]
                )
        else:
            lines.append((within + name, meant(name, value)))
    return lines
