"""Runs the server and the periodic process side by side: `python -m setup.run demo|serve`.

Ctrl-C ends both; where one of them ends, the other is ended too.
"""

import argparse
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from types import FrameType

from cms import env
from cms.data import MEDIA, STATIC
from setup.machine import require_port, say
from setup.site import prepare

GRACE_SECONDS = 10


def _environ(port: int) -> dict[str, str]:
    base_url = f"http://127.0.0.1:{port}"
    return {env.BASE_URL.name: base_url, "PYTHONUNBUFFERED": "1", **os.environ}


def _server(port: int) -> list[str]:
    options = ["--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)]
    quiet = ["--no-access-log", "--log-level", "warning"]
    # Granian serves uploads itself, as a front server does in production.
    uploads = str(env.DATA_DIR.read() / MEDIA)
    media = ["--static-path-route", "/media", "--static-path-mount", uploads]
    command = [sys.executable, "-m", "granian", *options, *quiet, *media]
    return [*command, "--blocking-threads", "4", "cms.wsgi:application"]


def _manage(*arguments: str) -> list[str]:
    return [sys.executable, "manage.py", *arguments]


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _stop(processes: list[subprocess.Popen[bytes]]) -> None:
    deadline = time.monotonic() + GRACE_SECONDS
    for process in processes:
        process.terminate()
    for process in processes:
        try:
            process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            say("待っても終わらないので、強く止めます。 Still running after a while; killing it.")
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def supervise(commands: list[list[str]], environ: dict[str, str]) -> int:
    """Runs `commands` until one ends (exit status 1) or the person stops them (0)."""
    signal.signal(signal.SIGTERM, _interrupt)
    signal.signal(signal.SIGHUP, _interrupt)
    processes: list[subprocess.Popen[bytes]] = []
    try:
        processes.extend(
            # In groups of their own: Ctrl-C reaches this process alone, which ends them in order.
            subprocess.Popen(command, cwd=env.BASE_DIR, env=environ, process_group=0)
            for command in commands
        )
        while all(process.poll() is None for process in processes):
            time.sleep(0.2)
    except KeyboardInterrupt:
        return 0
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        _stop(processes)
    say("プロセスが終了したので止めました。 A process ended, so everything was stopped.")
    return 1


def main() -> None:
    """The command line of `make demo` and `make serve`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("mode", choices=["demo", "serve"])
    parser.add_argument("--reset", action="store_true", help="start over with new data")
    options = parser.parse_args()
    port = require_port(str(env.PORT.read()))
    os.environ.update(_environ(port))
    prepare(reset=options.reset)
    for folder in (MEDIA, STATIC):
        (env.DATA_DIR.read() / folder).mkdir(exist_ok=True)
    if options.mode == "serve":
        os.environ[env.STATIC_MANIFEST.name] = "1"
        subprocess.run(_manage("collectstatic", "--noinput", "--verbosity", "0"), check=True)
    say(f"http://127.0.0.1:{port}/ で開きます。止めるには Ctrl-C。 Ctrl-C stops the site.")
    sys.exit(supervise([_server(port), _manage("periodic")], dict(os.environ)))


if __name__ == "__main__":
    main()
