"""Prepare a home; play the main job without a browser."""

import click

from config.settings import Settings
from exports.demonstration import home


@click.command()
@click.pass_obj
def prepare(settings: Settings) -> None:
    """Make the home ready: database, reference data, and the demo town when it is empty."""
    home.prepare(settings)
