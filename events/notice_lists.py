"""The lists of meetups that can be followed: everything, a district, a topic, a group."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import translation
from django.utils.translation import gettext as _

from directory.models import Area, Organization, Topic
from notify.announcement import EVERYTHING, ListKey, ListKind
from notify.telling import OfferedList

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime


class Everything:
    """The one list of all meetups."""

    def offered(self, language: str, now: datetime) -> Sequence[OfferedList]:
        with translation.override(language):
            name = _("集まりのお知らせ")
        return [OfferedList(EVERYTHING, name, "/events/calendar.ics", "/events/")]

    def named(self, key: str, language: str, now: datetime) -> OfferedList | None:
        return self.offered(language, now)[0]


class Districts:
    """The 行政地域."""

    def offered(self, language: str, now: datetime) -> Sequence[OfferedList]:
        return [_district(row, language) for row in Area.objects.filter(kind=Area.Kind.DISTRICT)]

    def named(self, key: str, language: str, now: datetime) -> OfferedList | None:
        row = Area.objects.filter(kind=Area.Kind.DISTRICT, slug=key).first()
        return _district(row, language) if row else None


class Topics:
    def offered(self, language: str, now: datetime) -> Sequence[OfferedList]:
        return [_topic(row, language) for row in Topic.objects.all()]

    def named(self, key: str, language: str, now: datetime) -> OfferedList | None:
        row = Topic.objects.filter(slug=key).first()
        return _topic(row, language) if row else None


class Groups:
    """Each public group has its list; it is offered on the group's own page, since they are many."""

    def offered(self, language: str, now: datetime) -> Sequence[OfferedList]:
        return ()

    def named(self, key: str, language: str, now: datetime) -> OfferedList | None:
        group = Organization.public_in(language, key, now)
        if group is None:
            return None
        page = f"/groups/{group.public_id}/"
        return OfferedList(
            ListKey(ListKind.GROUP, group.public_id), group.name, f"{page}calendar.ics", page
        )


def _district(row: Area, language: str) -> OfferedList:
    query = f"?area={row.slug}"
    return OfferedList(
        ListKey(ListKind.DISTRICT, row.slug),
        row.name_in(language),
        f"/events/calendar.ics{query}",
        f"/events/{query}",
    )


def _topic(row: Topic, language: str) -> OfferedList:
    key = ListKey(ListKind.TOPIC, row.slug)
    return OfferedList(key, row.name_in(language), "", "/events/")
