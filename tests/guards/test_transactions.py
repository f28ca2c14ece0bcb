"""Readers see one state, writers wait for their turn: on either engine."""

from concurrent.futures import ThreadPoolExecutor
from time import sleep

from sqlalchemy import func, select
from sqlalchemy.event import listens_for

from citizen.accounts import store as accounts
from citizen.accounts.tables import Account
from config.database import reading, transaction
from config.towns import served, serving
from tests.conftest import engine


def test_a_reading_sees_one_state_whatever_is_written_meanwhile(app):
    counted = select(func.count()).select_from(Account)
    with reading() as one:
        before = one.scalar(counted)
        with transaction() as other:
            accounts.open_account(other, "device")
        assert one.scalar(counted) == before
    with reading() as another:
        assert another.scalar(counted) == before + 1


def test_the_writers_of_a_process_wait_for_their_turn(app):
    """However long they are: none gives up after the patience of the database itself."""
    is_lite = engine().dialect.name == "sqlite"

    @listens_for(engine(), "connect")
    def impatient(connection, _record):
        if is_lite:
            connection.execute("PRAGMA busy_timeout = 50")

    engine().dispose()  # the connections opened from now on are impatient
    town = served()

    def write(_):
        with serving(town), transaction() as session:
            accounts.open_account(session, "device")
            sleep(0.1)

    with ThreadPoolExecutor(6) as writers:
        list(writers.map(write, range(6)))
    with reading() as session:
        assert session.scalar(select(func.count()).select_from(Account)) == 6
