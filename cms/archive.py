"""Backups of an embedded site: one file with the database and the uploads."""

from __future__ import annotations

import gzip
import sqlite3
import tarfile
import tempfile
import zlib
from contextlib import closing
from datetime import datetime
from pathlib import Path

from cms.data import DATABASE, KEY_FILE, MEDIA, MIGRATED, building_place, swap_in

CHUNK = 1 << 20
KEPT = (DATABASE, MEDIA, KEY_FILE, MIGRATED)


class BrokenArchive(Exception):
    """The file is no backup of this site, or not a whole one."""


def save(data: Path, backups: Path, now: datetime) -> Path:
    """Writes `backups/site-YYYYmmdd-HHMMSS.tar.gz` from `data` and returns it.

    The database is copied with SQLite's backup, so a running site may go on writing. The file
    gets its name when it is whole.
    """
    backups.mkdir(parents=True, exist_ok=True)
    archive = backups / f"site-{now:%Y%m%d-%H%M%S}.tar.gz"
    with tempfile.TemporaryDirectory(dir=backups) as folder:
        copy = Path(folder) / DATABASE
        _copy_database(data / DATABASE, copy)
        unfinished = Path(folder) / archive.name
        with tarfile.open(unfinished, "w:gz", compresslevel=6) as tar:
            for name in KEPT:
                source = copy if name == DATABASE else data / name
                if source.exists():
                    tar.add(source, name)
        unfinished.chmod(0o600)
        unfinished.rename(archive)
    return archive


def restore(archive: Path, data: Path) -> None:
    """Puts the site of `archive` in place of `data`; all of it or nothing.

    Raises BrokenArchive, with `data` untouched, for a file that is not a whole backup.
    """
    with building_place(data) as place:
        try:
            _require_sum(archive)
            with tarfile.open(archive, "r:gz") as tar:
                tar.extractall(place, filter="data")
        except (OSError, EOFError, zlib.error, tarfile.TarError) as error:
            raise BrokenArchive(str(error)) from error
        _require_whole(place)
        swap_in(place, data)


def _require_sum(archive: Path) -> None:
    """Reads to the end, where gzip compares its checksum: tarfile stops before it.

    Raises OSError, EOFError or zlib.error for what is damaged.
    """
    with gzip.open(archive) as whole:
        while whole.read(CHUNK):
            pass


def _copy_database(source: Path, target: Path) -> None:
    with (
        closing(sqlite3.connect(f"{source.as_uri()}?mode=ro", uri=True)) as from_database,
        closing(sqlite3.connect(target)) as to_database,
    ):
        from_database.backup(to_database)


def _require_whole(place: Path) -> None:
    strangers = {path.name for path in place.iterdir()} - set(KEPT)
    if strangers or not (place / DATABASE).is_file():
        raise BrokenArchive("not a backup of this site")
    try:
        with closing(sqlite3.connect(place / DATABASE)) as database:
            answer = database.execute("PRAGMA integrity_check").fetchone()
            database.execute("SELECT 1 FROM django_migrations LIMIT 1")
    except sqlite3.DatabaseError as error:
        raise BrokenArchive(str(error)) from error
    if answer != ("ok",):
        raise BrokenArchive(str(answer))
