"""A newcomer's first minutes: a clone in an empty folder, one command, the site in a browser."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from cms import env

pytestmark = pytest.mark.slow

GIVE_UP_SECONDS = 600
"""A start that hangs is ended; how long it took is printed."""
OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}))
OWN_NAMES = {variable.name for variable in env.VARIABLES}


def newcomers_environ() -> dict[str, str]:
    """This machine's environment without what this run of the tests put into it."""
    strip = re.compile(r"MAKE|MFLAGS|PYTEST|PYTHON|VIRTUAL_ENV|DJANGO|COVERAGE")
    return {
        name: value
        for name, value in os.environ.items()
        if not strip.match(name) and name not in OWN_NAMES
    }


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def status(address: str) -> int:
    """The answer's status, 0 while nobody answers."""
    try:
        with OPENER.open(address, timeout=30) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        with error:
            return error.code
    except OSError:
        return 0


@contextmanager
def running_site(clone: Path, target: str, *arguments: str) -> Iterator[tuple[str, float, Path]]:
    """Runs `make target` until its home page answers; ends it as Ctrl-C does.

    Gives the address, the seconds until the answer and the file with what was printed.
    """
    address = f"http://127.0.0.1:{(port := free_port())}"
    log = clone.parent / f"{target}-{port}.log"
    started = time.monotonic()
    with log.open("wb") as out:
        process = subprocess.Popen(
            ["make", target, f"PORT={port}", *arguments],
            cwd=clone,
            env=newcomers_environ(),
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
            start_new_session=True,
        )
    try:
        while status(f"{address}/") != 200:
            waited = time.monotonic() - started
            assert process.poll() is None, log.read_text(errors="replace")
            assert waited < GIVE_UP_SECONDS, log.read_text(errors="replace")
            time.sleep(0.2)
        yield address, time.monotonic() - started, log
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGINT)
        process.wait(20)
    assert status(f"{address}/") == 0, "the server outlived Ctrl-C"


def shell(clone: Path, code: str) -> str:
    run = subprocess.run(
        [".venv/bin/python", "manage.py", "shell", "--no-imports", "-v", "0", "-c", code],
        cwd=clone,
        env=newcomers_environ(),
        capture_output=True,
        text=True,
        check=True,
    )
    return run.stdout.strip()


USERS = "from django.contrib.auth.models import User; "
SHOW_USERS = USERS + "print(*User.objects.order_by('username').values_list('username', flat=True))"


def test_one_command_after_a_clone_shows_the_site_and_keeps_what_is_edited(tmp_path, capsys):
    clone = tmp_path / "clone"
    subprocess.run(["git", "clone", "--quiet", str(env.BASE_DIR), str(clone)], check=True)

    with running_site(clone, "demo") as (address, first, log):
        printed = log.read_text(encoding="utf-8")
        assert all(f": {name} / " in printed for name in ("admin", "editor", "moderator"))
        assert f"{address}/portal/" in printed
        assert status(f"{address}/admin/login/") == 200
        busy = subprocess.run(
            ["make", "demo", f"PORT={address.rsplit(':', 1)[1]}"],
            cwd=clone,
            env=newcomers_environ(),
            capture_output=True,
            text=True,
            check=False,
        )
        assert busy.returncode != 0
        assert busy.stderr.count("is in use") == 1

    shell(clone, USERS + "User.objects.create_user('colleague')")
    with running_site(clone, "demo") as (_address, later, log):
        assert "admin / " not in log.read_text(encoding="utf-8")
    assert shell(clone, SHOW_USERS) == "admin colleague editor moderator"

    with running_site(clone, "demo", "RESET=1"):
        assert shell(clone, SHOW_USERS) == "admin editor moderator"

    with running_site(clone, "serve") as (address, _seconds, _log):
        with OPENER.open(f"{address}/plan/") as page:
            style = re.search(r'href="(/static/[^"]+\.[0-9a-f]{12}\.css)"', page.read().decode())
        assert style is not None
        assert status(address + style[1]) == 200

    with capsys.disabled():
        sys.stderr.write(f"\nfirst start {first:.1f} s, later start {later:.1f} s\n")
    assert later < first / 2
