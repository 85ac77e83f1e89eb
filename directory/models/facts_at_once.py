"""Facts that act at once: in tables of their own, never part of a draft or a revision.

A record is named by (record type, public id), so that rooms above this one can be checked too.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from wagtail.search.index import Indexed

from cms.base.finding import found_by
from plan.models import Department

if TYPE_CHECKING:
    from datetime import date


class FactAtOnce(models.Model):
    record_type = models.CharField("種類", max_length=20)
    record_id = models.CharField("公開ID", max_length=60)
    recorded_at = models.DateTimeField("記録した日時", auto_now_add=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="記録した人",
    )

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        with transaction.atomic():
            super().save(*args, **kwargs)
            self._announce()

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        with transaction.atomic():
            gone = super().delete(*args, **kwargs)
            self._announce()
        return gone

    def _announce(self) -> None:
        from directory.signals import facts_changed

        facts_changed.send(
            sender=type(self), record_type=self.record_type, record_id=self.record_id
        )


class Check(FactAtOnce):
    """The facts of a record were checked on a day, by a department or by a group (確認日)."""

    checked_on = models.DateField("確認日")
    next_due = models.DateField("次に確かめる日")
    by_department = models.ForeignKey(
        Department, models.SET_NULL, null=True, blank=True, verbose_name="確かめた課"
    )
    by_organization = models.ForeignKey(
        "directory.Organization",
        models.SET_NULL,
        null=True,
        blank=True,
        verbose_name="確かめた団体",
    )
    note = models.CharField("メモ", max_length=200, blank=True)

    class Meta:
        ordering: ClassVar = ["-checked_on", "-pk"]
        indexes: ClassVar = [
            models.Index(fields=["record_type", "record_id", "-checked_on"], name="check_record")
        ]
        verbose_name = "確認"
        verbose_name_plural = "確認"

    def __str__(self) -> str:
        return f"{self.record_type}:{self.record_id} {self.checked_on}"

    @property
    def by(self) -> str:
        """Who checked, as readers are told: a group is named while it is published."""
        if self.by_department:
            return str(self.by_department)
        group = self.by_organization
        if group is None:
            return _("市の担当")
        return str(group) if group.live else ""


class TemporaryStatusQuerySet(models.QuerySet):
    def active(self, today: date) -> Self:
        """What holds on `today` (Asia/Tokyo); an end date is part of the span."""
        return self.filter(starts_on__lte=today, ends_on__gte=today)

    def not_over(self, today: date) -> Self:
        """What holds on `today` or later."""
        return self.filter(ends_on__gte=today)

    def of(self, record_type: str, record_id: str) -> Self:
        return self.filter(Q(record_type=record_type), Q(record_id=record_id))


class TemporaryStatus(Indexed, FactAtOnce):
    """A temporary closure or an alert, with an end date."""

    class Kind(models.TextChoices):
        CLOSED = "closed", "臨時休み"
        ALERT = "alert", "お知らせ"

    kind = models.CharField("種類", max_length=10, choices=Kind, default=Kind.CLOSED)
    message = models.CharField("伝えること", max_length=200)
    starts_on = models.DateField("この日から")
    ends_on = models.DateField("この日まで")

    objects = TemporaryStatusQuerySet.as_manager()
    search_fields: ClassVar = found_by("record_id", "message")

    class Meta:
        ordering: ClassVar = ["starts_on", "pk"]
        indexes: ClassVar = [
            models.Index(fields=["record_type", "record_id"], name="status_record")
        ]
        verbose_name = "臨時のお知らせ"
        verbose_name_plural = "臨時のお知らせ"

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.message}"

    def clean(self) -> None:
        super().clean()
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValidationError(
                {"ends_on": "「この日まで」は「この日から」と同じ日か、あとの日にしてください。"}
            )

    def end(self, today: date) -> None:
        """From `today` on nobody sees it any more."""
        self.ends_on = today - timedelta(days=1)
        self.save(update_fields=["ends_on"])
