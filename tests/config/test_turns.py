"""Of those who wait for their turn, who came first is first."""

import signal
from threading import Event, Thread
from time import sleep

import pytest

from config.turns import Turns

PATIENCE = 20  # seconds, on a machine that is busy


def until(true):
    for _ in range(1000 * PATIENCE):
        if true():
            return
        sleep(0.001)
    raise AssertionError("it never came to that")


def test_turns_come_in_the_order_of_arrival():
    turns, came = Turns(), []

    def take(number):
        with turns:
            came.append(number)

    waiting = [Thread(target=take, args=(number,)) for number in range(20)]
    with turns:
        for number, one in enumerate(waiting, 1):
            one.start()
            until(lambda number=number: len(turns._waiting) == number)
        assert came == []
    for one in waiting:
        one.join(PATIENCE)
    assert came == [*range(20)]


def test_only_one_is_within_at_a_time():
    turns, within, most = Turns(), [], []

    def work():
        for _ in range(200):
            with turns:
                within.append(1)
                most.append(len(within))
                within.pop()

    several = [Thread(target=work) for _ in range(6)]
    for one in several:
        one.start()
    for one in several:
        one.join(PATIENCE)
    assert len(most) == 1200
    assert set(most) == {1}


def test_who_holds_it_may_take_it_again_and_keeps_it_until_the_last():
    turns, came = Turns(), Event()

    def take():
        with turns:
            came.set()

    other = Thread(target=take)
    with turns, turns:
        with turns:
            other.start()
            until(lambda: len(turns._waiting) == 1)
        assert not came.is_set()
    other.join(PATIENCE)
    assert came.is_set()


def test_a_fault_leaves_it_to_the_next():
    turns = Turns()
    with pytest.raises(ZeroDivisionError), turns:
        raise ZeroDivisionError
    with turns:
        pass


def test_who_is_interrupted_while_waiting_holds_up_nobody():
    turns, came, free = Turns(), Event(), Event()

    def hold():
        with turns:
            came.set()
            free.wait(PATIENCE)

    def ring(*_):
        raise InterruptedError

    holder, before = Thread(target=hold), signal.signal(signal.SIGALRM, ring)
    holder.start()
    came.wait(PATIENCE)
    signal.setitimer(signal.ITIMER_REAL, 0.05)
    try:
        with pytest.raises(InterruptedError), turns:
            raise AssertionError("another holds it")
    finally:
        signal.signal(signal.SIGALRM, before)
    assert not turns._waiting
    free.set()
    holder.join(PATIENCE)
    with turns:
        pass
    assert turns._holder == 0
