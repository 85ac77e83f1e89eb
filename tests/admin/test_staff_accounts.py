"""Inviting staff, giving a new password, taking access away: all in Wagtail's user admin."""

import re

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core import mail
from django.test import Client

from home.roles import EDITORS
from tests.admin.conftest import member_of, screen_of

PASSWORD = "umi-to-yama-2026"


def user_form(**changed):
    return {
        "username": "tanaka",
        "email": "tanaka@example.jp",
        "first_name": "花子",
        "last_name": "田中",
        "is_active": "on",
        **changed,
    }


def test_an_invited_editor_signs_in(administrator):
    group = Group.objects.get(name=EDITORS)
    administrator.post(
        "/admin/users/new/",
        user_form(password1=PASSWORD, password2=PASSWORD, groups=[group.pk]),
    )
    screen = Client()
    screen.post("/admin/login/", {"username": "tanaka", "password": PASSWORD})
    assert screen.get("/admin/").status_code == 200


def test_who_is_made_inactive_is_out_at_once(administrator):
    user = member_of(EDITORS)
    screen = screen_of(user)
    assert screen.get("/admin/").status_code == 200
    form = user_form(username=user.username, email=user.email, groups=[user.groups.get().pk])
    del form["is_active"]
    administrator.post(f"/admin/users/edit/{user.pk}/", form)
    assert not get_user_model().objects.get(pk=user.pk).is_active
    assert screen.get("/admin/").headers["Location"].startswith("/admin/login/")


def test_a_forgotten_password_is_replaced_by_a_mailed_link(roles):
    user = member_of(EDITORS)
    screen = Client()
    screen.post("/admin/password_reset/", {"email": user.email})
    link = re.search(r"https?://[^/\s]+(/admin/password_reset/confirm/\S+)", mail.outbox[0].body)
    form = screen.get(link[1], follow=True)
    screen.post(form.request["PATH_INFO"], {"new_password1": PASSWORD, "new_password2": PASSWORD})
    screen.post("/admin/login/", {"username": user.username, "password": PASSWORD})
    assert screen.get("/admin/").status_code == 200


def test_an_address_nobody_has_gets_no_mail(roles):
    Client().post("/admin/password_reset/", {"email": "nobody@example.jp"})
    assert mail.outbox == []
