"""The folder that holds an embedded site: its database, uploads and secret key."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

DATABASE = "db.sqlite3"
MEDIA = "media"
STATIC = "static"
KEY_FILE = "secret_key"
MIGRATED = "migrated"


@contextmanager
def building_place(data: Path) -> Iterator[Path]:
    """An empty folder beside `data`, on the same disk; what is left in it goes at the end."""
    place = data.with_name(data.name + ".building")
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)


def swap_in(place: Path, data: Path) -> None:
    """`place` becomes `data` by renaming; the old folder is removed when that is done.

    Raises OSError with the old folder back in its place.
    """
    previous = data.with_name(data.name + ".previous")
    shutil.rmtree(previous, ignore_errors=True)
    if data.exists():
        data.rename(previous)
    try:
        place.rename(data)
    except OSError:
        if previous.exists():
            previous.rename(data)
        raise
    shutil.rmtree(previous, ignore_errors=True)
