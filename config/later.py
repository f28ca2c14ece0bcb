"""What is loaded when it is first asked for, named as `package.module:name`.

To load the whole product takes longer than most commands do.
"""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

import click


def found(place: str) -> Any:
    """Load the module, and find what the place names in it."""
    module, _, name = place.partition(":")
    return getattr(import_module(module), name)


def later(place: str) -> Callable[..., Any]:
    """Stand for a function that is loaded when it is called."""

    def call(*given: Any, **named: Any) -> Any:
        return found(place)(*given, **named)

    return call


class Lazy(click.Group):
    """A group that loads a command when it is asked for, after what all its commands need."""

    def __init__(
        self,
        *given: Any,
        places: Mapping[str, str],
        before: Callable[[], None] = lambda: None,
        **named: Any,
    ) -> None:
        super().__init__(*given, **named)
        self.places, self.before = places, before

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name its commands; none is loaded."""
        return sorted({*super().list_commands(ctx), *self.places})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load a command of this name, if there is one."""
        if cmd_name not in self.places:
            return super().get_command(ctx, cmd_name)
        self.before()
        command: click.Command = found(self.places[cmd_name])
        return command
