"""An editor, a moderator and an administrator, each at a screen of their own."""

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser, Group
from django.test import Client

from home.roles import EDITORS, MODERATORS, ensure_roles


@pytest.fixture
def roles(locales) -> None:
    ensure_roles()


def member_of(group: str, name: str = "suzuki") -> AbstractBaseUser:
    user = get_user_model().objects.create_user(name, f"{name}@example.jp", "a-Long-passw0rd")
    user.groups.add(Group.objects.get(name=group))
    return user


def screen_of(user: AbstractBaseUser) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def editor(roles) -> Client:
    return screen_of(member_of(EDITORS))


@pytest.fixture
def moderator(roles) -> Client:
    return screen_of(member_of(MODERATORS, "mori"))


@pytest.fixture
def administrator(roles) -> Client:
    user = get_user_model().objects.create_superuser("admin", "admin@example.jp", "pw")
    return screen_of(user)


def place_form(**changed: Any) -> dict[str, Any]:
    """What the browser sends for a place: everything empty but its name and kind."""
    hours = {
        f"hours-{name}": ""
        for name in (
            "closed_yearly", "closed_nth", "audience_until", "audiences_not_served",
            "valid_from", "valid_until",
        )
    }  # fmt: skip
    return {
        "name": "みんなの食堂",
        "kind": "food",
        "hours-rows-count": "1",
        "hours-holiday_rows-count": "0",
        "hours-public_holidays": "as-usual",
        "fees": "",
        **hours,
        **changed,
    }
