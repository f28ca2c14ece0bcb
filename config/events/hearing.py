"""What a job hears, and what an event starts: news one by one, or several of one kind together."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class News:
    """An event as its jobs receive it; `number` makes an effect unique."""

    number: int
    name: str  # "observation.submitted"
    subject: str  # the public identifier of what it happened to
    actor: int | None
    details: Mapping[str, Any]


Single = Callable[[News], None]
Several = Callable[[Sequence[News]], None]


@dataclass(frozen=True)
class Together:
    """A job that takes news of one kind and one town together, each of another subject.

    It bears being told again, one by one, what it was told together: so it is when it fails.
    """

    many: Several


Job = Single | Together
Jobs = Mapping[str, Sequence[Job]]


def named(job: Job) -> str:
    """The name by which a job is ticked off."""
    written = job.many if isinstance(job, Together) else job
    return f"{written.__module__}.{written.__name__}"


def tell(job: Job, news: Sequence[News]) -> None:
    """Run a job on what it takes at once: one alone, unless it takes several."""
    if isinstance(job, Together):
        job.many(news)
    else:
        for one in news:
            job(one)


def takes_many(jobs: Jobs, name: str) -> bool:
    """Whether each job of an event takes several: else none waits for those of the others."""
    listening = jobs.get(name, ())
    return bool(listening) and all(isinstance(job, Together) for job in listening)
