"""Where the parts meet: the application; rooms.py, news.py and commands.py list the rest."""

import threading
from dataclasses import asdict

import click
from flask import Flask

from citizen.accounts import access, limits
from citizen.accounts.refusals import REFUSALS
from citizen.observations.quotas import store as quotas
from citizen.observations.quotas.rules import Quotas
from citizen.protocols import standards
from citizen.push import sending as push
from config import (
    database,
    events,
    files,
    mail,
    pages,
    processes,
    retention,
    signing,
    site,
    towns,
    web,
)  # fmt: skip
from config.calls import calling
from config.protocols import PROTOCOLS
from config.settings import Settings
from exports.audit.crawl import Get
from exports.datasets.declared import store as declared
from exports.demonstration import stage
from exports.demonstration.commands import prepare
from exports.features import index as features
from exports.town.inventories.routes import MAX_FILE
from exports.webhooks.sending import send_due
from moderation.decisions import grace
from moderation.routing.adopting.intake import HOME_FILE
from news import JOBS
from rooms import API, PAGES

PROTOCOLS.judge = standards.faults


def create_app(settings: Settings) -> Flask:
    """Make the web application of a home that is prepared."""
    settings = open_home(settings)
    app = Flask("brindille", static_folder=None)
    app.config.from_mapping(asdict(settings) | web.OPENAPI)
    served = towns.prepared()
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


def deliver_all() -> None:
    """Deliver what waits, here and now, for a command that goes on with what comes of it."""
    events.deliver_all(JOBS)


def asked_as_anyone(settings: Settings) -> Get:
    """Open a home and ask its addresses as a visitor without any cookie, for the audit."""
    made = create_app(settings)
    towns.serve(made.config["TOWN"])
    visitor = made.test_client(use_cookies=False)

    def get(address: str) -> tuple[int, list[tuple[str, str]], bytes]:
        answer = visitor.get(address)
        return answer.status_code, [*answer.headers], answer.data

    return get


@click.command()
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


@click.command("events")
@click.pass_obj
def ring(settings: Settings) -> None:
    """Tell the workers of each new event, and again of those nobody came for."""
    open_home(settings)
    processes.keep_at(send_due, threading.Event())
    processes.ring(settings, "app.deliver_events", JOBS)


@click.command()
@click.pass_obj
def worker(settings: Settings) -> None:
    """Run the jobs that the events process rings for."""
    open_home(settings)
    processes.work(settings)
