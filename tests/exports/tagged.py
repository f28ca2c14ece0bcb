"""What somebody who hears a PDF is told of it, in order, as another's reader (pypdf) finds it."""

import io
from typing import NamedTuple

from pypdf import PdfReader
from pypdf.generic import ContentStream

SHOWN = {b"Tj", b"TJ", b"'", b'"'}


class Said(NamedTuple):
    kind: str  # H1, P, TD, Figure, …
    within: tuple[str, ...]
    words: str
    language: str


def heard(data):
    """Every leaf of the tree with its words; fail where words are out of the tree, or twice."""
    pdf = PdfReader(io.BytesIO(data))
    root = pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] and root["/ViewerPreferences"]["/DisplayDocTitle"]
    written = {}
    for page in pdf.pages:
        parents = numbers(root["/StructTreeRoot"]["/ParentTree"]).get(page.get("/StructParents"))
        written |= marked(pdf, page, parents or [])
    said = [*leaves(root["/StructTreeRoot"]["/K"][0].get_object(), (), written)]
    assert len(said) == len(written), "each of the marks is told, and told once"
    return said


def numbers(tree):
    pairs = iter(tree["/Nums"])
    return {number: found.get_object() for number, found in zip(pairs, pairs, strict=True)}


def marked(pdf, page, parents):
    """The words of each mark of a page; of each, the tree knows where it belongs."""
    fonts = page["/Resources"].get("/Font", {})
    assert all(one.get_object()["/Encoding"] == "/WinAnsiEncoding" for one in fonts.values())
    found, open_ = {}, []  # within an artifact, or within which mark
    for given, operator in ContentStream(page.get_contents(), pdf).operations:
        if operator in {b"BDC", b"BMC"}:
            open_.append(None if given == ["/Artifact"] else given[1]["/MCID"])
            found |= {open_[-1]: ""} if operator == b"BDC" else {}
        elif operator == b"EMC":
            open_.pop()
        elif operator in SHOWN:
            assert open_, f"words that nobody hears: {given}"
            found |= {} if open_[-1] is None else {open_[-1]: found[open_[-1]] + text(given[0])}
    assert open_ == []
    assert [*found] == [*range(len(parents))]
    for mark, owner in enumerate(parents):
        assert owner.get_object()["/K"] == mark
        assert owner.get_object()["/Pg"].indirect_reference == page.indirect_reference
    return {(page.indirect_reference.idnum, mark): said for mark, said in found.items()}


def text(given):
    parts = given if isinstance(given, list) else [given]
    raw = (one.original_bytes for one in parts if hasattr(one, "original_bytes"))
    return b"".join(raw).decode("windows-1252", "replace")


def leaves(one, within, written, language=""):
    kind, language = one["/S"][1:], one.get("/Lang", language)
    if isinstance(one["/K"], int):
        shown = written[one["/Pg"].indirect_reference.idnum, one["/K"]]
        yield Said(kind, within, one.get("/Alt", "") or shown, language)
        return
    for kid in one["/K"]:
        assert kid.get_object()["/P"] == one
        yield from leaves(kid.get_object(), (*within, kind), written, language)
