"""What every test may ask for; the fixtures themselves live in tests/support."""

import gc
from collections.abc import Generator

import pytest
from hypothesis import settings

# How long one example takes says nothing about what must be true, least of all on a busy machine.
settings.register_profile("suite", deadline=None, max_examples=50)
settings.load_profile("suite")

pytest_plugins = [
    "tests.support.compiled_once",
    "tests.support.databases",
    "tests.support.site",
    "tests.support.browser",
    "tests.support.album",
    "tests.support.command",
    "tests.support.demo_city",
    "tests.support.mail",
    "tests.support.smtp",
]


def pytest_collection_finish() -> None:
    """Look for garbage seldom, and not among what was imported and collected, which stays to the end.

    Measured over functional tests, looking took a quarter of all time; the tests need no more memory for it.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Count a skipped test as failed: a part that is missing must not look like one that works."""
    report = yield
    if report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped: {report.longrepr}"
    return report
