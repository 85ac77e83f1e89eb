"""A database for one run, made beside the site's own and dropped at the end."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import django


@contextmanager
def django_on_a_scratch_folder() -> Iterator[Path]:
    """Django set up with an empty data folder; the database server is that of `DATABASE_URL`."""
    with tempfile.TemporaryDirectory(prefix="carers-bench-") as name:
        folder = Path(name)
        (folder / "static").mkdir()
        os.environ |= {
            "DATA_DIR": name,
            "DJANGO_SETTINGS_MODULE": "cms.settings",
            "LOG_LEVEL": "ERROR",
        }
        django.setup()
        yield folder


@contextmanager
def scratch_database(folder: Path) -> Iterator[None]:
    """The default connection leads to a migrated, empty database until the block ends."""
    from django.conf import settings
    from django.db import connection

    own = connection.settings_dict["NAME"]
    embedded = connection.vendor == "sqlite"
    connection.settings_dict["TEST"]["NAME"] = (
        str(folder / "bench.sqlite3") if embedded else f"bench_{os.getpid()}"
    )
    settings.ALLOWED_HOSTS = ["testserver"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        yield
    finally:
        connection.creation.destroy_test_db(own, verbosity=0)


def take_environment(variables: dict[str, str]) -> None:
    """Give this process, which is to be a server, the variables of its site."""
    os.environ |= variables


def address_of_database(name: str) -> str:
    """`DATABASE_URL` with another database of its server."""
    return urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}"))
