"""Where the parts meet: the application and the commands; rooms.py and news.py list the rest."""

import sys
import threading
from dataclasses import asdict

import click
from flask import Flask

from citizen.accounts import access, limits
from citizen.accounts.commands import account
from citizen.accounts.refusals import REFUSALS
from citizen.imports.commands import imports
from citizen.my_account.commands import privacy
from citizen.observations import versions
from citizen.observations.quotas import store as quotas
from citizen.observations.quotas.rules import Quotas
from citizen.protocols import standards
from citizen.push import sending as push
from config import (
    database,
    events,
    files,
    mail,
    operation,
    pages,
    processes,
    retention,
    signing,
    site,
    towns,
    web,
)  # fmt: skip
from config.backups import commands as backups
from config.calls import calling
from config.problems import Problem
from config.protocols import PROTOCOLS
from config.protocols.reading import Unreadable
from config.settings import BadSetting, Settings
from exports.audit.commands import audit
from exports.audit.crawl import Get
from exports.conflation.commands import conflate
from exports.datasets.commands import release
from exports.datasets.declared import intake as written_datasets
from exports.datasets.declared import store as declared
from exports.demonstration import stage
from exports.demonstration.commands import demo, prepare
from exports.features import index as features
from exports.pushing.commands import publish
from exports.sinp_checks.commands import check
from exports.town.inventories.routes import MAX_FILE
from exports.webhooks.sending import send_due
from moderation.consensus.commands import consensus
from moderation.decisions import grace
from moderation.history.commands import fsck
from moderation.routing.adopting import intake as routing
from moderation.routing.adopting.intake import HOME_FILE
from news import JOBS
from reference.addresses.commands import import_addresses
from reference.sensitivity.commands import sensitivity
from reference.taxa.commands import taxa as taxa_command
from reference.territories.vintages.commands import communes, zones
from reference.weather.commands import weather
from rooms import API, PAGES

PROTOCOLS.judge = standards.faults


def create_app(settings: Settings) -> Flask:
    """Make the web application of a home that is prepared."""
    settings = open_home(settings)
    app = Flask("brindille", static_folder=None)
    app.config.from_mapping(asdict(settings) | web.OPENAPI)
    with database.reading() as session:
        served = towns.first(session)
    if served is None:
        raise BadSetting("the database has no town yet; run `brindille prepare` first")
    app.config["TOWN"], app.config["TOWN_NAME"] = served.id, served.name
    app.config["TOWN_IS_DEMONSTRATION"] = served.is_demonstration
    web.allow_larger(app, {"inventories.send": MAX_FILE})
    access.guard(app)
    app.before_request(follow)
    limits.install(app, settings)
    app.wsgi_app = web.forwarded(app.wsgi_app, int(settings.PROXIES))  # type: ignore[method-assign]
    api = web.Api(app)
    api.needs, api.refusals = access.POLICY, REFUSALS
    for blueprint in API:
        api.register_blueprint(blueprint)
    pages.install(app, served, caller=access.asking, form_token=access.form_token)
    for page in PAGES:
        app.register_blueprint(page)
    return app


def follow() -> None:
    """Look again at what a town writes in its home: its protocols, its rules of routing."""
    PROTOCOLS.follow()
    HOME_FILE.follow()


def open_home(settings: Settings) -> Settings:
    """Open the database, the files and the post of a home."""
    settings = settings.with_secret()
    database.connect(settings.database)
    files.connect(settings.files)
    mail.connect(settings.MAIL_URL, settings.home, f"brindille@{settings.HOST}")
    site.stands_at(settings.public_url)
    signing.holds(settings.SECRET_KEY)
    calling.permit(loopback=settings.WEBHOOKS_LOOPBACK == "on")
    push.permit(on=settings.PUSH == "on")
    retention.lasts(settings.kept)
    grace.lasts(int(settings.UNDO_SECONDS))
    quotas.put_in_force(Quotas(**settings.quotas))
    PROTOCOLS.load(settings.home)
    HOME_FILE.stands_in(settings.home)
    features.stands_in(settings.home)
    declared.FILES.stands_in(settings.home)
    return settings


def wsgi() -> Flask:
    """The application of a server process: `gunicorn 'app:wsgi()'`."""
    return create_app(Settings.from_environment())


def deliver_events(*numbers: int) -> None:
    """Deliver an event, or several of one kind: what an RQ worker is asked to do."""
    PROTOCOLS.follow()
    events.deliver(numbers, JOBS)


def asked_as_anyone(settings: Settings) -> Get:
    """Open a home and ask its addresses as a visitor without any cookie, for the audit."""
    made = create_app(settings)
    towns.serve(made.config["TOWN"])
    visitor = made.test_client(use_cookies=False)

    def get(address: str) -> tuple[int, list[tuple[str, str]], bytes]:
        answer = visitor.get(address)
        return answer.status_code, [*answer.headers], answer.data

    return get


@click.group()
@click.pass_context
def brindille(context: click.Context) -> None:
    """Residents report what lives around them; naturalists check it; the town publishes it."""
    context.obj = Settings.from_environment()
    context.meta["open"] = open_home
    context.meta.update(doubts=[versions.lost], faults=[routing.doubts, written_datasets.doubts])
    context.meta.update(deliver=lambda: events.deliver_all(JOBS), web=asked_as_anyone)


@brindille.command()
@click.pass_context
def serve(context: click.Context) -> None:
    """Serve the web on the settings' engine; without Redis, the jobs run here too."""
    settings: Settings = context.obj
    if not settings.DATABASE_URL:  # the embedded engine has nothing to administer
        context.invoke(prepare)
    made = create_app(settings)
    towns.serve(made.config["TOWN"])
    links = stage.people() if made.config["TOWN_IS_DEMONSTRATION"] else []
    processes.serve(made, settings, JOBS, links, send_due)


@brindille.command("events")
@click.pass_obj
def ring(settings: Settings) -> None:
    """Tell the workers of each new event, and again of those nobody came for."""
    open_home(settings)
    processes.keep_at(send_due, threading.Event())
    processes.ring(settings, "app.deliver_events", JOBS)


@brindille.command()
@click.pass_obj
def worker(settings: Settings) -> None:
    """Run the jobs that the events process rings for."""
    open_home(settings)
    processes.work(settings)


for brings in (sensitivity, taxa_command, import_addresses, communes, zones, weather):
    imports.add_command(brings)
for command in (
    prepare, demo, account, imports, privacy, release, conflate, check, audit, consensus,
    fsck, publish, *operation.COMMANDS, *backups.COMMANDS,
):  # fmt: skip
    brindille.add_command(command)


def main() -> None:
    """Run a command; exit 0 done, 1 refused or failed, 2 usage, 3 something missing."""
    try:
        brindille()
    except (BadSetting, Problem, Unreadable) as wrong:
        click.echo(f"brindille: {wrong}", err=True)
        sys.exit(1)
