"""What several formats ask of one record is worked out once, and never told of another."""

from threading import Thread

from exports.once import once


def test_the_same_thing_is_asked_once_and_another_anew():
    asked = []

    @once
    def tell(record, beside):
        asked.append((record, beside))
        return len(asked)

    first, second, beside = ["a"], ["a"], {"of": 1}
    assert [tell(first, beside) for _ in range(3)] == [1, 1, 1]
    assert tell(second, beside) == 2, "equal, yet another"
    assert tell(second, {"of": 1}) == 3
    assert tell(first, beside) == 4
    assert tell(record=first, beside=beside) == 5, "asked by names, it is told anew"


def test_two_who_ask_at_once_are_each_told_of_their_own():
    @once
    def tell(record):
        return record * 2

    wrong = []

    def ask(record):
        wrong.extend(told for _ in range(20_000) if (told := tell(record)) != record * 2)

    threads = [Thread(target=ask, args=(number,)) for number in (10**9, 10**10, 10**11)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong
