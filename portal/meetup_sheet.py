"""What the page of a meetup shows beside its form: the next dates, the places, the picture."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from wagtail.images import get_image_model

from japanese import holidays
from portal.meetup_dates import dates_ahead
from portal.meetup_entry import entry_of_series
from portal.meetup_places import NOT_LISTED, chosen, found_places, usual_places
from portal.pictures import own_picture
from portal.proposing.stale import SEEN

if TYPE_CHECKING:
    from datetime import date

    from directory.models import Organization
    from events.models import EventSeries
    from events.recurrence import Occurrence
    from portal.meetup_dates import Facts
    from portal.meetup_form import MeetupForm
    from portal.models import Proposal
    from portal.proposing.kinds import Entry

GROUPS = (
    ("about", ("kind", "summary", "schedule_note", "place_note", "online")),
    (
        "applying",
        (
            "fees",
            "application",
            "application_days",
            "application_note",
            "phone",
            "email",
            "website",
        ),
    ),
    ("readers", ("audiences", "topics")),
    ("picture", ("picture", "image", "image_alt")),
)
"""The parts of the form that may stay folded, with their fields."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is being written: a new meetup, a change of one, or a draft of either."""

    heading: str
    record_id: str = ""
    series: EventSeries | None = None
    proposal: Proposal | None = None
    entry: Entry = field(default_factory=dict)

    @property
    def initial(self) -> dict[str, Any]:
        """What stands in the form when it is opened."""
        rule = self.entry.get("rule") or {}
        answered = {"holidays": rule.get("public_holidays", "")} if isinstance(rule, dict) else {}
        return answered | self.entry | {SEEN: self.entry.get(SEEN) or {}}


def of_series(series: EventSeries) -> Sheet:
    """The page that changes a series."""
    entry = entry_of_series(series)
    heading = _("「%(name)s」を変える") % {"name": series.name}
    return Sheet(heading, series.public_id, series, entry=entry | {SEEN: entry})


def copy_of(series: EventSeries, group: Organization) -> Sheet:
    """A new meetup that begins as this one; a picture of another group stays with it."""
    entry = entry_of_series(series)
    if entry["image"] and own_picture(group, entry["image"]) is None:
        entry |= {"image": None, "image_alt": ""}
    if entry["application"] == series.Application.ASK:
        entry["application"] = series.Application.NONE.value
    return Sheet(
        _("「%(name)s」をもとに、新しい集まりをのせる") % {"name": series.name}, entry=entry
    )


def places_shown(form: MeetupForm, sheet: Sheet) -> list[dict[str, Any]]:
    """The places to choose from: the usual ones, what was found, and the chosen one."""
    value = form["place"].value() or ""
    query = form["place_query"].value() or ""
    listed = usual_places(form.group, form.now, sheet.series) + found_places(query, form.now)
    choices = {choice.value: choice for choice in listed}
    shown = [
        {"value": at, "label": choice.label, "hint": choice.hint, "checked": at == value}
        for at, choice in choices.items()
    ]
    if value not in {*choices, "", NOT_LISTED}:
        shown += _chosen_before(form, value)
    other = {"value": NOT_LISTED, "label": _("この中にない・オンライン"), "hint": ""}
    return [*shown, other | {"checked": value == NOT_LISTED}]


def is_found(form: MeetupForm) -> bool:
    """Whether the directory has a place for what was looked for."""
    return bool(found_places(form["place_query"].value() or "", form.now))


def _chosen_before(form: MeetupForm, value: str) -> list[dict[str, Any]]:
    row = chosen(value, form.group, form.now, form.series)
    return [{"value": value, "label": str(row), "hint": "", "checked": True}] if row else []


def preview(rule: Facts | None, today: date) -> dict[str, Any] | None:
    """The next dates for `dates_list`, and whether it is to be asked about public holidays."""
    if not rule:
        return None
    ahead = dates_ahead(rule, today)
    return {
        "in_words": ahead.in_words,
        "rows": [_row(item) for item in ahead.dates],
        "count": len(ahead.dates),
        "holiday": ahead.holiday,
        "holiday_name": holidays.name(ahead.holiday) if ahead.holiday else "",
        "has_time": ahead.has_time,
    }


def _row(item: Occurrence) -> dict[str, Any]:
    times = f"{item.start:%H:%M}" if item.start else ""
    if item.start and item.end:
        times = f"{times}〜{item.end:%H:%M}"
    name = holidays.name(item.date)
    warning = _("祝日です（%(name)s）") % {"name": name} if name else ""
    return {"date": item.date, "time": times, "status": item.status, "warning": warning}


def rule_shown(form: MeetupForm, sheet: Sheet) -> Facts | None:
    """The rule that the form says now; None while it cannot be read."""
    if form.is_bound:
        read = not {"phrase", "days"} & form.errors.keys()
        return form.cleaned_data.get("rule") if read else None
    rule = sheet.entry.get("rule")
    return rule if isinstance(rule, dict) and not sheet.entry.get("phrase") else None


def picture_shown(form: MeetupForm) -> Any:
    """The picture that is kept already."""
    pk = form["image"].value()
    ok = pk and "picture" not in form.errors
    return get_image_model().objects.filter(pk=pk).first() if ok else None


def opened(form: MeetupForm) -> set[str]:
    """The parts that stand open: what is wrong or filled is never hidden."""
    return {
        part
        for part, names in GROUPS
        if any(name in form.errors for name in names) or _is_filled(form, part)
    }


def _is_filled(form: MeetupForm, part: str) -> bool:
    telling = {
        "about": ("summary", "schedule_note", "place_note", "online"),
        "applying": ("fees", "application_note", "phone", "email", "website"),
        "readers": ("audiences", "topics"),
        "picture": ("image",),
    }[part]
    return any(form[name].value() for name in telling)
