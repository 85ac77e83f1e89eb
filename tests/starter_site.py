"""The site as it is after set-up, for tests that look at all of it.

Loading the starter content takes about twenty seconds, so one worker loads it once and every
worker copies the finished database into its own, which takes a moment.
"""

from __future__ import annotations

import fcntl
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.utils import timezone
from pytest_django import DjangoDbBlocker
from wagtail.models import Site

from home.starter.loading import load_starter_content


class Copies:
    """Puts the whole test database aside and back, by SQLite's own backup.

    Made before any test has touched the database: what a test with real commits leaves behind
    lacks rows of the migrations.
    """

    def __init__(self, file: Path) -> None:
        self.file = file
        self.blank = sqlite3.connect(":memory:", check_same_thread=False)
        self._copy(self._database(), self.blank)

    def put_blank(self) -> None:
        """The database as the migrations leave it."""
        self._put(self.blank)

    def put_starter_site(self) -> None:
        """The database of a new site; made by the first worker that asks."""
        with self.file.with_suffix(".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not self.file.exists():
                self._make()
        with sqlite3.connect(self.file) as made:
            self._put(made)
        made.close()

    def _make(self) -> None:
        self.put_blank()
        load_starter_content(timezone.localdate())
        half = self.file.with_suffix(".half")
        with sqlite3.connect(half) as made:
            self._copy(self._database(), made)
        made.close()
        half.rename(self.file)

    def _put(self, source: sqlite3.Connection) -> None:
        self._copy(source, self._database())
        forget()

    @staticmethod
    def _database() -> sqlite3.Connection:
        connection.ensure_connection()
        return connection.connection

    @staticmethod
    def _copy(source: sqlite3.Connection, target: sqlite3.Connection) -> None:
        source.backup(target)


class Rows:
    """The rows of the migrations, for PostgreSQL: kept in a schema beside the tables.

    Row by row through the models would not do: their signals look up content types, and make
    anew those that are not back yet.
    """

    def __init__(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("DROP SCHEMA IF EXISTS blank CASCADE")
            cursor.execute("CREATE SCHEMA blank")
            self.tables = connection.introspection.table_names(cursor)
            for table in self.tables:
                cursor.execute(f"CREATE TABLE {beside(table)} AS TABLE {quoted(table)}")
            self.filled = [table for table in self.tables if self._has_rows(cursor, table)]

    def put_blank(self) -> None:
        """The database as the migrations leave it; numbers given out are not given again."""
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"TRUNCATE {', '.join(map(quoted, self.tables))}")
            for table in self.filled:
                cursor.execute(f"INSERT INTO {quoted(table)} TABLE {beside(table)}")
        forget()

    @staticmethod
    def _has_rows(cursor: CursorWrapper, table: str) -> bool:
        cursor.execute(f"SELECT EXISTS (TABLE {beside(table)})")
        return cursor.fetchone()[0]


def quoted(table: str) -> str:
    """The table's name as PostgreSQL wants it."""
    return connection.ops.quote_name(table)


def beside(table: str) -> str:
    """The table in the schema that keeps what the migrations left."""
    return f"blank.{quoted(table)}"


def forget() -> None:
    """What a fresh process does not know yet."""
    cache.clear()
    ContentType.objects.clear_cache()
    Site.clear_site_root_paths_cache()


@pytest.fixture(scope="session")
def django_db_setup(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    pytestconfig: pytest.Config,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Copies | Rows]:
    """The test database, put aside as the migrations leave it before any test can touch it."""
    with django_db_blocker.unblock():
        aside = _aside(pytestconfig, tmp_path_factory)
    yield aside
    if isinstance(aside, Copies):
        aside.blank.close()


@pytest.fixture(scope="session")
def database_copies(django_db_setup: Copies | Rows) -> Copies | None:
    """The copies; None where the database is not SQLite."""
    return django_db_setup if isinstance(django_db_setup, Copies) else None


def _aside(config: pytest.Config, tmp_path_factory: pytest.TempPathFactory) -> Copies | Rows:
    """The test database as it is; workers share the folder of the finished site."""
    if connection.vendor != "sqlite":
        return Rows()
    base = tmp_path_factory.getbasetemp()
    folder = base.parent if hasattr(config, "workerinput") else base
    return Copies(folder / "starter-site.sqlite3")


@pytest.fixture(autouse=True)
def _what_the_migrations_left(request: pytest.FixtureRequest) -> None:
    """A test that really saves starts from what the migrations left, whatever ran before it."""
    if saves(request.node):
        request.getfixturevalue("transactional_db")
        request.getfixturevalue("django_db_setup").put_blank()


def saves(item: pytest.Item) -> bool:
    """Whether other connections see what the test saves."""
    asked = item.get_closest_marker("django_db")
    by_fixture = {"transactional_db", "live_server"}.intersection(getattr(item, "fixturenames", ()))
    return bool(by_fixture or (asked and asked.kwargs.get("transaction")))


@pytest.fixture(scope="module")
def starter_site(
    database_copies: Copies | None, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """A new site for the tests of one file; each test's changes are rolled back."""
    if database_copies is None:
        pytest.skip("A database is copied whole by SQLite only")
    with django_db_blocker.unblock():
        database_copies.put_starter_site()
    yield
    with django_db_blocker.unblock():
        database_copies.put_blank()


@pytest.fixture
def kept_site(
    database_copies: Copies | None, transactional_db: None, live_server: object
) -> Iterator[None]:
    """A new site on the live server, whose changes are really saved and taken back whole."""
    if database_copies is None:
        pytest.skip("A database is copied whole by SQLite only")
    database_copies.put_starter_site()
    yield
    database_copies.put_blank()
