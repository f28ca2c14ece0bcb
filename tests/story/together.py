"""Events told together, and a job that notes what it was told."""

from config import events
from config.database import transaction

NAME, OTHER = "observation.submitted", "observation.corrected"
MANY = 100


def tell(*subjects, name=NAME):
    with transaction() as session:
        for subject in subjects:
            events.record(session, name, subject)


class Noting:
    """A job that takes several: it notes them, and fails where one is poisonous."""

    __name__, __module__ = "noting", "tests"

    def __init__(self, poison=()):
        self.calls, self.poison = [], {*poison}

    def __call__(self, several):
        self.calls.append([news.subject for news in several])
        if self.poison.intersection(self.calls[-1]):
            raise RuntimeError("poison")

    @property
    def taken(self):
        """What went well, in order."""
        return [one for call in self.calls if not self.poison & {*call} for one in call]


def deliver(*jobs, name=NAME):
    return events.deliver_all({name: list(jobs)})
