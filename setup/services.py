"""PostgreSQL, Redis and Elasticsearch of the project's own: `python -m setup.services start|stop`.

They listen on loopback ports of their own and keep everything in `services/`. What cannot be had
on this machine is left out with a sentence. `start` prints the variables to export.
"""

import argparse
import os
import pwd
import shutil
import socket
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from setup.interpreter import ROOT
from setup.machine import say

HOME = ROOT / "services"
IS_ROOT = os.geteuid() == 0
ELASTICSEARCH = "9.1.0"
ARTIFACT = f"org.elasticsearch.distribution.integ-test-zip:elasticsearch:{ELASTICSEARCH}:zip"


class Unavailable(Exception):
    """Why a service cannot be had here, as a sentence."""


def _as(user: str | None) -> dict[str, Any]:
    """What subprocess needs to run as `user`; a person who is not root stays who they are."""
    if not (IS_ROOT and user):
        return {}
    entry = pwd.getpwnam(user)
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def _run(command: list[str | Path], *, user: str | None = None) -> None:
    """Runs a step of a set-up, as `user` where we are root; its last words are the reason."""
    run = subprocess.run(
        [str(part) for part in command],
        **_as(user),
        cwd=HOME,
        capture_output=True,
        text=True,
        check=False,
    )
    if run.returncode:
        words = (run.stderr or run.stdout).strip().splitlines() or ["no reason given"]
        raise Unavailable(f"{Path(command[0]).name}: {words[-1]}")


def _start_in_background(
    command: list[str], folder: Path, user: str | None = None, **environ: str
) -> subprocess.Popen[bytes]:
    """Starts a server that outlives us and keeps its process id in `folder`."""
    with (folder / "log.txt").open("ab") as log:
        process = subprocess.Popen(
            command,
            **_as(user),
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            env={**os.environ, **environ},
            start_new_session=True,
        )
    (folder / "pid").write_text(str(process.pid))
    return process


def _stop_own(folder: Path) -> None:
    """Ends the process whose id is kept in `folder`, if it is still ours."""
    kept = folder / "pid"
    if not kept.exists():
        return
    pid = int(kept.read_text())
    ps = ["ps", "-p", str(pid), "-o", "command="]
    command = subprocess.run(ps, capture_output=True, text=True, check=False).stdout
    if str(folder) in command:
        os.kill(pid, 15)
    kept.unlink()


def _folder(name: str, owner: str | None = None) -> Path:
    folder = HOME / name
    folder.mkdir(parents=True, exist_ok=True)
    if IS_ROOT and owner:
        shutil.chown(folder, owner)
    return folder


def _find(program: str, package: str) -> Path:
    """The program, from Debian's package where it is missing and we may install."""
    for attempt in (1, 2):
        places = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{program}"), reverse=True)
        found = shutil.which(program) or next(map(str, places), None)
        if found:
            return Path(found)
        if attempt == 1 and IS_ROOT and shutil.which("apt-get"):
            _run(["apt-get", "update", "-qq"])
            _run(["apt-get", "install", "-y", "-qq", package])
    raise Unavailable(f"{program} is not installed (Debian: {package})")


def start_postgresql(port: int) -> None:
    """A cluster of our own, reached by TCP on loopback only."""
    initdb, pg_ctl = _find("initdb", "postgresql"), _find("pg_ctl", "postgresql")
    folder = _folder("postgresql", "postgres")
    data = folder / "data"
    if not (data / "PG_VERSION").exists():
        options = ["-U", "carers", "--auth=trust", "-E", "UTF8", "--locale=C"]
        _run([initdb, "-D", data, *options], user="postgres")
    listen = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=''"
    _run(
        [pg_ctl, "-D", data, "-l", folder / "log.txt", "-o", listen, "-w", "start"], user="postgres"
    )
    connect = ["-h", "127.0.0.1", "-p", str(port), "-U", "carers"]
    exists = [_find("psql", "postgresql"), *connect, "-d", "carers", "-c", "SELECT 1"]
    try:
        _run(exists)
    except Unavailable:
        _run([_find("createdb", "postgresql"), *connect, "carers"])


def stop_postgresql() -> None:
    """pg_ctl knows its own process by the data folder."""
    data = HOME / "postgresql" / "data"
    if (data / "postmaster.pid").exists():
        pg_ctl = _find("pg_ctl", "postgresql")
        _run([pg_ctl, "-D", data, "-m", "fast", "-w", "stop"], user="postgres")


def start_redis(port: int) -> None:
    """A Redis that keeps nothing on disk; its folder stands in its command line."""
    server = _find("redis-server", "redis-server")
    folder = _folder("redis")
    config = folder / "redis.conf"
    config.write_text(f'port {port}\nbind 127.0.0.1\nsave ""\ndir {folder}\n')
    # Redis shows only its address in the list of processes unless it is told otherwise.
    with config.open("a") as more:
        more.write('proc-title-template "{title} {listen-addr} {config-file}"\n')
    _start_in_background([str(server), str(config)], folder)


def _java_home() -> str:
    """A JDK from 21 on."""
    jdks = sorted(Path("/usr/lib/jvm").glob("*2[1-9]*"), reverse=True)
    for home in [os.environ.get("ES_JAVA_HOME", ""), *map(str, jdks)]:
        if home and (Path(home) / "bin" / "java").exists():
            return home
    raise Unavailable("Elasticsearch needs a JDK 21 or newer (ES_JAVA_HOME)")


def _unpack_elasticsearch(folder: Path) -> Path:
    home = folder / f"elasticsearch-{ELASTICSEARCH}"
    if home.exists():
        return home
    if shutil.which("mvn") is None:
        raise Unavailable("Elasticsearch is fetched with Maven, which is not installed")
    copy = ["mvn", "-q", "-B", "dependency:copy", f"-Dartifact={ARTIFACT}"]
    _run([*copy, f"-DoutputDirectory={folder}"])
    with zipfile.ZipFile(next(folder.glob("*.zip"))) as archive:
        archive.extractall(folder)
    for program in (home / "bin").iterdir():
        program.chmod(0o755)
    return home


def start_elasticsearch(port: int) -> None:
    """The real server with its core only, without security, as an unprivileged user."""
    java = _java_home()
    folder = _folder("elasticsearch")
    home = _unpack_elasticsearch(folder)
    (home / "config" / "elasticsearch.yml").write_text(_elasticsearch_settings(port))
    if IS_ROOT:
        _run(["chown", "-R", "nobody:", folder])
    environ = {"ES_JAVA_HOME": java, "ES_JAVA_OPTS": "-Xms512m -Xmx512m", "HOME": str(folder)}
    _start_in_background([str(home / "bin" / "elasticsearch")], folder, "nobody", **environ)


def _elasticsearch_settings(port: int) -> str:
    return (
        "discovery.type: single-node\nxpack.security.enabled: false\n"
        f"network.host: 127.0.0.1\nhttp.port: {port}\naction.auto_create_index: false\n"
    )


def start_elasticsearch_in(folder: Path, port: int) -> subprocess.Popen[bytes]:
    """One more small server, for a test that may end it; all that it keeps is in `folder`.

    The process leads a group of its own. The folder above is opened for the user of the server.
    Raises Unavailable.
    """
    java = _java_home()
    home = _unpack_elasticsearch(_folder("elasticsearch"))
    config = folder / "config"
    shutil.copytree(home / "config", config, dirs_exist_ok=True)
    paths = f"path.data: {folder / 'data'}\npath.logs: {folder / 'logs'}\n"
    (config / "elasticsearch.yml").write_text(_elasticsearch_settings(port) + paths)
    if IS_ROOT:
        folder.parent.chmod(0o755)
        _run(["chown", "-R", "nobody:", folder])
    environ = {
        "ES_JAVA_HOME": java,
        "ES_JAVA_OPTS": "-Xms256m -Xmx256m",
        "ES_PATH_CONF": str(config),
        "HOME": str(folder),
    }
    command = [str(home / "bin" / "elasticsearch")]
    return _start_in_background(command, folder, "nobody", **environ)


@dataclass(frozen=True)
class Service:
    """A service: how it starts and stops, where it listens, what to export for it."""

    name: str
    port: int
    start: Callable[[int], None]
    stop: Callable[[], None]
    exports: dict[str, str]


SERVICES = (
    Service(
        "PostgreSQL",
        5544,
        start_postgresql,
        stop_postgresql,
        {"DATABASE_URL": "postgres://carers@127.0.0.1:5544/carers"},
    ),
    Service(
        "Redis",
        6644,
        start_redis,
        lambda: _stop_own(HOME / "redis"),
        {
            "CELERY_BROKER_URL": "redis://127.0.0.1:6644/0",
            "CACHE_URL": "redis://127.0.0.1:6644/1",
        },
    ),
    Service(
        "Elasticsearch",
        9244,
        start_elasticsearch,
        lambda: _stop_own(HOME / "elasticsearch"),
        {"ELASTICSEARCH_URL": "http://127.0.0.1:9244"},
    ),
)


def _listens(port: int, seconds: float = 0) -> bool:
    deadline = time.monotonic() + seconds
    while True:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return True
        if time.monotonic() > deadline:
            return False
        time.sleep(0.3)


def start(wanted: Sequence[Service] = SERVICES) -> dict[str, str]:
    """Starts what is not running; the variables to export for the services that could be had."""
    HOME.mkdir(exist_ok=True)
    exports: dict[str, str] = {}
    for service in wanted:
        try:
            if not _listens(service.port):
                service.start(service.port)
            if not _listens(service.port, 90):
                raise Unavailable(f"no answer on port {service.port}, see services/*/log.txt")
        except Unavailable as reason:
            say(f"{service.name} は使えません: {reason}")
            continue
        exports |= service.exports
    return exports


def running(wanted: Sequence[Service] = SERVICES) -> list[Service]:
    """Which of them listen already, started by us or by somebody else."""
    return [service for service in wanted if _listens(service.port)]


def stop(wanted: Sequence[Service] = SERVICES) -> None:
    """Stops what `start` started and nothing else."""
    for service in wanted:
        service.stop()


def main() -> None:
    """The command line of `make services` and `make services-stop`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=["start", "stop"])
    if parser.parse_args().what == "stop":
        stop()
        return
    exports = start()
    for name, value in exports.items():
        sys.stdout.write(f"export {name}={value}\n")
    if not exports:
        sys.exit("どのサービスも始められませんでした。 No service could be started.")


if __name__ == "__main__":
    main()
