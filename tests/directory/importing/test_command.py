"""`manage.py import_records` on real files, on wrong ones, and ended half-way."""

from __future__ import annotations

import csv
import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from directory.importing.undoing import undo_run
from directory.models import ImportRun, Place
from search.models import SearchDocument
from tests.environment import FOLDER

ROOT = Path(__file__).resolve().parents[3]
SHARED = (ROOT / "../shared/data").resolve()
FILES = (
    ("places", "kodomoshokudo_131199_itabashi.csv"),
    ("places", "kodomoshokudo_131202_nerima_doublebom.csv"),
    ("places", "takamatsu_kosodate_kyoten.xlsx"),
    ("places", "yanai_tourism_sjis.csv"),
    ("events", "event_142077_chigasaki.csv"),
)
PUBLIC_ADDRESSES = (
    "/places/",
    "/groups/",
    "/events/",
    "/search/?q=090",
    "/opendata/places.geojson",
)
MAIL = re.compile(r"[\w.+-]+@(?!example)[\w-]+\.[\w.]+")
MOBILE = re.compile(r"(?<![0-9])0[789]0-?[0-9]{4}-?[0-9]{4}(?![0-9])")
HEADER = ["ID", "名称", "名称_カナ", "住所", "電話番号", "メールアドレス"]


def run_command(*args: Any, **options: Any) -> str:
    out = StringIO()
    call_command("import_records", *args, stdout=out, stderr=StringIO(), **options)
    return out.getvalue()


def body(client: Any, address: str) -> str:
    """What readers get from an address, sent at once or piece by piece."""
    response = client.get(address)
    assert response.status_code == 200
    return response.getvalue().decode()


def write_list(path: Path, rows: int) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        for number in range(rows):
            writer.writerow(
                [f"{number:05}", f"見本の場所{number}", "ミホン", f"鎌倉市大船1-2-{number}", "", ""]
            )
    return path


@pytest.mark.django_db
@pytest.mark.usefixtures("locales")
def test_a_dry_run_writes_a_report_and_nothing_else(tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    out = run_command("places", write_list(tmp_path / "list.csv", 3), report=report)
    said = json.loads(report.read_text(encoding="utf-8"))
    assert said["counts"]["created"] == 3
    assert said["applied"] is False
    assert "まだ書き込んでいません" in out
    assert not Place.objects.exists()
    assert not ImportRun.objects.exists()


@pytest.mark.django_db
@pytest.mark.usefixtures("locales")
@pytest.mark.parametrize(("kind", "name"), FILES)
def test_a_real_list_is_imported_again_without_change_and_taken_back(
    kind: str, name: str, tmp_path: Path, client: Any
) -> None:
    file = SHARED / name
    if not file.exists():
        pytest.skip("the shared files are not here")
    report = tmp_path / "report.json"
    run_command(kind, file, apply=True, report=report)
    first = json.loads(report.read_text(encoding="utf-8"))
    assert first["counts"]["created"] > 0
    run_command(kind, file, report=report)
    again = json.loads(report.read_text(encoding="utf-8"))["counts"]
    assert (again["created"], again["updated"], again["kept"]) == (0, 0, 0)
    assert again["unchanged"] >= first["counts"]["created"]
    shown = json.dumps(list(SearchDocument.objects.values()), ensure_ascii=False, default=str)
    shown += "".join(body(client, address) for address in PUBLIC_ADDRESSES)
    shown += "".join(body(client, place.page_path) for place in Place.objects.all()[:60])
    assert not MAIL.findall(shown)
    assert not MOBILE.findall(shown)
    undone = undo_run(ImportRun.objects.get(), user=None, now=ImportRun.objects.get().created_at)
    assert not undone.left
    assert not SearchDocument.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("args", "sentence"),
    [
        (("unknown", "list.csv"), "「unknown」という種類はありません"),
        (("places", "absent.csv"), "開けません"),
        (("places", "broken.xlsx"), "broken.xlsx"),
    ],
)
def test_what_cannot_be_read_is_said_in_one_sentence(
    args: tuple[str, str], sentence: str, tmp_path: Path
) -> None:
    write_list(tmp_path / "list.csv", 1)
    (tmp_path / "broken.xlsx").write_bytes(b"PK\x03\x04 no workbook")
    with pytest.raises(CommandError, match=sentence) as raised:
        run_command(args[0], tmp_path / args[1])
    assert len(str(raised.value).splitlines()) == 1


@pytest.mark.slow
def test_ended_half_way_it_has_written_nothing_and_can_be_started_again(tmp_path: Path) -> None:
    data = tmp_path / "data"
    environment = {**os.environ, "DATA_DIR": str(data), "LOG_LEVEL": "ERROR"}
    assert str(FOLDER) != str(data)

    def manage(*args: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "manage.py", *args],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    assert manage("migrate", "-v0").wait() == 0
    file = write_list(tmp_path / "list.csv", 1500)
    with _opened(data / "db.sqlite3") as database:
        database.execute(
            "INSERT INTO wagtailcore_locale (language_code) SELECT 'ja' WHERE NOT EXISTS"
            " (SELECT 1 FROM wagtailcore_locale WHERE language_code = 'ja')"
        )
    killed = manage("import_records", "places", str(file), "--apply")
    _wait_for_the_transaction(data / "db.sqlite3", killed)
    killed.send_signal(signal.SIGKILL)
    killed.wait()
    assert _counts(data / "db.sqlite3") == (0, 0, 0, 0)
    assert _states(data / "db.sqlite3") == ["applying"]
    assert manage("import_records", "places", str(file), "--apply").wait() == 0
    assert _counts(data / "db.sqlite3")[0] == 1500


def _wait_for_the_transaction(database: Path, process: subprocess.Popen[bytes]) -> None:
    """Until the process holds the lock of the database for longer than a word of progress."""
    refused = 0
    while refused < 3 and process.poll() is None:
        time.sleep(0.05)
        refused = refused + 1 if _is_locked(database) else 0
    assert process.poll() is None, "it had ended before the transaction was seen"


def _is_locked(database: Path) -> bool:
    with _opened(database) as connection:
        try:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("ROLLBACK")
        except sqlite3.OperationalError:
            return True
    return False


def _opened(database: Path) -> closing[sqlite3.Connection]:
    """A connection that waits for nobody's lock and writes at once."""
    return closing(sqlite3.connect(database, timeout=0, isolation_level=None))


def _counts(database: Path) -> tuple[int, ...]:
    tables = (
        "directory_place", "directory_location", "wagtailcore_revision", "search_searchdocument",
    )  # fmt: skip
    with _opened(database) as connection:
        return tuple(
            connection.execute(" ".join(["SELECT COUNT(*) FROM", table])).fetchone()[0]
            for table in tables
        )


def _states(database: Path) -> list[str]:
    with _opened(database) as connection:
        return [row[0] for row in connection.execute("SELECT state FROM directory_importrun")]
