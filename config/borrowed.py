"""Words lent by another language to a page that lacks them: marked when said, told at the end.

A word is said in the middle of a template, in a text, an attribute or a script's JSON; only the
whole page tells which. So it is said between two marks that nobody can guess, and that pass
through escaping, JSON and addresses unchanged; `settle` turns them into `lang` (WCAG 3.1.2).
"""

import re
import secrets

OPEN, CLOSE = (f"~{secrets.randbelow(10**18):018}~" for _ in range(2))
TAG = re.compile(r'(<(?:"[^"]*"|[^<>"])*>)')
NAME = re.compile(r"</?([a-z0-9]+)")
TEXT_ONLY = {"title", "option", "textarea"}  # nothing but text can stand in them
VOID = {"input", "img", "meta"}  # their attributes are all they say


class Borrowed(str):
    """A text of another language than the one asked for."""

    __slots__ = ()


def marked(text: str) -> str:
    """Put the marks around words that are lent; markup stays markup."""
    return OPEN + text + CLOSE


def settle(page: str, language: str) -> str:
    """Say in the markup of a page which of its words are lent by a language."""
    pieces = TAG.split(page)  # text, tag, text, tag, … text
    for at, piece in enumerate(pieces):
        if OPEN not in piece and CLOSE not in piece:
            continue
        if at % 2:
            pieces[at] = _tag(piece, language)
        elif at and _is_all_of(pieces, at):
            pieces[at - 1] = _said(pieces[at - 1], language)
            pieces[at] = _plain(piece)
        else:
            begins = f'<span lang="{language}">'
            pieces[at] = piece.replace(OPEN, begins).replace(CLOSE, "</span>")
    return "".join(pieces)


def _is_all_of(pieces: list[str], at: int) -> bool:
    """Whether a text is all that its element holds, or the element can hold no other."""
    before, after, text = pieces[at - 1], pieces[at + 1 : at + 2], pieces[at].strip()
    if before.startswith("</") or " lang=" in before or not after:
        return False
    if _name(before) in TEXT_ONLY:
        return True
    is_one = text.startswith(OPEN) and text.endswith(CLOSE) and text.count(OPEN) == 1
    return is_one and after[0] == f"</{_name(before)}>"


def _tag(tag: str, language: str) -> str:
    told = _plain(tag)
    return _said(told, language) if _name(tag) in VOID and " lang=" not in tag else told


def _said(tag: str, language: str) -> str:
    name = f"<{_name(tag)}"
    return f'{name} lang="{language}"{tag.removeprefix(name)}'


def _name(tag: str) -> str:
    found = NAME.match(tag)
    return found[1] if found else ""


def _plain(text: str) -> str:
    return text.replace(OPEN, "").replace(CLOSE, "")
