"""Records hand over what happened, in their own transaction; the same news is taken once."""

from __future__ import annotations

from itertools import batched
from typing import TYPE_CHECKING, Final

from django.db import transaction

from notify.channels import channel_names
from notify.delivering import deliver
from notify.models import Delivery, Notice, SubscriberList, list_row

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import datetime

    from notify.announcement import Announcement, Kind, ListKey

BATCH: Final = 500


def hand_over(announcements: Iterable[Announcement], now: datetime) -> None:
    """Keep announcements for every channel, and deliver them after the commit.

    Call it in the transaction of the record: with it, they are kept or undone. What was handed over
    before (`Announcement` says when two are the same) changes nothing.
    """
    with transaction.atomic():
        for batch in batched(dict.fromkeys(announcements), BATCH):
            if fresh := _keep(batch, now, overtaken=False):
                _overtake(fresh)
                _address(fresh)
                deliver.enqueue()


def pass_over(announcements: Iterable[Announcement], now: datetime) -> None:
    """Keep announcements as known without telling anybody, now or later."""
    with transaction.atomic():
        for batch in batched(dict.fromkeys(announcements), BATCH):
            _keep(batch, now, overtaken=True)


def handed_over(
    record_type: str, record_ids: Collection[str], kind: Kind, version: int
) -> set[str]:
    """Those of these records of which this has been handed over or passed over."""
    found = Notice.objects.filter(
        record_type=record_type,
        record_id__in=record_ids,
        occurrence="",
        kind=kind.value,
        version=version,
    )
    return set(found.values_list("record_id", flat=True))


def _keep(
    announcements: Sequence[Announcement], now: datetime, *, overtaken: bool
) -> list[Announcement]:
    """Write the rows that are missing, in their order; returns what they are of."""
    stored = {row.announcement for row in _rows(announcements)}
    fresh = [item for item in announcements if item not in stored]
    Notice.objects.bulk_create(
        [Notice.of(item, created_at=now, overtaken=overtaken) for item in fresh],
        ignore_conflicts=True,
    )
    return fresh


def _rows(announcements: Sequence[Announcement]) -> list[Notice]:
    wanted = set(announcements)
    rows = Notice.objects.filter(record_id__in={item.record_id for item in announcements})
    return [row for row in rows.order_by("pk") if row.announcement in wanted]


def _overtake(announcements: Sequence[Announcement]) -> None:
    """Take back what no longer holds; what still waits of it is not delivered."""
    for item in announcements:
        earlier = Notice.objects.filter(
            record_type=item.record_type,
            record_id=item.record_id,
            occurrence=item.occurrence,
            kind__in=[kind.value for kind in item.overtakes],
            overtaken=False,
        ).exclude(kind=item.kind.value, version=item.version)
        Delivery.objects.filter(notice__in=earlier, sent_at__isnull=True).delete()
        earlier.update(overtaken=True)


def _address(announcements: Sequence[Announcement]) -> None:
    """The lists and channels of new rows."""
    lists = _lists({key for item in announcements for key in item.lists})
    given = {item: item.lists for item in announcements}
    rows = _rows(announcements)
    Notice.lists.through.objects.bulk_create(
        [
            Notice.lists.through(notice_id=row.pk, subscriberlist_id=lists[key])
            for row in rows
            for key in given[row.announcement]
        ],
        ignore_conflicts=True,
    )
    Delivery.objects.bulk_create(
        [Delivery(notice=row, channel=name) for row in rows for name in channel_names()],
        ignore_conflicts=True,
    )


def _lists(keys: set[ListKey]) -> dict[ListKey, int]:
    """The primary key of each list; missing ones are made."""
    SubscriberList.objects.bulk_create([list_row(key) for key in keys], ignore_conflicts=True)
    slugs = {key.slug: key for key in keys}
    stored = SubscriberList.objects.filter(slug__in=slugs).values_list("slug", "pk")
    return {slugs[slug]: pk for slug, pk in stored}
