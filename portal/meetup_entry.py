"""A meetup as the entry of a proposal: from the form and from the record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cms.base.fields import write_fees
from portal.entries import stored
from portal.meetup_places import place_of

if TYPE_CHECKING:
    from events.models import EventSeries
    from portal.meetup_form import MeetupForm
    from portal.proposing.kinds import Entry

PUBLISHED: Final = (
    "name", "kind", "summary", "rule", "schedule_note", "first_theme", "place", "place_name",
    "place_address", "place_note", "online", "fees", "application", "application_days",
    "application_note", "phone", "email", "website", "audiences", "topics", "image", "image_alt",
)  # fmt: skip
"""What an entry holds for the record, in the order in which moderators see it."""
TYPED_DATES: Final = (
    "phrase", "days", "numbers", "single_days", "first_day", "start", "end", "holidays",
)  # fmt: skip
"""What says the dates while it is typed; `rule` holds them once they are read."""
_AS_THEY_ARE: Final = (
    "name", "kind", "summary", "rule", "schedule_note", "place_note", "online", "application",
    "application_days", "application_note", "phone", "email", "website", "image_alt",
)  # fmt: skip


def entry_of_form(form: MeetupForm) -> Entry:
    """What was typed: read where it could be read, else as it stands. `form` has been validated."""
    entry = {name: stored(form, name) for name in PUBLISHED if name in form.fields}
    if not {"phrase", "days"} & form.errors.keys():
        return entry
    return entry | {name: form[name].data for name in TYPED_DATES}


def entry_of_series(series: EventSeries) -> Entry:
    """What the record says now, in the words of the form."""
    plain = {name: getattr(series, name) for name in _AS_THEY_ARE}
    return plain | {
        "place": place_of(series),
        "place_name": "",
        "place_address": "",
        "fees": "\n".join(write_fees(series.fees)),
        "audiences": [term.slug for term in series.audiences.all()],
        "topics": [term.slug for term in series.topics.all()],
        "image": series.image_id,
    }
