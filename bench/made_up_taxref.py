"""A file as large as TAXREF, in its layout: `python -m bench.made_up_taxref OUT`.

Names are made of syllables, seeded: the same rows each time. Genera, species and subspecies with
their parents, two synonyms for five valid names, French and English names for one in six.
"""

import csv
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

COLUMNS = (  # noqa: SIM905
    "REGNE PHYLUM CLASSE ORDRE FAMILLE SOUS_FAMILLE TRIBU GROUP1_INPN GROUP2_INPN GROUP3_INPN "
    "CD_NOM CD_TAXSUP CD_SUP CD_REF CD_BA RANG LB_NOM LB_AUTEUR NOMENCLATURAL_COMMENT NOM_COMPLET "
    "NOM_COMPLET_HTML NOM_VALIDE NOM_VERN NOM_VERN_ENG HABITAT FR GF MAR GUA SM SB SPM MAY EPA REU "
    "SA TA TAAF PF NC WF CLI URL URL_INPN"
).split()
GROUPS = (  # REGNE PHYLUM CLASSE GROUP1_INPN GROUP2_INPN GROUP3_INPN
    ("Animalia", "Arthropoda", "Hexapoda", "Arthropodes", "Insectes", "Coléoptères"),
    ("Animalia", "Arthropoda", "Hexapoda", "Arthropodes", "Insectes", "Lépidoptères"),
    ("Animalia", "Chordata", "Aves", "Chordés", "Oiseaux", ""),
    ("Plantae", "", "Equisetopsida", "Trachéophytes", "Angiospermes", ""),
    ("Fungi", "Basidiomycota", "Agaricomycetes", "Basidiomycètes", "Autres", ""),
    ("Animalia", "Mollusca", "Gastropoda", "Mollusques", "Gastéropodes", ""),
)
STARTS = "a ba be bra ca ce chri cla co cy da de do e eu fa fi ga gly ha he hy i la le lo ma mi mo "
STARTS += "na ne o pa pe phy pla po pseu ra rho sa sce se sphe ste sty ta the tri u va xe zy"
MIDDLES = (
    "bi ca ce co cu di do fi ga gi la le li lo ma mi mo na ne ni no pa phi pho po ra ri ro sa "
)
MIDDLES += "si so sti ta te ti to tri va vi xi"
ENDS = "bus ca cera ceps dium don fera gaster ides lia lis lus mys na nia nus odes phora phyllum "
ENDS += "pus ra ria rum rus sia soma stis ta thrix tus um us"
EPITHETS = "ata ensis i ae alis aris atus bilis color cola ella eus folia formis gera icus ina "
EPITHETS += "inus is oides osa osus ula um us xis"
FRENCH = "Chêne Mésange Œillet Pic Érable Araignée Bolet Sphinx Escargot Véronique Fauvette Saule"
OF = "commun d'Europe à longue-queue des près noir pédonculé bleu du Cap l'ermite doré des Alpes"
ENGLISH = "Oak Tit Pink Woodpecker Maple Spider Bolete Hawk-moth Snail Speedwell Warbler Willow"
TERRITORIES = COLUMNS[25:42]


class Name(NamedTuple):
    """A valid name, for those that hang below it."""

    cd_nom: int
    name: str
    group: int
    family: str


class Maker:
    """Writes the rows, one after the other, with chance that is always the same."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.number = 100

    def next(self) -> int:
        self.number += 1 + (self.number % 3 == 0)
        return self.number

    def pick(self, words: str) -> str:
        return self.chance.choice(words.split())

    def word(self, ends: str) -> str:
        middle = "".join(self.pick(MIDDLES) for _ in range(self.chance.randrange(3)))
        return f"{self.pick(STARTS)}{middle}{self.pick(ends)}"

    def author(self, group: int) -> str:
        name = f"{self.word(ENDS).capitalize()}, {self.chance.randrange(1753, 2020)}"
        return f"({name})" if group < 3 and self.chance.random() < 0.4 else name

    def row(self, name: Name, rank: str, above: int, valid: "Name | None" = None) -> list[str]:
        kept, author = valid or name, self.author(name.group)
        full = f"{name.name} {author}"
        kingdom, phylum, class_, *groups = GROUPS[name.group]
        told = dict.fromkeys(COLUMNS, "") | {
            "REGNE": kingdom, "PHYLUM": phylum, "CLASSE": class_, "ORDRE": f"{name.family[:6]}ales",
            "FAMILLE": name.family, "GROUP1_INPN": groups[0], "GROUP2_INPN": groups[1],
            "GROUP3_INPN": groups[2], "CD_NOM": str(name.cd_nom), "CD_REF": str(kept.cd_nom),
            "CD_TAXSUP": "" if valid else str(above), "CD_SUP": "" if valid else str(above),
            "RANG": rank, "LB_NOM": name.name, "LB_AUTEUR": author, "NOM_COMPLET": full,
            "NOM_COMPLET_HTML": f"<i>{name.name}</i> {author}",
            "NOM_VALIDE": f"{kept.name} {author}",
            "HABITAT": self.chance.choice("3337812"), "FR": self.chance.choice("PPPPIE"),
            self.chance.choice(TERRITORIES): "P",
            "URL": f"https://inpn.mnhn.fr/espece/cd_nom/{name.cd_nom}",
            "URL_INPN": f"https://inpn.mnhn.fr/espece/cd_nom/{name.cd_nom}",
        }  # fmt: skip
        if valid is None and self.chance.random() < 1 / 6:
            told |= self.vernaculars()
        return list(told.values())

    def vernaculars(self) -> dict[str, str]:
        often = range(self.chance.choice((1, 1, 1, 2, 3)))
        names = [f"{self.pick(FRENCH)} {self.pick(OF)} {self.word(EPITHETS)}" for _ in often]
        english = f"{self.word(EPITHETS).capitalize()} {self.pick(ENGLISH)}"
        return {"NOM_VERN": ", ".join(names), "NOM_VERN_ENG": self.chance.choice((english, ""))}


def rows(count: int, seed: int = 18) -> Iterator[list[str]]:
    """Make rows in the order of COLUMNS: a family, its genera, their species and what is below."""
    maker, made, group, family = Maker(seed), 0, 0, Name(0, "", 0, "")
    while made < count:
        if made % 3000 < 12 and family.name[:4] != f"{made // 3000:04}":
            group = maker.chance.randrange(len(GROUPS))
            named = f"{maker.word(ENDS).capitalize()}{'idae' if group < 3 else 'aceae'}"
            family = Name(maker.next(), named, group, named)
            yield maker.row(family, "FM", 0)
            made += 1
        for row in genus(maker, family):
            yield row
            made += 1
            if made == count:
                return


def genus(maker: Maker, family: Name) -> Iterator[list[str]]:
    """Make a genus, its species, their subspecies and synonyms."""
    above = family._replace(cd_nom=maker.next(), name=maker.word(ENDS).capitalize())
    yield maker.row(above, "GN", family.cd_nom)
    for _ in range(maker.chance.choice((1, 2, 3, 5, 20))):
        cross = "x " if maker.chance.random() < 0.01 else ""
        species = above._replace(
            cd_nom=maker.next(), name=f"{above.name} {cross}{maker.word(EPITHETS)}"
        )
        yield maker.row(species, "ES", above.cd_nom)
        if maker.chance.random() < 0.15:
            below = f"{species.name} {maker.word(EPITHETS)}"
            yield maker.row(above._replace(cd_nom=maker.next(), name=below), "SSES", species.cd_nom)
        for _ in range(maker.chance.choice((0, 0, 1, 1, 2))):
            other = f"{maker.word(ENDS).capitalize()} {species.name.split()[-1]}"
            yield maker.row(above._replace(cd_nom=maker.next(), name=other), "ES", 0, valid=species)


def write(out: Path, count: int = 700_000) -> None:
    """Write a file in the layout of TAXREF v18."""
    with out.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, delimiter="\t", lineterminator="\r\n")
        table.writerow(COLUMNS)
        table.writerows(rows(count))


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 700_000)
