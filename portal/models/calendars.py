"""The calendar that a group keeps elsewhere, and what was found in it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from directory.models import Organization
from portal.models.proposals import Proposal


class GroupCalendar(models.Model):
    """Where a group's own calendar is, and how reading it went.

    `address` may be known to the group alone: it stands on no public page and in no log.
    `last_error` is a `portal.calendars.problems.Problem`; `left_out` counts events by reason.
    """

    organization = models.OneToOneField(
        Organization, models.CASCADE, related_name="own_calendar", verbose_name="団体"
    )
    address = models.CharField("カレンダーのアドレス", max_length=1000)
    active = models.BooleanField("読みに行く", default=True)
    etag = models.CharField(max_length=200, blank=True, editable=False)
    last_modified = models.CharField(max_length=200, blank=True, editable=False)
    last_read_at = models.DateTimeField("読めた日時", null=True, blank=True, editable=False)
    last_whole_at = models.DateTimeField(null=True, blank=True, editable=False)
    next_read_at = models.DateTimeField("次に読む日時", null=True, blank=True, editable=False)
    last_error = models.CharField("読めなかったわけ", max_length=30, blank=True, editable=False)
    failures = models.PositiveSmallIntegerField(
        "つづけて読めなかった回数", default=0, editable=False
    )
    left_out = models.JSONField(default=dict, editable=False)

    class Meta:
        ordering: ClassVar = ["organization"]
        verbose_name = "団体のカレンダー"
        verbose_name_plural = "団体のカレンダー"

    def __str__(self) -> str:
        return str(self.organization)


class CalendarEntry(models.Model):
    """One event of a group's calendar, and whether the group wants it on the site.

    `facts` are those of `events.recurrence` (Asia/Tokyo); `is_whole` is False where they hold single
    dates of a rule that they cannot say. `decided` keeps words and facts as they were when the group
    took the event, to tell what changed in the calendar since.
    """

    class Decision(models.TextChoices):
        WAITING = "waiting", "きめていない"
        TAKEN = "taken", "のせる"
        IGNORED = "ignored", "のせない"

    calendar = models.ForeignKey(GroupCalendar, models.CASCADE, related_name="entries")
    uid = models.CharField(max_length=200)
    recurrence_id = models.CharField(max_length=40, blank=True)
    summary = models.CharField("題", max_length=200, blank=True)
    description = models.TextField("説明", blank=True)
    location = models.CharField("場所", max_length=300, blank=True)
    facts = models.JSONField("日にち", default=dict)
    is_whole = models.BooleanField(default=True)
    next_on = models.DateField("次の日")
    first_seen_at = models.DateTimeField("見つけた日時")
    gone_at = models.DateTimeField("消えた日時", null=True, blank=True)
    decision = models.CharField(
        "きめたこと", max_length=10, choices=Decision, default=Decision.WAITING
    )
    decided = models.JSONField("きめたときの内容", default=dict)
    proposal = models.ForeignKey(
        Proposal, models.SET_NULL, null=True, blank=True, related_name="calendar_entries"
    )

    class Meta:
        ordering: ClassVar = ["next_on", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["calendar", "uid", "recurrence_id"], name="portal_one_entry_of_an_event"
            )
        ]
        verbose_name = "カレンダーの予定"
        verbose_name_plural = "カレンダーの予定"

    def __str__(self) -> str:
        return self.summary or self.uid
