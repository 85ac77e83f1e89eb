"""Runs the server and the periodic process side by side: `python -m setup.run demo|serve`.

Ctrl-C ends both; where one of them ends, the other is ended too.
"""

import argparse
import hashlib
import http.client
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
    command = [sys.executable, "-m", "granian", *options, *quiet]
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


def _answers(port: int) -> bool:
    """Whether the server answers at all; before that it only holds the port."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/healthz")
        connection.getresponse()
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
    return True


def supervise(port: int) -> int:
    """Runs both until one ends (exit status 1) or the person stops them (0).

    The periodic process waits for the server: on two cores they would slow each other's start.
    """
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _interrupt)
    processes: list[subprocess.Popen[bytes]] = []
    try:
        processes.append(_spawn(_server(port)))
        while processes[0].poll() is None and not _answers(port):
            time.sleep(0.1)
        say(f"http://127.0.0.1:{port}/ で開きます。止めるには Ctrl-C。 Ctrl-C stops the site.")
        processes.append(_spawn(_manage("periodic")))
        while all(process.poll() is None for process in processes):
            time.sleep(0.2)
    except KeyboardInterrupt:
        return 0
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        _stop(processes)
    say("プロセスが終了したので止めました。 A process ended, so everything was stopped.")
    return 1


def _spawn(command: list[str]) -> subprocess.Popen[bytes]:
    """In a group of its own: Ctrl-C reaches this process alone, which ends the others in order."""
    return subprocess.Popen(command, cwd=env.BASE_DIR, process_group=0)


def _static_digest() -> str:
    """Changes with the project's static files and with the packages that bring their own."""
    folders = [env.BASE_DIR / "static", *env.BASE_DIR.glob("*/static")]
    files = [file for folder in folders for file in sorted(folder.rglob("*")) if file.is_file()]
    facts = [f"{file} {file.stat().st_size} {file.stat().st_mtime_ns}" for file in files]
    facts.append((env.BASE_DIR / "requirements.txt").read_text(encoding="utf-8"))
    return hashlib.sha256("\n".join(facts).encode()).hexdigest()


def collect_static() -> None:
    """Fills the folder of hashed static files where something changed since the last time."""
    os.environ[env.STATIC_MANIFEST.name] = "1"
    stamp, digest = env.DATA_DIR.read() / STATIC / ".collected", _static_digest()
    if stamp.exists() and stamp.read_text(encoding="utf-8") == digest:
        return
    subprocess.run(
        _manage("collectstatic", "--noinput", "--clear", "--verbosity", "0"),
        cwd=env.BASE_DIR,
        check=True,
    )
    stamp.write_text(digest, encoding="utf-8")


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
        collect_static()
    sys.exit(supervise(port))


if __name__ == "__main__":
    main()
