"""The command line names every command there is, and loads no more than the one asked for."""

import ast
import subprocess
import sys

import click

import commands
from tests.guards.source import PRODUCT, ROOT, name, tree

HEAVY = {"flask_smorest", "alembic", "jinja2", "PIL", "rq"}  # what most commands do without


def every_command(group=commands.brindille, parents=()):
    """Each command and group, by its words."""
    context = click.Context(group)
    for word in group.list_commands(context):
        found = group.get_command(context, word)
        yield (*parents, word), found
        if isinstance(found, click.Group):
            yield from every_command(found, (*parents, word))


def written():
    """The functions that are commands of their own, as `module:function`."""
    for file in PRODUCT:
        for node in tree(file).body:
            if isinstance(node, ast.FunctionDef):
                made = [ast.unparse(one) for one in node.decorator_list]
                if any(one.startswith(("click.command(", "click.group(")) for one in made):
                    yield f"{name(file).removesuffix('.py').replace('/', '.')}:{node.name}"


def test_every_command_has_its_place_and_every_place_its_command():
    placed = [*commands.PLACES.values(), *commands.IMPORTS.values()]
    assert sorted(written()) == sorted({*placed, "commands:brindille"})
    for words, found in every_command():
        assert found.name == words[-1], words
        assert found.help, words


def test_a_command_loads_neither_the_web_nor_what_others_need():
    code = (
        "import sys, commands, click; brindille = commands.brindille;"
        "context = click.Context(brindille); group = brindille.get_command(context, 'import');"
        "group.get_command(context, 'taxa'); print(*sys.modules)"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    loaded = set(run.stdout.split())
    assert {"reference.taxa.commands", "exports.webhooks.tables"} <= loaded
    assert not {one for one in loaded if one.split(".")[0] in HEAVY | {"app", "rooms", "news"}}
