"""Makes the site's data where it is missing: `python -m setup.site [--reset]`.

A new embedded site is made in a folder beside the real one and renamed at the end, so a
set-up that stops half-way leaves nothing. An existing site only gets new migrations.
"""

import argparse
import hashlib
import os
import subprocess
import sys
from pathlib import Path

from cms import env
from cms.data import DATABASE, MIGRATED, building_place, swap_in
from setup.machine import require_space, require_writable, say

SPACE_FOR_DATA = 300


def _migrations_digest() -> str:
    """Changes with the project's migrations and with the packages that bring their own."""
    files = [env.BASE_DIR / "requirements.txt", *sorted(env.BASE_DIR.glob("*/migrations/*.py"))]
    digest = hashlib.sha256()
    for file in files:
        digest.update(str(file.relative_to(env.BASE_DIR)).encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()


def _run_setup_site(data: Path) -> bool:
    command = [sys.executable, "manage.py", "setup_site"]
    environ = {env.LOG_LEVEL.name: "WARNING", **os.environ, env.DATA_DIR.name: str(data)}
    return subprocess.run(command, cwd=env.BASE_DIR, env=environ, check=False).returncode == 0


def _is_current(data: Path) -> bool:
    stamp = data / MIGRATED
    return stamp.exists() and stamp.read_text(encoding="utf-8") == _migrations_digest()


def _make(data: Path) -> None:
    with building_place(data) as place:
        if not _run_setup_site(place):
            sys.exit("サイトを作れませんでした。 The site could not be made (see the lines above).")
        (place / MIGRATED).write_text(_migrations_digest(), encoding="utf-8")
        swap_in(place, data)


def _update(data: Path) -> None:
    if not _run_setup_site(data):
        sys.exit("サイトを更新できませんでした。 The site could not be updated (see above).")
    data.mkdir(parents=True, exist_ok=True)
    (data / MIGRATED).write_text(_migrations_digest(), encoding="utf-8")


def prepare(*, reset: bool = False) -> None:
    """Makes the site, brings it up to date, or does nothing where it is current."""
    data = env.DATA_DIR.read()
    in_server = bool(env.DATABASE_URL.read())
    exists = in_server or (data / DATABASE).exists()
    if exists and not reset and _is_current(data) and not in_server:
        return
    data.parent.mkdir(parents=True, exist_ok=True)
    require_writable(data.parent)
    require_space(data.parent, SPACE_FOR_DATA)
    if in_server and reset:
        sys.exit("RESET=1 は SQLite のときだけ使えます。 RESET=1 works with SQLite only.")
    say("サイトを準備しています。 Preparing the site.")
    if exists and not reset:
        _update(data)
    else:
        _make(data)


def main() -> None:
    """The command line of `make setup`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reset", action="store_true", help="start over with new data")
    prepare(reset=parser.parse_args().reset)


if __name__ == "__main__":
    main()
