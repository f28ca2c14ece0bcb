"""Which tests a run takes; where all tools must be there, no skip passes."""

import gc
import os
from typing import Any

import pytest


@pytest.hookimpl(trylast=True)  # after -m and -k
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out, beside PostGIS, what asks for no database: it would only say the same again."""
    beside = [item for item in items if "databases" in getattr(item, "fixturenames", ())]
    if os.environ.get("TEST_DATABASE_URL") and beside:
        asked = {*beside}
        config.hook.pytest_deselected(items=[item for item in items if item not in asked])
        items[:] = beside


def pytest_collection_finish() -> None:
    """All that is imported stays: let the collector of garbage walk through the rest alone."""
    gc.collect()
    gc.freeze()


def pytest_unconfigure() -> None:
    """Give it back at the end: libraries tell of what nobody ever took away."""
    gc.unfreeze()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: Any) -> Any:
    """Where all tools must be there, a skip is a failure."""
    report = yield
    if os.environ.get("CHECK_STRICT") and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
    return report
