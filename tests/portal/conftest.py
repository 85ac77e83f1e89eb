"""A group with a member, a meetup next week, and a second group that none of it belongs to."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from directory.models import Organization
from events.models import EventSeries, Occurrence
from portal.links import make_link
from portal.models import Member
from tests.factories import EventSeriesFactory, MemberFactory, OrganizationFactory


@pytest.fixture
def group(locales) -> Organization:
    return OrganizationFactory(name="なみのおと", public_id="naminooto")


@pytest.fixture
def member(group) -> Member:
    return MemberFactory(organization=group, name="佐藤", email="sato@example.jp")


@pytest.fixture
def series(group) -> EventSeries:
    return EventSeriesFactory(name="きょうだいの夜", public_id="yoru", organizers=[group])


@pytest.fixture
def meetup(series) -> Occurrence:
    return series.occurrences.get()


@pytest.fixture
def other_meetup(locales) -> Occurrence:
    stranger = OrganizationFactory(name="べつの会")
    return EventSeriesFactory(public_id="betsu", organizers=[stranger]).occurrences.get()


def signed_in(member: Member) -> Client:
    """A phone whose owner opened the link and pressed the button."""
    client = Client()
    client.post(make_link(member, timezone.now()))
    return client


@pytest.fixture
def phone(member) -> Client:
    return signed_in(member)


def address(meetup: Occurrence, action: str = "") -> str:
    return f"/portal/dates/{meetup.series.public_id}/{meetup.key}/{action}"


def next_week():
    return timezone.localdate() + timedelta(days=7)
