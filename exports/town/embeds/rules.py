"""The code that shows one of our pages in another site."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from html import escape
from typing import Self
from urllib.parse import urlencode

from config.languages import LANGUAGES
from exports.atlas.filters.rules import Asked

KINDS = ("map", "figures", "campaign")
PATHS = {"map": "carte", "figures": "chiffres"}
HEIGHTS = {"map": 480, "figures": 260, "campaign": 320}  # px
LOWEST, HIGHEST = 120, 2000
MODULE = "/integrer/v1/brindille-carte.js"
RIGHTS = "allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox"


@dataclass(frozen=True)
class Chosen:
    """What is shown: which page, under which filters, in which language, how high in pixels."""

    kind: str
    campaign: str
    asked: Asked
    spoken: str
    height: int

    @classmethod
    def of(
        cls, query: Mapping[str, str], themes: Collection[str], campaigns: Collection[str]
    ) -> Self:
        """Read what was chosen; a campaign where there is none is the map."""
        kind = query.get("kind", "")
        slug = query.get("campaign", "")
        slug = slug if slug in set(campaigns) else next(iter(campaigns), "")
        kind = kind if kind in KINDS and (slug or kind != "campaign") else KINDS[0]
        told, spoken = query.get("height", ""), query.get("in", "")
        height = int(told) if told.isascii() and told.isdigit() and len(told) < 5 else HEIGHTS[kind]
        return cls(
            kind=kind,
            campaign=slug,
            asked=Asked.of(query, themes),
            spoken=spoken if spoken in LANGUAGES else "",
            height=min(max(height, LOWEST), HIGHEST),
        )

    @property
    def path(self) -> str:
        """The address of the page, as it is framed."""
        page = f"campagne/{self.campaign}" if self.kind == "campaign" else PATHS[self.kind]
        query = self.asked.query() if self.kind == "map" else {}
        query |= {"lang": self.spoken} if self.spoken else {}
        return f"/integrer/{page}" + (f"?{urlencode(query)}" if query else "")


def frame_code(chosen: Chosen, base: str, title: str) -> str:
    """The code of a frame, that every site takes; no script needed."""
    return (
        f'<iframe src="{escape(base + chosen.path)}" title="{escape(title)}"'
        f' width="100%" height="{chosen.height}" loading="lazy" referrerpolicy="no-referrer"'
        f' sandbox="{RIGHTS}" style="border:0"></iframe>'
    )


def element_code(chosen: Chosen, base: str, title: str) -> str:
    """The code of the web component; a link stands there where no script runs."""
    told = escape(title)
    return (
        f'<script type="module" src="{escape(base + MODULE)}"></script>\n'
        f'<brindille-carte src="{escape(base + chosen.path)}" height="{chosen.height}"'
        f' title="{told}"><a href="{escape(base + chosen.path)}">{told}</a></brindille-carte>'
    )
