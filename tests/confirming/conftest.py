"""A group with a private address, its published place, and a link that was mailed to it."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from directory.confirmation_mail import ask_group
from directory.models import Organization, Place
from tests.factories import CheckFactory, DepartmentFactory, OrganizationFactory, PlaceFactory

ADDRESS = "nami@group.example.jp"


@pytest.fixture
def group(locales) -> Organization:
    return OrganizationFactory(name="なみのおと", public_id="naminooto", confirmation_email=ADDRESS)


@pytest.fixture
def place(group: Organization) -> Place:
    """Due in a week; 福祉総務課 answers for it."""
    department = DepartmentFactory(
        name="福祉総務課", phone="0467-23-0000", email="fukushi@city.example.jp"
    )
    place = PlaceFactory(
        name="しおかぜ食堂",
        public_id="shiokaze",
        organization=group,
        department=department,
        phone="0467-00-0000",
        private_contact="代表 090-1111-2222",
        hours={"hours": [{"days": ["SA"], "opens": "11:00", "closes": "14:00"}]},
        fees=[{"who": "おとな", "yen": 300}],
    )
    today = timezone.localdate()
    CheckFactory(
        record_id=place.public_id,
        checked_on=today - timedelta(days=175),
        next_due=today + timedelta(days=7),
        by_department=department,
    )
    return place


def path_in(text: str) -> str:
    """The address of the link in a mail, without the host."""
    return re.search(r"https?://[^/\s]+(/confirm/\S+)", text)[1]


@pytest.fixture
def link(place: Place) -> str:
    ask_group(place, timezone.now())
    return path_in(mail.outbox[-1].body)


def form_token_of(page: str) -> str:
    return re.search(r'name="form_token" value="([^"]+)"', page)[1]


def press(link: str, client: Client | None = None, end: str = "", **typed: str):
    """Fetches the page of the link and sends its form."""
    client = client or Client()
    page = client.get(link + end).content.decode()
    return client.post(link + end, {"form_token": form_token_of(page), **typed})
