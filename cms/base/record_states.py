"""What the lists of the admin tell of many records, told from memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wagtail.models import WorkflowState


class StatesInMemory(models.Model):
    """A draftable record that a list can hand its states; one that was handed none asks for them."""

    class Meta:
        abstract = True

    def hold_states(self, workflows: Sequence[WorkflowState], *, is_scheduled: bool) -> None:
        """Keep the active workflow states and whether a publication is planned."""
        self._current_workflow_states = workflows
        self._approved_schedule = is_scheduled

    @property
    def approved_schedule(self) -> bool:
        """As Wagtail's pages answer it in a list: what was handed over, else what is stored."""
        if hasattr(self, "_approved_schedule"):
            return self._approved_schedule
        return self.scheduled_revision is not None
