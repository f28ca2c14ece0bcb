"""A correction that is accepted is tied to what it says it is a visit of."""

from tests.story.proposing import Story


def test_a_correction_that_ties_a_visit_is_tied_once_it_is_accepted(resident, moderator, deliver):
    first, visit = (Story(resident, moderator, deliver, "tree") for _ in range(2))
    for one in (first, visit):
        one.decide()
    proposal = visit.propose(of=first.uuid).json["proposal"]
    assert visit.get()["part_of"] is None
    assert visit.answer(proposal).status_code == 201
    assert visit.get()["part_of"] == first.uuid
