"""What tests of proposals share: staff, a group that is trusted, and what a member types."""

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.utils import timezone

from events.models import EventSeries
from home.roles import ensure_roles
from portal.meetup_entry import entry_of_series
from portal.models import GroupStanding, Member, Proposal
from portal.proposing import flow


def staff(name: str, role: str = "承認", email: str = "") -> Any:
    """Somebody of the city in one of the roles."""
    ensure_roles()
    person = get_user_model().objects.create_user(name, email or f"{name}@example.jp", "x")
    person.groups.add(Group.objects.get(name=role))
    return person


def trust(group: Any) -> None:
    GroupStanding.objects.create(organization=group, trusted=True)


def draft(member: Member, series: EventSeries, **words: Any) -> Proposal:
    """A draft that changes some fields of the group's series."""
    entry = entry_of_series(series) | words
    return flow.save_draft("meetup", member, entry, title=str(series), record_id=series.public_id)


def sent(member: Member, series: EventSeries, **words: Any) -> Proposal:
    return flow.send(draft(member, series, **words), member, timezone.now())


def new_entry(series: EventSeries, **words: Any) -> dict[str, Any]:
    """Like the series, but a new one with another name."""
    return entry_of_series(series) | {"name": "あたらしい会"} | words


def sent_new(member: Member, series: EventSeries, **words: Any) -> Proposal:
    entry = new_entry(series, **words)
    kept = flow.save_draft("meetup", member, entry, title="あたらしい会")
    return flow.send(kept, member, timezone.now())


def refusing_server(message: Any) -> int:
    """A mail server that is not there, as a fake of what lies outside the machine."""
    raise OSError(f"{message.to} was refused")
