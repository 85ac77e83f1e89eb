"""What a record hands over is kept with it or undone with it, and taken once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from notify.announcement import EVERYTHING, Announcement, Kind, ListKey, ListKind
from notify.announcing import hand_over, handed_over, pass_over
from notify.models import Delivery, Notice, SubscriberList

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 25, tzinfo=UTC)
OFUNA = ListKey(ListKind.DISTRICT, "ofuna")


def happening(kind: Kind = Kind.NEW, **others) -> Announcement:
    facts = {"record_type": "fair", "record_id": "abc", "lists": frozenset({EVERYTHING, OFUNA})}
    return Announcement(kind, **facts | others)


def holding() -> set[str]:
    return {str(row) for row in Notice.objects.filter(overtaken=False)}


def test_a_notice_stands_on_its_lists_and_waits_for_the_feeds():
    hand_over([happening()], NOW)
    notice = Notice.objects.get()
    assert {row.slug for row in notice.lists.all()} == {"all", "area-ofuna"}
    assert [(row.channel, row.sent_at) for row in notice.deliveries.all()] == [("feed", None)]


def test_nothing_stays_of_a_save_that_is_undone():
    with transaction.atomic():
        hand_over([happening()], NOW)
        transaction.set_rollback(True)
    assert not Notice.objects.exists()
    assert not Delivery.objects.exists()
    assert not SubscriberList.objects.exists()


def test_the_same_news_is_taken_once_however_often_it_is_handed_over():
    hand_over([happening(), happening()], NOW)
    hand_over([happening()], NOW + timedelta(hours=1))
    assert Notice.objects.get().created_at == NOW
    assert Delivery.objects.count() == 1


def test_a_higher_version_is_news_again():
    hand_over([happening(version=1)], NOW)
    hand_over([happening(version=2)], NOW)
    assert Notice.objects.count() == 2


def test_only_the_last_word_on_whether_and_when_still_holds():
    for version, kind in enumerate((Kind.MOVED, Kind.CANCELLED, Kind.HELD_AGAIN)):
        hand_over([happening(kind, occurrence="2026-12-06", version=version)], NOW)
    assert holding() == {"fair/abc/2026-12-06/held-again/2"}


def test_what_was_overtaken_before_it_was_sent_is_not_sent():
    hand_over([happening(Kind.MOVED, occurrence="2026-12-06")], NOW)
    hand_over([happening(Kind.CANCELLED, occurrence="2026-12-06", version=1)], NOW)
    assert [row.notice.kind for row in Delivery.objects.all()] == ["cancelled"]


@pytest.mark.parametrize(
    "other", [{"occurrence": "2026-12-13"}, {"record_id": "xyz"}, {"record_type": "talk"}]
)
def test_news_of_another_date_or_record_overtakes_nothing(other):
    hand_over([happening(Kind.MOVED, occurrence="2026-12-06")], NOW)
    told = {"occurrence": "2026-12-06", "version": 1} | other
    hand_over([happening(Kind.CANCELLED, **told)], NOW)
    assert len(holding()) == 2


def test_a_theme_does_not_hide_that_the_date_was_moved():
    hand_over([happening(Kind.MOVED, occurrence="2026-12-06")], NOW)
    hand_over([happening(Kind.CHANGED, occurrence="2026-12-06", version=1)], NOW)
    assert len(holding()) == 2


def test_what_is_passed_over_is_known_and_never_told():
    pass_over([happening()], NOW)
    hand_over([happening()], NOW)
    assert handed_over("fair", ["abc", "xyz"], Kind.NEW, 0) == {"abc"}
    assert holding() == set()
    assert not Delivery.objects.exists()


@pytest.mark.parametrize(
    ("slug", "key"),
    [
        ("all", EVERYTHING),
        ("area-ofuna", OFUNA),
        ("group-abcd2345", ListKey(ListKind.GROUP, "abcd2345")),
        ("topic-a-b", ListKey(ListKind.TOPIC, "a-b")),
        ("all-x", None),
        ("area", None),
        ("area-", None),
        ("planet-mars", None),
        ("", None),
    ],
)
def test_the_address_of_a_list_is_read_back(slug, key):
    assert ListKey.read(slug) == key
    assert key is None or key.slug == slug
