"""XML read as it comes, an element at a time; no DOCTYPE, hence no entity of anyone's making."""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import IO, Any
from xml.parsers import expat

from citizen.imports.sources.rows import Row, To, broken, unreadable
from config.places import Fault

CHUNK = 1 << 16
MAX_DEPTH = 60
MAX_ELEMENT = 5_000_000  # characters and elements of one row


@dataclass
class Element:
    """An element by its local name: namespaces tell versions apart, the names are the same."""

    name: str
    attributes: dict[str, str]
    children: list["Element"] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(self.pieces).strip()

    def all(self, name: str) -> list["Element"]:
        return [child for child in self.children if child.name == name]

    def first(self, name: str) -> "Element | None":
        return next((child for child in self.children if child.name == name), None)

    def within(self) -> Iterator["Element"]:
        """Walk all that it holds, in their order."""
        for child in self.children:
            yield child
            yield from child.within()


class Growing:
    """The elements wanted, as the parser meets their parts."""

    def __init__(self, wanted: Collection[str]) -> None:
        self.wanted, self.ready = wanted, list[Element]()
        self.open, self.depth, self.size = list[Element](), 0, 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise unreadable("file-deep")
        local = _local(name)
        if self.open or local in self.wanted:
            told = {_local(one): value for one, value in attributes.items()}
            self.open.append(Element(local, told))
            self._grow(1 + sum(map(len, told.values())))

    def end(self, _name: str) -> None:
        self.depth -= 1
        if not self.open:
            return
        done = self.open.pop()
        if self.open:
            self.open[-1].children.append(done)
        else:
            self.ready.append(done)
            self.size = 0

    def say(self, piece: str) -> None:
        if self.open:
            self.open[-1].pieces.append(piece)
            self._grow(len(piece))

    def _grow(self, size: int) -> None:
        self.size += size
        if self.size > MAX_ELEMENT:
            raise unreadable("file-row-size", row=len(self.ready) + 1)


def elements(stream: IO[bytes], wanted: Collection[str], to: To) -> Iterator[Element]:
    """Yield each wanted element, whole, as it ends; refuse what is no XML, or brings a DOCTYPE."""
    growing, parser = Growing(wanted), expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = growing.start, growing.end
    parser.CharacterDataHandler = growing.say
    parser.StartDoctypeDeclHandler = _refuse
    while True:
        chunk = stream.read(CHUNK)
        try:
            parser.Parse(chunk, not chunk)
        except (expat.ExpatError, ValueError, LookupError) as error:
            raise broken(error) from None
        to(stream.tell())
        yield from growing.ready
        growing.ready.clear()
        if not chunk:
            return


def _refuse(*_told: object) -> None:
    raise unreadable("file-doctype")


def _local(name: str) -> str:
    return name.rpartition(" ")[2]


def rows(
    found: Iterable[Element],
    columns: Callable[[Element], Iterable[tuple[str, str]]],
    geometry: Callable[[Element], Any],
) -> Iterator[Row]:
    """Make rows of elements; of two columns of a name the last holds; no place is a fault."""
    for number, one in enumerate(found, start=1):
        told = dict(columns(one))
        try:
            yield Row(number, told, geometry(one))
        except ValueError:
            yield Row(number, told, faults=(Fault("", "place-position"),))
