"""What must hold before a change goes in: `python -m setup.checks all|lint|format`.

`all` installs the browser, its font, Redis and a second reader of calendars where that is
possible, looks at the code with every tool, runs the whole test suite and ends with a failure
where anything failed.
"""

import argparse
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from setup import services
from setup.environment import PYTHON
from setup.interpreter import ROOT
from setup.machine import say

BIN = PYTHON.parent
READER = ROOT / "tests" / "events" / "calendar_reader"
DEBIAN_PACKAGES = {
    "chromium": Path("/usr/bin/chromium"),
    "fonts-morisawa-bizud-gothic": Path("/usr/share/fonts/truetype/bizud-gothic"),
    "redis-server": Path("/usr/bin/redis-server"),
}

ON_POSTGRESQL = (
    "tests/search/outbox/test_projecting.py",
    "tests/search/test_counts.py",
    "tests/search/test_deleting.py",
    "tests/search/test_engine.py",
    "tests/search/test_finding.py",
    "tests/search/test_narrowing.py",
    "tests/search/test_near.py",
    "tests/search/test_two_engines.py",
    "tests/search/test_unanswered.py",
    "tests/events/test_listing.py",
    "tests/events/test_materialise.py",
    "tests/events/test_pages.py",
    "tests/notify",
    "tests/portal",
)
"""What runs once more on PostgreSQL: whatever has SQL of its own, or leans on locks."""


def _tracked(*patterns: str) -> list[str]:
    """Files of the project that exist, new ones included, what git ignores left out."""
    listing = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", *patterns]
    run = subprocess.run(listing, cwd=ROOT, capture_output=True, text=True, check=True)
    return [name for name in run.stdout.splitlines() if (ROOT / name).exists()]


def _templates() -> list[str]:
    return _tracked("templates/*.html", "*/templates/*.html")


def lint_commands() -> Iterator[tuple[str, list[str]]]:
    """(name, command) of each tool that looks at the code without running it."""
    yield "ruff check", [str(BIN / "ruff"), "check", "."]
    yield "ruff format", [str(BIN / "ruff"), "format", "--check", "."]
    yield "lint-imports", [str(BIN / "lint-imports")]
    yield "mypy", [str(BIN / "mypy")]
    yield "djade", [str(BIN / "djade"), "--check", "--target-version", "6.1", *_templates()]
    yield "djhtml", [str(BIN / "djhtml"), "--check", "--tabwidth", "2", *_templates()]
    manage = [str(PYTHON), "manage.py"]
    yield "migrations", [*manage, "makemigrations", "--check", "--dry-run"]
    yield "check", [*manage, "check", "--fail-level", "WARNING"]


def format_commands() -> Iterator[tuple[str, list[str]]]:
    """(name, command) of each tool that writes the house's form."""
    yield "ruff check", [str(BIN / "ruff"), "check", "--fix", "."]
    yield "ruff format", [str(BIN / "ruff"), "format", "."]
    yield "djade", [str(BIN / "djade"), "--target-version", "6.1", *_templates()]
    yield "djhtml", [str(BIN / "djhtml"), "--tabwidth", "2", *_templates()]


def test_command() -> tuple[str, list[str]]:
    """The whole suite, two at a time, in random order."""
    return "pytest", [str(PYTHON), "-m", "pytest", "-n", "2", "-q", "-rs"]


def postgresql_command() -> tuple[str, list[str]]:
    """A part of the suite on the other database."""
    name, command = test_command()
    return f"{name} on PostgreSQL", [*command, "--create-db", *ON_POSTGRESQL]


def install_browser_and_services() -> None:
    """Debian's packages where this is Debian and we may; else the tests skip with a reason."""
    missing = [name for name, place in DEBIAN_PACKAGES.items() if not place.exists()]
    if not missing:
        return
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        say(f"{', '.join(missing)} がないので、使うテストを飛ばします。 Tests that need them skip.")
        return
    environ = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *missing]
    for command in (["apt-get", "update", "-qq"], install):
        subprocess.run(command, env=environ, stdout=subprocess.DEVNULL, check=False)


def install_calendar_reader() -> None:
    """The locked ical.js that reads calendars in the tests; without npm they skip with a reason."""
    if (READER / "node_modules" / "ical.js").is_dir():
        return
    if shutil.which("npm") is None:
        say("npm がないので、ical.js で読むテストを飛ばします。 No npm: tests of ical.js skip.")
        return
    command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"]
    subprocess.run(command, cwd=READER, check=False)


@contextmanager
def services_for_tests() -> Iterator[dict[str, str]]:
    """Real servers while the suite runs, as TEST_… variables; the site itself stays on SQLite.

    What was listening before is used and left running.
    """
    before = {service.name for service in services.running()}
    exports = services.start()
    try:
        yield {f"TEST_{name}": value for name, value in exports.items()}
    finally:
        services.stop([service for service in services.SERVICES if service.name not in before])


def run_all(
    commands: Sequence[tuple[str, list[str]]], environ: Mapping[str, str] | None = None
) -> list[str]:
    """Runs every command and returns the names of those that failed."""
    failed = []
    for name, command in commands:
        say(f"— {name}")
        variables = {**os.environ, **(environ or {})}
        if subprocess.run(command, cwd=ROOT, env=variables, check=False).returncode:
            failed.append(name)
    return failed


def main() -> None:
    """The command line of `make test`, `make lint` and `make format`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=["all", "lint", "format"])
    what = parser.parse_args().what
    if what == "all":
        install_browser_and_services()
        install_calendar_reader()
        failed = run_all(list(lint_commands()))
        with services_for_tests() as environ:
            failed += run_all([test_command()], environ)
            if address := environ.get("TEST_DATABASE_URL"):
                environ["DATABASE_URL"] = address
                failed += run_all([postgresql_command()], environ)
    else:
        failed = run_all([*(lint_commands() if what == "lint" else format_commands())])
    if failed:
        sys.exit(f"失敗: {', '.join(failed)} (failed)")


if __name__ == "__main__":
    main()
