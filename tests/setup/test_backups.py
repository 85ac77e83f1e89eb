import os
import sqlite3
import subprocess
import sys
import tarfile
from contextlib import closing
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from cms import archive, env
from cms.data import DATABASE, MEDIA

NOON = datetime(2026, 5, 1, 12, 0, tzinfo=ZoneInfo("Asia/Tokyo"))


def write(data: Path, sentence: str) -> None:
    with closing(sqlite3.connect(data / DATABASE)) as database, database:
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("CREATE TABLE IF NOT EXISTS django_migrations (name TEXT)")
        database.execute("CREATE TABLE IF NOT EXISTS notes (sentence TEXT)")
        database.execute("INSERT INTO notes VALUES (?)", (sentence,))


def sentences(data: Path) -> list[str]:
    with closing(sqlite3.connect(data / DATABASE)) as database:
        return [row[0] for row in database.execute("SELECT sentence FROM notes")]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "var"
    (folder / MEDIA).mkdir(parents=True)
    (folder / MEDIA / "photo.jpg").write_bytes(b"a photo")
    write(folder, "before")
    return folder


@pytest.fixture
def saved(data: Path, tmp_path: Path) -> Path:
    return archive.save(data, tmp_path / "backups", NOON)


def test_a_backup_brings_back_the_records_and_the_uploads(data, saved):
    write(data, "after")
    (data / MEDIA / "photo.jpg").unlink()
    archive.restore(saved, data)
    assert sentences(data) == ["before"]
    assert (data / MEDIA / "photo.jpg").read_bytes() == b"a photo"


def test_a_backup_is_made_while_somebody_has_the_site_open(data, tmp_path):
    with closing(sqlite3.connect(data / DATABASE)) as editor:
        editor.execute("INSERT INTO notes VALUES ('committed')")
        editor.commit()
        editor.execute("INSERT INTO notes VALUES ('not yet committed')")
        saved = archive.save(data, tmp_path / "backups", NOON)
    archive.restore(saved, data)
    assert sentences(data) == ["before", "committed"]


def test_a_backup_is_one_file_named_for_its_moment_and_only_its_owner_reads_it(saved):
    assert [file.name for file in saved.parent.iterdir()] == ["site-20260501-120000.tar.gz"]
    assert saved.stat().st_mode & 0o077 == 0


def test_a_backup_comes_back_where_there_is_no_site_at_all(saved, tmp_path):
    archive.restore(saved, tmp_path / "elsewhere")
    assert sentences(tmp_path / "elsewhere") == ["before"]


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-200])


def change_a_byte(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 0xFF
    file.write_bytes(content)


def test_no_changed_byte_comes_back_as_a_site(saved, tmp_path):
    """Beyond gzip's own header, which holds the moment and the name and no content."""
    whole = saved.read_bytes()
    header = whole.index(b"\0", len("magic12345")) + 1
    undetected = []
    for at in range(header, len(whole)):
        saved.write_bytes(whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :])
        try:
            archive.restore(saved, tmp_path / "elsewhere")
        except archive.BrokenArchive:
            continue
        undetected.append(at)
    assert undetected == []


def fill_with_words(file: Path) -> None:
    file.write_text("no archive")


def leave_the_database_out(file: Path) -> None:
    with tarfile.open(file, "w:gz"):
        pass


def put_in_words_for_a_database(file: Path) -> None:
    words = file.with_name(DATABASE)
    words.write_text("no database" * 100)
    with tarfile.open(file, "w:gz") as tar:
        tar.add(words, DATABASE)


def climb_out_of_the_folder(file: Path) -> None:
    with tarfile.open(file, "w:gz") as tar:
        tar.add(__file__, "../escaped.py")


@pytest.mark.parametrize(
    "spoil",
    [
        cut,
        change_a_byte,
        fill_with_words,
        leave_the_database_out,
        put_in_words_for_a_database,
        climb_out_of_the_folder,
    ],
)
def test_a_broken_file_is_refused_and_the_site_stays_as_it_is(spoil, data, saved, tmp_path):
    spoil(saved)
    with pytest.raises(archive.BrokenArchive):
        archive.restore(saved, data)
    assert sentences(data) == ["before"]
    assert (data / MEDIA / "photo.jpg").exists()
    assert {path.name for path in tmp_path.iterdir()} == {"var", "backups"}


def manage(data: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=env.BASE_DIR,
        env={**os.environ, "DATA_DIR": str(data)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_commands_save_and_bring_back(data, tmp_path):
    saving = manage(data, "backup", "--to", str(tmp_path / "backups"))
    assert saving.returncode == 0, saving.stderr
    write(data, "after")
    restoring = manage(data, "restore", saving.stdout.strip())
    assert restoring.returncode == 0, restoring.stderr
    assert sentences(data) == ["before"]


def test_the_command_answers_a_broken_file_with_one_line(data, saved):
    fill_with_words(saved)
    restoring = manage(data, "restore", str(saved))
    assert restoring.returncode != 0
    assert restoring.stderr.strip().count("\n") == 0
    assert "site-20260501-120000.tar.gz" in restoring.stderr
