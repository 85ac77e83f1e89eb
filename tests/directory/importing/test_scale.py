"""Ten thousand rows: how much memory, which share of the time under the lock, how many queries."""

from __future__ import annotations

import csv
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from directory.importing.applying import apply_ready, prepare_plan
from tests.directory.importing.lists import cafeteria, new_run, planned

ROOT = Path(__file__).resolve().parents[3]
ROWS = 10_000
MOST_MEGABYTES = 500
MEASURED = re.compile(r"([\d.]+)秒、うち書き込み([\d.]+)秒、メモリ最大(\d+)MB")
HEADER = [
    "全国地方公共団体コード", "ID", "名称", "名称_カナ", "住所", "方書", "緯度", "経度",
    "電話番号1", "運営団体名", "設置目的", "開催曜日", "開催開始時間", "開催終了時間", "参加費_大人",
]  # fmt: skip


def write_cafeterias(path: Path, rows: int = ROWS) -> Path:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        for n in range(rows):
            writer.writerow(
                [
                    "142042", f"{n:06}", f"見本の食堂{n}", "ミホンノショクドウ",
                    f"鎌倉市大船{n % 9 + 1}-{n % 83 + 1}-{n}", f"見本会館{n}",
                    f"{35.30 + n / 1e6:.6f}", "139.53", "0467-11-2222", f"見本のなかま{n % 400}",
                    "こどもとおとながいっしょに食べる場所です。宿題もできます。",
                    "月水金", "15:00", "20:00", "300",
                ]
            )  # fmt: skip
    return path


@pytest.mark.slow
def test_ten_thousand_rows_keep_memory_small_and_hold_the_lock_for_a_part_of_the_time(
    tmp_path: Path,
) -> None:
    environment = {**os.environ, "DATA_DIR": str(tmp_path / "data"), "LOG_LEVEL": "ERROR"}

    def manage(*args: str) -> str:
        return subprocess.run(
            [sys.executable, "manage.py", *args],
            cwd=ROOT,
            env=environment,
            check=True,
            capture_output=True,
            text=True,
        ).stdout

    manage("migrate", "-v0")
    file = str(write_cafeterias(tmp_path / "list.csv"))
    for _time in ("new", "again"):
        said = manage("import_records", "places", file, "--apply")
        seconds, transaction, megabytes = map(float, MEASURED.findall(said)[-1])
        sys.stdout.write(f"{ROWS} rows, {_time}: {said.splitlines()[-1]}\n")
        assert megabytes <= MOST_MEGABYTES
        assert transaction < seconds / 2


@pytest.mark.django_db
@pytest.mark.usefixtures("locales")
def test_writing_asks_no_more_queries_for_more_rows() -> None:
    def queries(count: int) -> int:
        rows = [
            cafeteria(
                source_id=f"{count}-{n}", name=f"食堂{count}-{n}", building=f"別館{count}-{n}"
            )
            for n in range(count)
        ]
        now = timezone.now()
        ready = prepare_plan(planned(*rows, source=f"s{count}"), now)
        with CaptureQueriesContext(connection) as asked:
            apply_ready(ready, new_run(), user=None, now=now)
        return sum(not query["sql"].startswith("INSERT") for query in asked.captured_queries)

    queries(2)
    assert queries(80) <= queries(20) + 2
