"""EML 2.2.0: what a dataset is and whose, in the order of GBIF's profile 1.3 (`eml.xml`)."""

from pathlib import Path
from string import Formatter
from xml.sax.saxutils import escape

from exports.records import Dataset

EML = Path(__file__).with_suffix(".xml").read_text(encoding="utf-8")


class Escaping(Formatter):
    def format_field(self, value: object, format_spec: str) -> str:
        return escape(line(format(value, format_spec)))


def eml(dataset: Dataset) -> str:
    """Describe the dataset, in the order of GBIF's profile."""
    reached = "electronicMailAddress" if "@" in dataset.contact else "onlineUrl"
    warning = "[Démonstration] " if dataset.is_demonstration else ""
    return Escaping().format(EML, dataset=dataset, reached=reached, warning=warning)


def line(text: str) -> str:
    """One printable line: the tables have no quotes, and XML refuses control characters."""
    return text if text.isprintable() else "".join(filter(str.isprintable, " ".join(text.split())))
