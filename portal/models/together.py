"""Groups that hold a meetup together: who asked whom, and what was answered."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from directory.models import Organization
from events.models import EventSeries


class TogetherRequest(models.Model):
    """The group that keeps a meetup asks another one to hold it together.

    Any member of the asked group answers; on yes it becomes one of the organisers.
    """

    class Status(models.TextChoices):
        WAITING = "waiting", "返事を待っている"
        YES = "yes", "いっしょに開く"
        NO = "no", "ことわった"
        WITHDRAWN = "withdrawn", "取りけした"

    series = models.ForeignKey(
        EventSeries, models.CASCADE, related_name="together_requests", verbose_name="集まり"
    )
    asking = models.ForeignKey(
        Organization, models.CASCADE, related_name="+", verbose_name="たずねた団体"
    )
    asked = models.ForeignKey(
        Organization, models.CASCADE, related_name="together_requests", verbose_name="聞かれた団体"
    )
    words = models.CharField("ひとこと", max_length=200, blank=True)
    status = models.CharField("状態", max_length=10, choices=Status, default=Status.WAITING)
    asked_by = models.CharField("たずねた人", max_length=60)
    answered_by = models.CharField("答えた人", max_length=60, blank=True)
    asked_at = models.DateTimeField("たずねた日時")
    answered_at = models.DateTimeField("答えた日時", null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-asked_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["series", "asked"],
                condition=Q(status="waiting"),
                name="portal_one_waiting_together_request",
            )
        ]
        verbose_name = "いっしょに開くかの質問"
        verbose_name_plural = "いっしょに開くかの質問"

    def __str__(self) -> str:
        return f"{self.series} {self.asking} → {self.asked}"

    @property
    def is_waiting(self) -> bool:
        """Whether nobody has answered it or taken it back."""
        return self.status == self.Status.WAITING
