"""What every test stands on: no settings from outside, and no skip that goes unseen."""

import gc
import logging
import os
from collections.abc import Generator, Iterator

import pytest
from _pytest.terminal import TerminalReporter

from mirps_bot.bootstrap import GARBAGE

pytest_plugins = ["tests.chromium", "tests.postgres", "tests.databases"]

SKIPS_ARE_FAILURES = os.environ.get("MIRPS_FORBID_SKIPS") == "1"
MARKER_BY_FIXTURE = {"browser": pytest.mark.browser, "postgres_url": pytest.mark.postgres}


def pytest_configure() -> None:
    gc.set_threshold(GARBAGE)  # as a running bot does


@pytest.fixture(scope="session", autouse=True)
def no_settings_from_outside() -> Iterator[None]:
    """Hide the bot's own environment variables, so that a test sees only what it sets."""
    outside = {
        name: os.environ.pop(name)
        for name in list(os.environ)
        if name.startswith(("SLACK_", "TEAMS_", "MIRPS_")) or name == "DATABASE_URL"
    }
    yield
    os.environ.update(outside)


@pytest.fixture(autouse=True)
def log_as_it_was() -> Iterator[None]:
    """A command line in the test's own process sets up the log, for a stream that ends with the test."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        for fixture, marker in MARKER_BY_FIXTURE.items():
            if fixture in getattr(item, "fixturenames", ()):
                item.add_marker(marker)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if SKIPS_ARE_FAILURES and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome, report.longrepr = "failed", f"skipped, where no skip is allowed: {_reason(report)}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    if SKIPS_ARE_FAILURES and report.skipped:
        report.outcome, report.longrepr = "failed", f"skipped, where no skip is allowed: {_reason(report)}"
    return report


def pytest_terminal_summary(terminalreporter: TerminalReporter) -> None:
    skipped = terminalreporter.getreports("skipped")
    if not skipped:
        return
    terminalreporter.section("tests that did not run")
    for report in skipped:
        terminalreporter.line(f"{report.nodeid}: {_reason(report)}")
    if any("browser" in report.keywords for report in skipped):
        terminalreporter.line(
            "Browser tests need Chromium. On Debian or Ubuntu: sudo apt-get install chromium"
        )


def _reason(report: pytest.TestReport | pytest.CollectReport) -> str:
    """Read pytest's (file, line, reason) of a skip."""
    return report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
