"""The project's own files, as the guards read them."""

import ast
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent.parent
PACKAGES = ("config", "reference", "citizen", "moderation", "exports")
COUNTRY = {  # the tables of the country's reference data: of no town
    "taxon", "taxon_name", "taxon_key", "taxon_status", "taxon_edition", "taxon_change",
    "territory", "street", "street_word", "house", "sensitivity_edition", "sensitivity_rule",
}  # fmt: skip
IGNORED = {  # what .gitignore names, and git's own folder
    ".git",
    *(line.strip("/*\n") for line in (ROOT / ".gitignore").read_text().splitlines()),
}
PRODUCT = sorted(
    [
        ROOT / "app.py",
        ROOT / "commands.py",
        ROOT / "news.py",
        ROOT / "rooms.py",
        *(file for package in PACKAGES for file in (ROOT / package).rglob("*.py")),
    ]
)


def files(folder: Path = ROOT) -> Iterator[Path]:
    """Walk every file of the repository: what git would keep."""
    for entry in sorted(folder.iterdir()):
        if entry.name in IGNORED or entry.name.endswith(".egg-info"):
            continue
        if entry.is_dir():
            yield from files(entry)
        else:
            yield entry


def name(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


@cache
def tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


def calls(file: Path, function: str) -> Iterator[ast.Call]:
    """Find the calls of a function or a method, by its last name."""
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Call) and called(node) == function:
            yield node


def called(call: ast.Call) -> str:
    match call.func:
        case ast.Name(id=known) | ast.Attribute(attr=known):
            return known
    return ""


def texts_in(node: ast.AST) -> set[str]:
    """Every plain text of an expression: both ends of a condition too."""
    if isinstance(node, ast.IfExp):
        return texts_in(node.body) | texts_in(node.orelse)
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return {node.value}
    return set()


def read_flat(file: Path) -> dict[str, Any]:
    """Read a file of texts: `problem.advice.busy` → its words."""
    return dict(_flat(tomllib.loads(file.read_text(encoding="utf-8"))))


def _flat(table: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", value
