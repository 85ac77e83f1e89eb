"""What an import did to a record, in its history in the admin."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from wagtail.log_actions import LogFormatter

if TYPE_CHECKING:
    from wagtail.log_actions import LogActionRegistry
    from wagtail.models import BaseLogEntry

IMPORTED: Final = "directory.imported"
UNDONE: Final = "directory.import_undone"
LABELS: Final = {
    IMPORTED: "一覧から取り込んだ",
    UNDONE: "取り込みをもとにもどした",
}


class ImportFormatter(LogFormatter):
    """places.csv: 一覧から取り込んだ"""

    def __init__(self, label: str) -> None:
        self.label = label

    def format_message(self, log_entry: BaseLogEntry) -> str:
        return f"{log_entry.data.get('file', '')}: {self.label}"


def register_log_actions(actions: LogActionRegistry) -> None:
    """For the hook of the same name."""
    for action, label in LABELS.items():
        actions.register_action(action)(partial(ImportFormatter, label))
