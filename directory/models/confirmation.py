"""Asking a group whether its facts still hold, and what it answers. Private: no output reads this."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from directory.models.checked import record_of

if TYPE_CHECKING:
    from datetime import datetime


class ConfirmationRequestQuerySet(models.QuerySet):
    def of(self, record_type: str, record_id: str) -> Self:
        return self.filter(record_type=record_type, record_id=record_id)

    def sent(self) -> Self:
        """Those whose mail the mail server took."""
        return self.filter(sent_at__isnull=False)

    def waiting(self, now: datetime) -> Self:
        """Sent, and still to be answered at `now`."""
        return self.sent().filter(used_at=None, expires_at__gt=now)


class ConfirmationRequest(models.Model):
    """A mail to a group with a link that answers once. Only the hash of its token is kept.

    `sent_to` is the address it went to: the link ends when the group gets another one.
    """

    class Answer(models.TextChoices):
        UNCHANGED = "unchanged", "変わりありません"
        CORRECTION = "correction", "直すところがあります"

    record_type = models.CharField("種類", max_length=20)
    record_id = models.CharField("公開ID", max_length=60)
    organization = models.ForeignKey(
        "directory.Organization", models.CASCADE, related_name="+", verbose_name="団体"
    )
    token_hash = models.CharField(max_length=64, unique=True)
    sent_to = models.EmailField("送った先")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="送った人",
    )
    created_at = models.DateTimeField("作った日時")
    sent_at = models.DateTimeField("送った日時", null=True, blank=True)
    expires_at = models.DateTimeField("使える期限")
    used_at = models.DateTimeField("答えた日時", null=True, blank=True)
    answer = models.CharField("答え", max_length=10, choices=Answer, blank=True)

    objects = ConfirmationRequestQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-created_at", "-pk"]
        indexes: ClassVar = [
            models.Index(
                fields=["record_type", "record_id", "-created_at"], name="confirmation_record"
            )
        ]
        verbose_name = "確認のお願い"
        verbose_name_plural = "確認のお願い"

    def __str__(self) -> str:
        return f"{self.record_type}:{self.record_id} {self.created_at:%Y-%m-%d}"

    @property
    def record(self) -> Any | None:
        """The source row of the record it asks about; None once that is deleted."""
        return record_of(self.record_type, self.record_id)


class CorrectionQuerySet(models.QuerySet):
    def open(self) -> Self:
        """Those that nobody of the staff has dealt with."""
        return self.filter(outcome="")


class Correction(models.Model):
    """What a group says is different. It changes no fact: staff read it and do what is needed."""

    class Outcome(models.TextChoices):
        DONE = "done", "直しました"
        NOT_NEEDED = "not-needed", "直さなくてよい"

    record_type = models.CharField("種類", max_length=20)
    record_id = models.CharField("公開ID", max_length=60)
    organization = models.ForeignKey(
        "directory.Organization",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="団体",
    )
    text = models.TextField("ちがうところ", max_length=1000)
    phone = models.CharField("折り返す電話", max_length=30, blank=True)
    received_at = models.DateTimeField("届いた日時")
    outcome = models.CharField("どうしたか", max_length=10, choices=Outcome, blank=True)
    note = models.CharField("メモ", max_length=200, blank=True)
    resolved_at = models.DateTimeField("終わった日時", null=True, blank=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="終わらせた人",
    )

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["received_at", "pk"]
        indexes: ClassVar = [
            models.Index(fields=["received_at"], condition=Q(outcome=""), name="correction_open")
        ]
        verbose_name = "直すところの連絡"
        verbose_name_plural = "直すところの連絡"

    def __str__(self) -> str:
        return f"{self.record_type}:{self.record_id} {self.received_at:%Y-%m-%d}"

    @property
    def record(self) -> Any | None:
        """The source row of the record it is about; None once that is deleted."""
        return record_of(self.record_type, self.record_id)
