"""Many rows: how much memory, which share of the time under the lock, how many queries.

`make bench NAMES=imports` measures ten thousand.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bench.imports import cafeterias
from directory.importing.applying import apply_ready, prepare_plan
from tests.directory.importing.lists import cafeteria, new_run, planned

ROOT = Path(__file__).resolve().parents[3]
ROWS = 1_500
MOST_MEGABYTES = 400
MEASURED = re.compile(r"([\d.]+)秒、うち書き込み([\d.]+)秒、メモリ最大(\d+)MB")


@pytest.mark.slow
def test_many_rows_keep_memory_small_and_hold_the_lock_for_a_part_of_the_time(
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
    file = tmp_path / "list.csv"
    file.write_bytes(cafeterias(ROWS))
    for _time in ("new", "again"):
        said = manage("import_records", "places", str(file), "--apply")
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
