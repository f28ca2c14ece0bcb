"""What a sending is answered: told as it is, hence what its schema says of it is shown here."""

import pytest

from citizen.observations.duplicates.schemas import SentSchema
from config.protocols import PROTOCOLS
from tests.sendings import new_id, sent


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_an_answer_is_what_its_schema_describes(resident, protocol):
    """It is told as it is: nothing but this walks it by its schema."""
    one = sent(protocol, photos=["0" * 64], at_home=True)
    first = resident.put(f"/api/v1/observations/{new_id()}", json=one)
    second = resident.put(f"/api/v1/observations/{new_id()}", json=one)
    for answer in (first, second):
        told = SentSchema().load(answer.json)
        assert SentSchema().dump(told) == answer.json
    assert protocol != "tree" or second.json["possible_duplicates"]
