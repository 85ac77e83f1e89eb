"""The outbox of notices: what happened, which lists it is for, and what has been delivered."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from notify.announcement import Announcement, Kind, ListKey, ListKind


class SubscriberList(models.Model):
    """A list that can be followed: everything, or one district, topic or group.

    It holds no name: the room that the term or group belongs to tells it (`notify.telling`).
    """

    slug = models.CharField(max_length=80, unique=True)
    kind = models.CharField(max_length=10, choices=[(kind.value, kind.name) for kind in ListKind])
    key = models.CharField(max_length=60, blank=True)

    class Meta:
        verbose_name = "お知らせの宛先"
        verbose_name_plural = "お知らせの宛先"

    def __str__(self) -> str:
        return self.slug


class Notice(models.Model):
    """One thing that happened to a record or to one date of it; it holds no words.

    Written in the transaction of the record by `notify.announcing.hand_over` alone. An `overtaken`
    one no longer holds or was never meant for readers; it stays, so that it is not handed over twice.
    """

    kind = models.CharField(max_length=10, choices=[(kind.value, kind.name) for kind in Kind])
    record_type = models.CharField(max_length=20)
    record_id = models.CharField(max_length=60)
    occurrence = models.CharField(max_length=20, blank=True)
    version = models.PositiveBigIntegerField(default=0)
    happens_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()
    overtaken = models.BooleanField(default=False)
    lists = models.ManyToManyField(SubscriberList, related_name="notices")

    class Meta:
        ordering: ClassVar = ["-created_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["record_type", "record_id", "occurrence", "kind", "version"],
                name="notify_handed_over_once",
            )
        ]
        indexes: ClassVar = [models.Index(fields=["-created_at"], name="notify_newest")]
        verbose_name = "送るお知らせ"
        verbose_name_plural = "送るお知らせ"

    def __str__(self) -> str:
        return self.announcement.path

    @property
    def announcement(self) -> Announcement:
        """What was handed over, without its lists."""
        return Announcement(
            kind=Kind(self.kind),
            record_type=self.record_type,
            record_id=self.record_id,
            occurrence=self.occurrence,
            version=self.version,
            happens_at=self.happens_at,
        )

    @classmethod
    def of(cls, announcement: Announcement, **values: object) -> Notice:
        """An unsaved row of an announcement."""
        return cls(
            kind=announcement.kind.value,
            record_type=announcement.record_type,
            record_id=announcement.record_id,
            occurrence=announcement.occurrence,
            version=announcement.version,
            happens_at=announcement.happens_at,
            **values,
        )


class Delivery(models.Model):
    """A notice on one channel; it waits while `sent_at` is empty."""

    notice = models.ForeignKey(Notice, models.CASCADE, related_name="deliveries")
    channel = models.CharField(max_length=20)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["notice", "channel"], name="notify_delivered_once")
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["id"], name="notify_waiting", condition=models.Q(sent_at__isnull=True)
            )
        ]
        verbose_name = "届けた記録"
        verbose_name_plural = "届けた記録"

    def __str__(self) -> str:
        return f"{self.notice_id}:{self.channel}"


def list_row(key: ListKey) -> SubscriberList:
    """An unsaved row of a list."""
    return SubscriberList(slug=key.slug, kind=key.kind.value, key=key.key)
