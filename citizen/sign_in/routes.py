"""Sign in with a link, that is mailed or printed; sign out."""

from functools import partial

from flask import Blueprint, Response, make_response, redirect, request

from citizen.accounts import store as accounts
from citizen.accounts.access import COOKIE, HOLDER, holder, refuse_foreign_form
from citizen.accounts.rules import HOLDER_LASTS, SESSION_LASTS
from citizen.accounts.tables import SignInLink
from citizen.push import store as push
from citizen.robots import access as robots
from citizen.robots.rules import DOUBT, ROBOT
from citizen.sign_in import store
from citizen.sign_in.rules import landing
from config import events, site
from config.database import reading, transaction
from config.pages import render
from config.problems import Problem

FOLDER = "citizen/sign_in"
NOBODY = ""  # the subject of an event that no account stands behind

sign_in = Blueprint("sign-in", __name__)


@sign_in.get("/connexion")
def ask() -> str:
    """Ask for an address to send the link to."""
    return asked_page()


def asked_page(email: str = "", *, is_doubted: bool = False) -> str:
    trapped = robots.trap(is_doubted=is_doubted)
    return render(FOLDER, "ask.html", email=email, trapped=trapped)


@sign_in.post("/connexion")
def send() -> str:
    """Have a link sent, and answer the same to all: nobody learns who has an account here."""
    refuse_foreign_form()
    email, who = request.form.get("email", "").strip(), robots.sender()
    if who == DOUBT:
        return asked_page(email, is_doubted=True)
    if who == ROBOT:  # it is answered as all are, and no letter leaves
        return render(FOLDER, "sent.html", email=email)
    with transaction() as session:
        held = accounts.of_email(session, email)
        events.record(session, "sign-in.asked", held.uuid if held else NOBODY)
    return render(FOLDER, "sent.html", email=email)


@sign_in.get("/connexion/<secret>")
def follow(secret: str) -> Response:
    """Open a link: a printed one signs in; a mailed one asks, for mail scanners open it first."""
    with reading() as session:
        link = accounts.link(session, secret)
        if link is None:
            raise Problem("link-used")
        sent_from_here = store.sent_from(session, request.cookies.get(COOKIE, ""), link.account_id)
    if _may_use_at_once(link) and not sent_from_here:
        return _open(secret)
    page = render(FOLDER, "follow.html", sent_from_here=sent_from_here)
    return discreet(make_response(page))


@sign_in.post("/connexion/<secret>")
def use(secret: str) -> Response:
    """Sign in with a mailed link; what this browser sent without an account may follow."""
    refuse_foreign_form()
    return _open(secret, joins="join" in request.form)


@sign_in.post("/deconnexion")
def leave() -> Response:
    """Sign out: the session ends here too, not only in the browser."""
    refuse_foreign_form()
    cookie = request.cookies.get(COOKIE, "")
    with transaction() as session:
        accounts.end_session(session, cookie)
        push.leave(session, cookie)
    response = make_response(redirect("/", 303))
    response.delete_cookie(COOKIE)
    response.delete_cookie(HOLDER)
    return response


def _may_use_at_once(link: SignInLink) -> bool:
    return not link.was_mailed and request.method == "GET"  # HEAD only looks


def _open(secret: str, *, joins: bool = False) -> Response:
    """Use the link, end the session this browser had, and open another under a new secret."""
    former = request.cookies.get(COOKIE, "")
    with transaction() as session:
        account = accounts.use_link(session, secret)
        if account is None:
            raise Problem("link-used")
        if joins:
            store.join_browser(session, former, account)
        accounts.end_session(session, former)
        opened = accounts.new_session(session, account)
        if joins:
            push.follow(session, former, opened)
        push.leave(session, former)
        caller = accounts.by_session(session, opened)
    return give_session(make_response(redirect(landing(caller), 303)), opened)


def give_session(response: Response, secret: str) -> Response:
    """Give a browser the cookie of its session, and the mark of whose it is."""
    with reading() as session:
        mark = holder(accounts.by_session(session, secret))
    give = partial(response.set_cookie, samesite="Lax", secure=site.url().startswith("https://"))
    give(COOKIE, secret, max_age=SESSION_LASTS, httponly=True)
    if mark:
        give(HOLDER, mark, max_age=HOLDER_LASTS)
    else:
        response.delete_cookie(HOLDER)
    return discreet(response)


def discreet(response: Response) -> Response:
    """The address holds a secret: it is not told to others, nor kept."""
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Cache-Control"] = "no-store"
    return response
