"""Tag a document to print: what each of its words is, in the order they are read.

fpdf2 tags its images alone. The tree is made whole here, of the objects it writes them with: they
are its own affair, so its version is locked, and `tests/exports/datasets/test_tagging.py` reads the
whole back with another's reader. Loaded by who prints, as fpdf2 is.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Any

from fpdf import FPDF
from fpdf.structure_tree import StructElem, StructureTreeBuilder
from fpdf.syntax import PDFObject, PDFString
from fpdf.table import Table

OF_COLUMN = "/A<</O/Table/Scope/Column>>"


class Element(PDFObject):
    """A part of the document, or words of it: one for each cell, so as small as can be."""

    __slots__ = ("_id", "alt", "k", "lang", "p", "pg", "s")

    def __init__(self, kind: str, parent: Any, words: int | None, page: Any, alt: str) -> None:
        super().__init__()
        self.s, self.p, self.pg, self.alt, self.lang = kind, parent, page, alt, ""
        self.k: Any = [] if words is None else words  # what it holds, or which words of the page

    def page_number(self) -> int:
        return int(self.pg.index())

    def serialize(self, *_: Any, **__: Any) -> str:
        held = self.k if isinstance(self.k, int) else f"[{' '.join(one.ref for one in self.k)}]"
        said = OF_COLUMN if self.s == "/TH" else ""
        for name, value in (("Alt", self.alt), ("Lang", self.lang)):
            said += f"/{name}{PDFString(value).serialize()}" if value else ""
        where = f"/P {self.p.ref}/Pg {self.pg.ref}"
        return f"{self.id} 0 obj\n<</S{self.s}{where}/K {held}{said}>>\nendobj"


class Tags(StructureTreeBuilder):
    """The tree of a document: parts within parts, down to the words of each page."""

    def __init__(self, pdf: FPDF) -> None:
        super().__init__()
        self.pdf = pdf
        self.within: list[Any] = [self.doc_struct_elem]
        self.told: list[Element] = []

    def add_marked_content(
        self,
        page_number: int,
        struct_type: str,
        mcid: int | None = None,
        title: str | None = None,  # noqa: ARG002 - no element has one
        alt_text: str | None = None,
    ) -> tuple[StructElem, int]:
        """Add to the part that is open; `mcid` is the number of words on their page."""
        parent, page_at = self.within[-1], self.pdf.pages[page_number]
        one: Any = Element(struct_type, parent, mcid, page_at, alt_text or "")
        parent.k.append(one)
        self.told.append(one)
        page = self.spid_per_page_number.setdefault(page_number, len(self.spid_per_page_number))
        if mcid is not None:
            self.struct_tree_root.parent_tree.nums[page].append(one)
        return one, page

    def next_mcid_for_page(self, page_number: int) -> int:
        page = self.spid_per_page_number.get(page_number, -1)
        return len(self.struct_tree_root.parent_tree.nums.get(page, ()))

    def __iter__(self) -> Iterator[PDFObject]:
        yield from (self.struct_tree_root, self.doc_struct_elem, self.struct_tree_root.parent_tree)
        yield from self.told

    @contextmanager
    def part(self, kind: str, language: str = "") -> Iterator[None]:
        """Tell what follows as parts of one; nothing is left of a part that holds nothing."""
        one: Any = self.add_marked_content(self.pdf.page, f"/{kind}")[0]
        one.lang = language
        self.within.append(one)
        yield
        self.within.pop()
        if not one.k:
            self.within[-1].k.remove(one)
            self.told.remove(one)

    def forget(self) -> None:
        """Let go of the tree once it is written: its parts hold each other in memory."""
        for one in self.told:
            one.k, one.p = (), None
        self.told.clear()
        self.doc_struct_elem.k.clear()
        self.struct_tree_root.parent_tree.nums.clear()

    @contextmanager
    def words(self, kind: str, language: str = "", alt: str | None = None) -> Iterator[None]:
        """Tell what is drawn as words of a kind, all on one page; `alt` says a drawing in words."""
        number, page = self.next_mcid_for_page(self.pdf.page), self.pdf.page
        add: Any = self.pdf._add_marked_content
        add(struct_type=f"/{kind}", mcid=number, alt_text=alt).lang = language
        self.pdf._out(f"/{kind} <</MCID {number}>> BDC")
        yield
        if self.pdf.page != page:
            raise ValueError("words went over to another page")
        self.pdf._out("EMC")

    @contextmanager
    def drawn(self) -> Iterator[None]:
        """Say that what is drawn tells nothing more: a line, a header that comes again."""
        self.pdf._out("/Artifact BMC")
        yield
        self.pdf._out("EMC")


class Untagged:
    """No tree: of what would take too much memory, and is told in HTML as well."""

    def part(self, *_: Any, **__: Any) -> AbstractContextManager[None]:
        return nullcontext()

    words = drawn = part

    def forget(self) -> None:
        """Nothing is held."""


class TaggedTable(Table):
    """A table whose rows and cells are told as such; a header that comes again is told once."""

    tags: Any
    _again = False

    def render(self) -> None:
        self._done: set[int] = set()
        with self.tags.part("Table"):
            super().render()

    def _render_table_row(self, i: int, *given: Any, **named: Any) -> None:
        again, self._again = i in self._done, i in self._done
        self._done.add(i)
        with self.tags.drawn() if again else self.tags.part("TR"):
            super()._render_table_row(i, *given, **named)

    def _render_table_cell(self, i: int, *given: Any, **named: Any) -> Any:
        if named.get("cell_height_info") is None or self._again:  # only measured, or told before
            return super()._render_table_cell(i, *given, **named)
        with self.tags.words("TH" if i < self._num_heading_rows else "TD"):
            return super()._render_table_cell(i, *given, **named)
