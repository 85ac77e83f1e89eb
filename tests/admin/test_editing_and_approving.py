"""An editor writes and sends on; a moderator approves; nobody else gets in."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.core import mail
from wagtail.models import ModelLogEntry, Workflow

from directory.models import Place
from home.roles import EDITORS, MODERATORS, WORKFLOW, ensure_roles
from tests.admin.conftest import place_form
from tests.factories import MemberFactory, PlaceFactory

ADD = "/admin/snippets/directory/place/add/"
LIST = "/admin/snippets/directory/place/"


def edit(place: Place) -> str:
    return f"/admin/snippets/directory/place/edit/{place.pk}/"


def test_a_new_place_is_a_draft_and_not_public(editor):
    editor.post(ADD, place_form())
    place = Place.objects.get()
    assert not place.live
    assert not Place.objects.public().exists()


def test_an_editor_cannot_publish_even_by_asking_for_it(editor):
    editor.post(ADD, place_form(**{"action-publish": "1"}))
    assert not Place.objects.filter(live=True).exists()


def test_what_an_editor_sends_on_is_published_when_a_moderator_approves(editor, moderator):
    editor.post(ADD, place_form(**{"action-submit": "1"}))
    place = Place.objects.get()
    task = place.current_workflow_task_state
    address = f"/admin/snippets/directory/place/workflow/action/{place.pk}/approve/{task.pk}/"
    editor.post(address, {"comment": ""})
    assert not Place.objects.public().exists()
    moderator.post(address, {"comment": ""})
    assert Place.objects.public().get().name == "みんなの食堂"


def test_moderators_are_told_by_mail_what_waits_for_them(editor, moderator):
    editor.post(ADD, place_form(**{"action-submit": "1"}))
    assert [message.to for message in mail.outbox] == [["mori@example.jp"]]
    assert "みんなの食堂" in mail.outbox[0].subject


def test_a_moderator_sends_back_with_a_comment_and_nothing_is_published(editor, moderator):
    editor.post(ADD, place_form(**{"action-submit": "1"}))
    place = Place.objects.get()
    task = place.current_workflow_task_state
    moderator.post(
        f"/admin/snippets/directory/place/workflow/action/{place.pk}/reject/{task.pk}/",
        {"comment": "電話を書いてください"},
    )
    assert place.workflow_states.get().status == "needs_changes"
    assert not Place.objects.public().exists()


def test_a_change_of_a_public_place_waits_as_a_draft(editor, locales):
    place = PlaceFactory(name="食堂", phone="0467-00-0000")
    editor.post(edit(place), place_form(name="食堂", phone="0467-11-1111"))
    assert Place.objects.public().get().phone == "0467-00-0000"
    place.refresh_from_db()
    assert place.get_latest_revision_as_object().phone == "0467-11-1111"


def test_every_edit_stands_in_the_history(editor):
    editor.post(ADD, place_form())
    editor.post(edit(Place.objects.get()), place_form(name="食堂"))
    logged = ModelLogEntry.objects.filter(content_type__model="place").values_list(
        "action", flat=True
    )
    assert {"wagtail.create", "wagtail.edit"} <= set(logged)


def test_a_copy_starts_as_a_draft_with_an_id_of_its_own(editor, locales):
    place = PlaceFactory(name="食堂")
    shown = editor.get(f"/admin/snippets/directory/place/copy/{place.pk}/")
    assert 'value="食堂"' in shown.content.decode()
    editor.post(ADD, place_form(name="食堂"))
    copy = Place.objects.exclude(pk=place.pk).get()
    assert copy.public_id != place.public_id
    assert not copy.live


def test_a_locked_place_can_only_be_changed_by_who_locked_it(editor, moderator, locales):
    place = PlaceFactory(name="食堂")
    moderator.post(f"/admin/snippets/directory/place/lock/{place.pk}/")
    editor.post(edit(place), place_form(name="べつの名前"))
    place.refresh_from_db()
    assert place.get_latest_revision_as_object().name == "食堂"


def test_the_list_finds_a_part_of_a_japanese_word_and_shows_one_language(
    editor, locales, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        place = PlaceFactory(name="みんなの食堂")
        PlaceFactory(name="ベンチ")
        translation = place.copy_for_translation(locales["en"])
        translation.name = "食堂 in English"
        translation.save()
    found = editor.get(LIST, {"q": "の食"}).content.decode()
    assert "みんなの食堂" in found
    assert "ベンチ" not in found
    assert "in English" not in editor.get(LIST).content.decode()
    assert "in English" in editor.get(LIST, {"locale": "en"}).content.decode()


@pytest.mark.parametrize(
    "path",
    [
        "snippets/directory/place/", "snippets/directory/organization/",
        "snippets/directory/location/", "snippets/directory/check/",
        "snippets/directory/temporarystatus/", "snippets/directory/area/",
        "snippets/directory/audience/", "snippets/directory/topic/",
        "snippets/events/eventseries/", "snippets/events/occurrencechange/",
        "snippets/navigator/benefit/", "snippets/plan/measure/", "snippets/plan/planedition/",
        "snippets/plan/department/", "snippets/portal/member/",
    ],
)  # fmt: skip
def test_lists_forms_and_exports_open(administrator, path):
    for address in (path, f"{path}add/", f"{path}?q=食", f"{path}?export=csv"):
        assert administrator.get(f"/admin/{address}").status_code == 200, address


def test_editors_have_no_users_settings_or_plan(editor):
    for path in ("users/", "groups/", "workflows/list/", "snippets/plan/measure/add/",
                 "snippets/portal/member/", "snippets/directory/area/add/"):  # fmt: skip
        assert editor.get(f"/admin/{path}").status_code == 302, path


def test_a_member_of_a_group_has_no_admin(client, roles):
    member = MemberFactory()
    assert not get_user_model().objects.filter(email=member.email).exists()
    assert client.get("/admin/").headers["Location"].startswith("/admin/login/")


def test_roles_are_the_same_after_a_second_run(roles):
    def state():
        return [
            (
                group.name,
                group.permissions.count(),
                group.page_permissions.count(),
                group.collection_permissions.count(),
            )
            for group in Group.objects.order_by("name")
        ] + [workflow.name for workflow in Workflow.objects.all()]

    before = state()
    ensure_roles()
    assert state() == before
    assert {EDITORS, MODERATORS} == {name for name, *_counts in before[:2]}
    assert WORKFLOW in before


def test_a_permission_taken_away_comes_back_and_one_that_is_missing_is_named(roles):
    group = Group.objects.get(name=MODERATORS)
    group.permissions.remove(Permission.objects.get(codename="publish_place"))
    ensure_roles()
    assert group.permissions.filter(codename="publish_place").exists()
    Permission.objects.filter(codename="publish_place").delete()
    with pytest.raises(LookupError, match=r"directory\.publish_place"):
        ensure_roles()
