"""Send a letter that may be stopped: with the address that ends such letters, in it and on it."""

from citizen.accounts.tables import Account
from citizen.letters import store
from citizen.letters.rules import stopping
from config import clock, mail, signing, site
from config.database import transaction
from config.languages import say

FOLDER = "citizen/letters"


def end(account: Account) -> str:
    """The address that ends the letters of an account, without signing in."""
    return f"{site.url()}/lettres/{account.uuid}/{signing.signature(stopping(account.uuid))}"


def send(key: str, to: Account, subject: str, body: str) -> None:
    """Send a letter whose reader may want no more of them."""
    foot = say(FOLDER, "foot", to.language, link=end(to))
    mail.send(key, to.email or "", subject, f"{body.rstrip()}\n\n{foot}", unsubscribe=end(to))


def once_a_day(key: str, to: Account, letter: tuple[str, str], line: str) -> None:
    """Send a letter (subject, body), or keep its line for the next digest if they had one today."""
    with transaction() as session:
        if not store.wants(session, to.id):
            return
        is_its = store.claim(session, to.id, clock.now().date(), key)
        if not is_its:
            store.put_off(session, to.id, key, line)
    if is_its:
        send(key, to, *letter)
