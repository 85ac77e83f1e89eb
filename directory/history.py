"""What was done to the checks of a record, in its history in the admin."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from wagtail.log_actions import LogFormatter

if TYPE_CHECKING:
    from wagtail.log_actions import LogActionRegistry
    from wagtail.models import BaseLogEntry

CHECKED = "directory.checked"
UNDONE = "directory.check_undone"
ANSWERED = "directory.answered"
CORRECTED = "directory.corrected"
LABELS = {
    CHECKED: "変わりないと確かめた",
    UNDONE: "確認をとりけした",
    ANSWERED: "団体がメールから、変わりないと答えた",
    CORRECTED: "団体がメールから、直すところを知らせた",
}


class CheckFormatter(LogFormatter):
    """なみのおと: 団体がメールから、変わりないと答えた"""

    def __init__(self, label: str) -> None:
        self.label = label

    def format_message(self, log_entry: BaseLogEntry) -> str:
        by = log_entry.data.get("by")
        return f"{by}: {self.label}" if by else self.label


def register_log_actions(actions: LogActionRegistry) -> None:
    """For the hook of the same name."""
    for action, label in LABELS.items():
        actions.register_action(action)(partial(CheckFormatter, label))
