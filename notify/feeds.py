"""A list as an Atom feed (RFC 4287): its newest notices in the words that hold now."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import format_html
from django.utils.translation import gettext as _

from cms.base.languages import in_language, lang_attribute
from notify.channels import FEED
from notify.models import Notice
from notify.telling import tell

if TYPE_CHECKING:
    from notify.announcement import Announcement, ListKey
    from notify.telling import OfferedList, Told

KEPT: Final = timedelta(days=90)
MOST_ENTRIES: Final = 50
MOST_READ: Final = 200
"""So many of the newest are asked for their words; some may be nothing for readers by now."""
NAMED_SINCE: Final = "2026"
"""Since when the domain names our things (RFC 4151); never changed, or every entry is new again."""
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


class Feed(Atom1Feed):
    """Without entries it was last changed when its day began, not at every question."""

    def latest_post_date(self) -> datetime:
        return super().latest_post_date() if self.items else self.feed["day_began"]


def path_of(key: ListKey) -> str:
    """The address of a feed without language."""
    return f"/feeds/{key.slug}.atom"


def feed_of(offered: OfferedList, language: str, now: datetime) -> Feed:
    """The feed of a list in a language, newest first; three queries beside those of the words."""
    feed = Feed(
        title=clean(f"{offered.name}｜{settings.SITE_NAME}"),
        link=absolute(offered.page, language),
        description=None,
        subtitle=clean(_("新しい集まり、日にちの変更、中止のお知らせです。")),
        language=lang_attribute(language),
        author_name=settings.SITE_NAME,
        feed_url=absolute(path_of(offered.key), language),
        feed_guid=tag(f"feeds/{offered.key.slug}/{language}"),
        day_began=timezone.make_aware(datetime.combine(timezone.localdate(now), time())),
    )
    for notice, announcement, told in _told(offered.key, language, now):
        feed.add_item(**_entry(notice, announcement, told, language))
    return feed


def _told(key: ListKey, language: str, now: datetime) -> list[tuple[Notice, Announcement, Told]]:
    rows = [(row, row.announcement) for row in delivered(key, now)[:MOST_READ]]
    words = tell([announcement for _row, announcement in rows], language, now)
    known = [(row, item, words[item]) for row, item in rows if item in words]
    return known[:MOST_ENTRIES]


def delivered(key: ListKey, now: datetime) -> Any:
    """The notices of a list that hold, newest first, as a query set."""
    return Notice.objects.filter(
        lists__slug=key.slug,
        overtaken=False,
        created_at__gte=now - KEPT,
        deliveries__channel=FEED,
        deliveries__sent_at__isnull=False,
    ).order_by("-created_at", "-pk")


def _entry(notice: Notice, announcement: Announcement, told: Told, language: str) -> dict[str, Any]:
    return {
        "title": clean(told.title),
        "link": absolute(told.path, language),
        "description": format_html("<p>{}</p>", clean(told.text)),
        "unique_id": tag(f"notices/{announcement.path}"),
        "pubdate": notice.created_at,
        "updateddate": notice.created_at,
    }


def absolute(path: str, language: str) -> str:
    return settings.BASE_URL + in_language(path, language)


def tag(path: str) -> str:
    """A name for ever: tag:example.jp,2026:notices/event/abcd2345/cancelled/2."""
    return f"tag:{settings.CALENDAR_DOMAIN},{NAMED_SINCE}:{path}"


def clean(text: str) -> str:
    """Without the characters that XML cannot carry."""
    return CONTROL.sub("", text)
