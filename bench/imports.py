"""A list of ten thousand places imported: time, time of the lock, memory.

Memory is the peak of the whole process: run it alone, or before the others.
"""

from __future__ import annotations

import csv
import io
import time
from typing import TYPE_CHECKING, Final

from django.db import connection
from django.utils import timezone

from cms.base.memory import peak_megabytes
from directory.importing import runs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bench.registry import Line

ROWS: Final = 10_000
MOST_SECONDS: Final = 60.0
MOST_SECONDS_LOCKED: Final = 10.0
MOST_MEGABYTES: Final = 500
HEADER: Final = (
    "全国地方公共団体コード", "ID", "名称", "名称_カナ", "住所", "方書", "緯度", "経度",
    "電話番号1", "運営団体名", "設置目的", "開催曜日", "開催開始時間", "開催終了時間", "参加費_大人",
)  # fmt: skip


def cafeterias(rows: int) -> bytes:
    """A CSV of made-up cafeterias, each in a venue of its own, run by one of 400 groups."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(HEADER)
    writer.writerows(map(_cafeteria, range(rows)))
    return text.getvalue().encode("utf-8-sig")


def _cafeteria(n: int) -> list[str]:
    return [
        "142042", f"{n:06}", f"見本の食堂{n}", "ミホンノショクドウ",
        f"鎌倉市大船{n % 9 + 1}-{n % 83 + 1}-{n}", f"見本会館{n}",
        f"{35.30 + n / 1e6:.6f}", "139.53", "0467-11-2222", f"見本のなかま{n % 400}",
        "こどもとおとながいっしょに食べる場所です。宿題もできます。",
        "月水金", "15:00", "20:00", "300",
    ]  # fmt: skip


def run() -> Iterator[Line]:
    """One line for the whole import, from the file to the index of uses."""
    content = cafeterias(ROWS)
    begun, cpu = time.monotonic(), time.process_time()
    order = runs.upload(kind="places", name="list.csv", content=content)
    ready = runs.apply(order, user=None, now=timezone.now(), progress=lambda done, total: None)
    seconds, megabytes = time.monotonic() - begun, peak_megabytes()
    yield {
        "bench": "imports",
        "database": connection.vendor,
        "rows": len(ready.plan.rows),
        "seconds": round(seconds, 1),
        "cpu_seconds": round(time.process_time() - cpu, 1),
        "transaction_seconds": round(ready.seconds, 1),
        "peak_mb": megabytes,
        "holds": seconds <= MOST_SECONDS
        and ready.seconds <= MOST_SECONDS_LOCKED
        and megabytes <= MOST_MEGABYTES,
    }
