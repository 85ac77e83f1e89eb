"""A calendar's server and a group that gives its address."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from portal.calendars import keeping
from portal.models import GroupCalendar
from tests.portal.calendars.server import HOST, Site, answer, make_certificate
from tests.portal.calendars.writing import calendar, event
from tests.portal.conftest import group, member, other_meetup, phone

__all__ = ["group", "member", "other_meetup", "phone"]
ADDRESS = f"https://{HOST}/group.ics"


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return make_certificate(tmp_path_factory.mktemp("tls"), HOST)


@pytest.fixture
def site(certificate: tuple[Path, Path]) -> Iterator[Site]:
    """Holds one meetup next week at /group.ics."""
    found = Site(*certificate)
    found.pages["/group.ics"] = answer(calendar(event(summary="朝の会")))
    found.start()
    yield found
    found.stop()


@pytest.fixture
def internet(site: Site, monkeypatch: pytest.MonkeyPatch) -> Site:
    """What lies outside the machine is the site alone."""
    monkeypatch.setattr(keeping, "INTERNET", site.network())
    return site


@pytest.fixture
def kept(group, internet) -> GroupCalendar:
    """The group's calendar, read once."""
    row = keeping.save_address(group, ADDRESS, timezone.now())
    assert keeping.read(row, timezone.now()) is None
    return GroupCalendar.objects.get()


def read_again(at: datetime | None = None) -> str:
    """Reads the one calendar anew; the problem or ""."""
    row = GroupCalendar.objects.get()
    return keeping.read(row, at or timezone.now()) or ""


def in_days(days: int) -> datetime:
    """10 o'clock in Japan, so many days from now."""
    at = timezone.localtime() + timedelta(days=days)
    return at.replace(hour=10, minute=0, second=0, microsecond=0)
