"""The loop that runs scheduled work where there is no beat."""

import os
import signal
import threading
from argparse import ArgumentParser
from types import FrameType

from django.core.management.base import BaseCommand
from django.utils import timezone

from cms.periodic import JOBS, Clockwork

TICK_SECONDS = 5.0


class Command(BaseCommand):
    help = "決まった時刻の処理を続けます。サーバーの隣で動かします。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="一度だけ動かして終わります。")

    def handle(self, *, once: bool, **options: object) -> None:
        clockwork = Clockwork(JOBS, timezone.now())
        if once:
            clockwork.run_due(timezone.now())
            return
        self._loop(clockwork)

    def _loop(self, clockwork: Clockwork) -> None:
        """Until a signal comes or the process that started this one is gone."""
        stopped = threading.Event()

        def stop(_signal: int, _frame: FrameType | None) -> None:
            stopped.set()

        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, stop)
        parent = os.getppid()
        while not stopped.is_set() and os.getppid() == parent:
            clockwork.run_due(timezone.now())
            stopped.wait(TICK_SECONDS)
