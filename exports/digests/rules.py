"""What a digest says."""

from typing import NamedTuple

LATE_DAYS = 7
SHOWN = 10  # records told one by one of each subscription
LOOKED_AT = 500  # newly accepted records a digest looks at, the newest
FEED = 50


class Desk(NamedTuple):
    """What waits for a moderator: in all, and for longer than a week."""

    waiting: int = 0
    late: int = 0


class Followed(NamedTuple):
    """What a subscription brings: its name, how many, and some of them as lines."""

    name: str
    many: int
    lines: tuple[str, ...] = ()


class Digest(NamedTuple):
    desk: Desk
    followed: tuple[Followed, ...]
    news: tuple[str, ...]  # lines that waited for this letter
    reports: int = 0  # of what they may decide on

    @property
    def is_empty(self) -> bool:
        return not (
            self.desk.waiting or self.reports or self.news or any(one.many for one in self.followed)
        )
