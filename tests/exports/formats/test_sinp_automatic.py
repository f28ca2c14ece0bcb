"""sinp.csv says what nobody has read."""

from pathlib import Path
from uuid import UUID

from tests.exports.formats.examples import OAK, record
from tests.exports.formats.test_sinp import lines


def test_what_a_declared_rule_accepted_is_told_to_be_automatic(tmp_path: Path) -> None:
    told = {row["idSINPOccTax"]: row for row in lines(tmp_path,[
        record(uuid=UUID(int=1), taxon=OAK, level=2, is_automatic=True),
        record(uuid=UUID(int=2), taxon=OAK, level=2),
    ])}  # fmt: skip
    alone, read = told[str(UUID(int=1))], told[str(UUID(int=2))]
    assert (alone["typVal"], read["typVal"]) == ("A", "M")
    assert "relus" not in alone["procedure"]
