"""Make accounts from a terminal."""

import json

import click

from citizen.accounts import store
from citizen.accounts.rules import PRINTED_LINK_LASTS, ROLES, Scope, plausible_email
from config import site
from config.database import transaction
from config.operation import of_first_town
from config.settings import Settings


@click.group()
def account() -> None:
    """Accounts of residents, moderators, publishers and admins."""


@account.command()
@click.argument("email")
@click.option("--role", type=click.Choice([*ROLES]), default="resident", show_default=True)
@click.option("--organisation", default="", help="The association or service they act for.")
@click.option("--protocol", "protocols", multiple=True, help="Only this protocol; may repeat.")
@click.option("--group", "groups", multiple=True, help="Only this group, e.g. Oiseaux; may repeat.")
@click.option("--territory", "territories", multiple=True, help="Only this commune; may repeat.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")
@click.pass_obj
def add(settings: Settings, /, email: str, as_json: bool, **scope: object) -> None:
    """Make an account, or give an existing one a role; print its sign-in link and its token."""
    if not plausible_email(email):
        raise click.BadParameter(f"{email!r} is not an e-mail address")
    of_first_town(settings)
    site.stands_at(settings.public_url)
    given = Scope(**{k: tuple(v) if isinstance(v, tuple) else v for k, v in scope.items()})  # type: ignore[arg-type]
    made = make(email, given)
    if as_json:
        click.echo(json.dumps(made))
        return
    click.echo(
        f"{made['role']} {made['email']}\nsign in: {made['sign_in']}\ntoken: {made['token']}"
    )


def make(email: str, scope: Scope, name: str | None = None) -> dict[str, str]:
    """Make an account if need be, give it the role, a sign-in link that was not mailed, a token."""
    with transaction() as session:
        held = store.of_email(session, email)
        if held is None:
            held = store.open_account(session, "person", email=email.lower(), name=name)
        if scope.role != "resident":
            store.give(session, held, scope)
        link = store.new_link(session, held, PRINTED_LINK_LASTS, mailed=False)
        token = store.new_token(session, held)
    return {
        "email": email.lower(),
        "role": scope.role,
        "sign_in": f"{site.url()}/connexion/{link}",
        "token": token,
    }
