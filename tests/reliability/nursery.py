"""Start the web process again and again, quickly: one has read the code, its children serve.

Each line read is an order: `start` forks a child that serves, and answers once it listens; `kill`
ends it as a power cut would. At the end of the orders the child is ended too.
"""

import os
import signal
import sys

from flask import Flask

import app as house
from config import database, processes, towns
from config.settings import Settings


def serve(made: Flask, settings: Settings) -> None:
    """Serve as `brindille serve` does on a home that is prepared; never returns."""
    os.setpgid(0, 0)
    told = os.dup(1)
    os.dup2(2, 1)
    towns.serve(made.config["TOWN"])
    processes.announce = lambda *_: os.write(told, b"listens\n")
    try:
        processes.serve(made, settings, house.JOBS, [], house.send_due)
    finally:
        os.write(told, b"ended by itself\n")


def main() -> None:
    settings, child = Settings.from_environment(), 0
    made = house.create_app(settings)
    database.engine().dispose()  # a child opens connections of its own
    for order in sys.stdin:
        if order.strip() == "kill":
            os.kill(child, signal.SIGKILL)  # the web process alone: what it started must notice
            os.waitpid(child, 0)
            child = 0
            print("gone", flush=True)
        else:
            child = os.fork()
            if not child:
                serve(made, settings)
    if child:
        os.killpg(child, signal.SIGKILL)
        os.waitpid(child, 0)


if __name__ == "__main__":
    main()
