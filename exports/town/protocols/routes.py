"""The town sees its protocols: which version is in force, which are drafts, what must be mended."""

from flask import Blueprint

from citizen.protocols.rules import standing
from config.pages import render
from config.problems import told
from config.protocols import PROTOCOLS
from config.protocols.reading import Unreadable
from config.protocols.registry import FOLDER
from config.web import language

PAGE = "exports/town/protocols"

protocols = Blueprint("town-protocols", __name__)


@protocols.get("/ville/protocoles")
def listed() -> str:
    """Show every protocol with its versions, and each fault of the files in the home folder."""
    known = [
        (code, (one.present or one.drafts[-1]), [standing(each, one) for each in one.versions])
        for code, one in PROTOCOLS.known.items()
    ]
    return render(
        PAGE,
        "protocols.html",
        known=known,
        built_in=PROTOCOLS.built_in,
        where=FOLDER,
        wrong=wrong(),
    )


def wrong() -> list[tuple[str, dict[str, str]]]:
    """What is wrong now with the town's files: the name of each, and each of its faults."""
    try:
        PROTOCOLS.read(PROTOCOLS.folder)
    except Unreadable as unread:
        return [
            (one.file.relative_to(PROTOCOLS.folder).as_posix(), told(fault, language()))
            for one in unread.found
            for fault in one.faults
        ]
    return []
