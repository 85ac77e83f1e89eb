"""A meetup as a kind of proposal: published as a series of the group, its change as a change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.images import get_image_model
from wagtail.models import Locale

from cms.base.templatetags.text import month_day
from directory.models import Audience, Place, Topic
from events.models import EventSeries, OccurrenceChange
from events.recurrence import Recurrence
from events.series_facts import parse_series
from portal.desk import series_kept_by, series_of
from portal.entries import as_data
from portal.meetup_dates import dates_ahead
from portal.meetup_entry import PUBLISHED, entry_of_series
from portal.meetup_form import MeetupForm
from portal.meetup_places import NOT_LISTED, chosen, label_of, new_venue
from portal.proposing import wording
from portal.proposing.kinds import register
from portal.proposing.stale import changed, rebased
from portal.republishing import published_with

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from directory.models import Organization
    from events.series_facts import Sitting
    from portal.proposing.kinds import Entry

KIND: Final = "meetup"
SERIES: Final = "series"
"""Key of an entry: the public id of the series that it changes."""
LABELS: Final = {
    "name": "集まりの名前",
    "kind": "種類",
    "summary": "ひとことで",
    "rule": "開く日",
    "schedule_note": "日にちのひとこと",
    "first_theme": "最初の回のテーマ",
    "place": "場所",
    "place_name": "新しい場所の名前",
    "place_address": "新しい場所の住所",
    "place_note": "部屋・階など",
    "online": "オンラインでも",
    "fees": "料金",
    "application": "申込み",
    "application_days": "申込みのしめきり（何日前まで）",
    "application_note": "申込みのしかた",
    "phone": "電話",
    "email": "メール",
    "website": "ホームページ",
    "audiences": "対象",
    "topics": "テーマ",
    "image": "写真",
    "image_alt": "写真の説明",
}
_PLAIN: Final = (
    "name", "kind", "summary", "rule", "schedule_note", "place_note", "online", "fees",
    "application", "application_days", "application_note", "phone", "email", "website", "image_alt",
)  # fmt: skip


class MeetupKind:
    """A meetup of a group, new or changed; see `portal.proposing.kinds.ProposalKind`."""

    name = KIND
    label = "集まり"
    labels = LABELS
    contacts = frozenset({"phone", "email", "website", "application_note"})
    edit_page = "portal:edit_proposal"

    def current(self, group: Organization, record_id: str) -> Entry:
        """What the series says now; {} for a new one. Http404 for what the group does not hold."""
        series = _held(group, record_id, timezone.now())
        return entry_of_series(series) if series else {}

    def shown(self, name: str, value: object) -> str:
        """A value in the words that moderators read; empty where nothing is said."""
        return wording.shown(_WRITERS, name, value)

    def record(self, group: Organization, record_id: str) -> EventSeries:
        """The source row of a series that the group holds, published or not; Http404 for another's."""
        key = group.translation_key
        mine = EventSeries.objects.filter(organizers__translation_key=key, public_id=record_id)
        found = EventSeries.objects.sources().filter(pk__in=mine).first()
        if found is None:
            raise Http404
        return found

    def public_url(self, record_id: str) -> str:
        """Where readers see it."""
        return reverse("events:series", args=[record_id])

    def extra_rows(self, group: Organization, entry: Entry) -> Sequence[tuple[str, str]]:
        """The next dates of a rule that can be read, for moderators."""
        rule = entry.get("rule")
        if not isinstance(rule, dict) or not rule:
            return ()
        ahead = dates_ahead(rule, timezone.localdate())
        return (("次の日にち", "、".join(month_day(item.date) for item in ahead.dates)),)

    def problems(self, group: Organization, entry: Entry) -> Sequence[str]:
        """Sentences saying why the entry cannot be published, in the order of the form."""
        now = timezone.now()
        series = _held(group, entry.get(SERIES, ""), now)
        if series and not series_kept_by(group, now).filter(pk=series.pk).exists():
            return [_("この集まりは、いまは、いっしょに開くほかの団体がなおします。")]
        form = self._form(group, entry, series, now)
        return [str(text) for texts in form.errors.values() for text in texts]

    def apply(self, group: Organization, record_id: str, entry: Entry) -> EventSeries:
        """Publishes a new series, or what the group changed in its own; the rest stays as it is.

        Raises ValueError with the sentences of `problems`, Http404 for what is not the group's.
        """
        now = timezone.now()
        series = _held(group, record_id, now)
        current = entry_of_series(series) if series else {}
        names = changed(entry, PUBLISHED)
        form = self._form(group, rebased(entry, current, PUBLISHED), series, now)
        if not form.is_valid():
            raise ValueError(" ".join(self.problems(group, entry)))
        if "place" in names or "place_name" in names or "place_address" in names:
            names = names | {"place"}
        return _published(series, form, names)

    def _form(
        self, group: Organization, entry: Entry, series: EventSeries | None, now: datetime
    ) -> MeetupForm:
        today = timezone.localdate(now)
        return MeetupForm(as_data(entry), group=group, series=series, now=now, today=today)


def _held(group: Organization, record_id: str, now: datetime) -> EventSeries | None:
    """A public series that the group holds; None for a new one. Http404 for any other.

    What was sent while the group kept it is refused or taken back after another one keeps it too.
    """
    if not record_id:
        return None
    found = series_of(group, now).filter(public_id=record_id).first()
    if found is None:
        raise Http404
    return found


def _published(series: EventSeries | None, form: MeetupForm, names: Collection[str]) -> EventSeries:
    """The source row with these fields of the form; an unpublished draft of the staff stays one."""
    if series is None:
        series = EventSeries(
            live=False, locale=Locale.objects.get(language_code=settings.LANGUAGE_CODE)
        )
        series.organizers.set([form.group.source])
    venue = _venue(form) if "place" in names else None
    series = published_with(series, lambda row: _write(row, form, names, venue))
    _name_first_date(series, form)
    return series


def _write(series: EventSeries, form: MeetupForm, names: Collection[str], venue: Any) -> None:
    found = form.cleaned_data
    for name in _PLAIN:
        if name in names:
            setattr(series, name, found[name])
    if "image" in names:
        series.image = get_image_model().objects.filter(pk=found["image"]).first()
    if "place" in names:
        series.place = venue if isinstance(venue, Place) else None
        series.location = None if isinstance(venue, Place) else venue
    for name in ("audiences", "topics"):
        if name in names:
            getattr(series, name).set(found[name])


def _venue(form: MeetupForm) -> Any:
    """The Place or Location that was chosen or typed; None where it is only online."""
    found = form.cleaned_data
    if found["place"] != NOT_LISTED:
        return chosen(found["place"], form.group, form.now, form.series)
    if not found["place_name"]:
        return None
    return new_venue(found["place_name"], found["place_address"])


def _name_first_date(series: EventSeries, form: MeetupForm) -> None:
    """The theme of the first date, which no draft can put back."""
    theme = form.cleaned_data.get("first_theme")
    first = series.occurrences.not_over(form.now).order_by("starts_at").first()
    if theme and first:
        OccurrenceChange.objects.update_or_create(
            series=series,
            original_date=first.original_date,
            sitting="",
            kind=OccurrenceChange.Kind.THEME,
            defaults={"theme": theme},
        )


def _rule(value: Any) -> str:
    """「毎月 第2土曜日 19:00〜20:30」"""
    if not isinstance(value, dict):
        return str(value)
    sittings = parse_series(value).sittings
    times = "、".join(_times(sitting) for sitting in sittings if sitting.start)
    return f"{Recurrence.from_facts(value).describe()} {times}".strip()


def _times(sitting: Sitting) -> str:
    begin, end = (f"{time:%H:%M}" if time else "" for time in (sitting.start, sitting.end))
    return f"{begin}〜{end}"


def _place(value: Any) -> str:
    if value == NOT_LISTED:
        return ""
    return label_of(str(value)) or str(value)


def _picture(value: Any) -> str:
    image = get_image_model().objects.filter(pk=value).first()
    return str(image or "")


_WRITERS: Final = {
    "kind": wording.choice(EventSeries, "kind"),
    "application": wording.choice(EventSeries, "application"),
    "rule": _rule,
    "place": _place,
    "online": lambda value: "はい" if value else "",
    "audiences": wording.names(Audience),
    "topics": wording.names(Topic),
    "image": _picture,
}

MEETUPS: Final = MeetupKind()
register(MEETUPS)
