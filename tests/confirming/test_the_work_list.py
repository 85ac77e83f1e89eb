"""Staff: what is to be checked, confirmed with one press, taken back with another."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from dateutil.relativedelta import relativedelta
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from directory.models import Check, ConfirmationRequest, Correction, TemporaryStatus
from home.roles import EDITORS, ensure_roles
from tests.admin.conftest import member_of, screen_of
from tests.factories import (
    BenefitFactory,
    CheckFactory,
    DepartmentFactory,
    EventSeriesFactory,
    OrganizationFactory,
    PlaceFactory,
)

pytestmark = pytest.mark.django_db
DESK = "/admin/checks/"


@pytest.fixture
def editor(locales) -> Client:
    ensure_roles()
    return screen_of(member_of(EDITORS))


@pytest.fixture
def today():
    return timezone.localdate()


def checked(record, due_in: int, **facts) -> Check:
    today = timezone.localdate()
    return CheckFactory(
        record_type=record.record_type,
        record_id=record.public_id,
        checked_on=today - timedelta(days=180),
        next_due=today + timedelta(days=due_in),
        **facts,
    )


def named(page: str) -> list[str]:
    """The records of the list in its order."""
    return re.findall(r"「([^」]+)」をえらぶ", page)


def shown(screen: Client, query: str = "") -> str:
    return screen.get(DESK + query).content.decode()


def test_what_is_due_stands_in_the_list_oldest_first(editor):
    never, late, soon, later = (PlaceFactory(name=name) for name in ("未", "遅", "近", "先"))
    checked(late, -40)
    checked(soon, 30)
    checked(later, 31)
    checked(BenefitFactory(name="制"), -1)
    checked(EventSeriesFactory(name="集"), 3)
    checked(OrganizationFactory(name="団"), 0)
    PlaceFactory(name="下書き", live=False)
    assert never.name == "未"
    assert named(shown(editor)) == ["未", "遅", "制", "団", "集", "近"]


def test_the_list_is_narrowed_by_kind_department_and_how_to_reach(editor, group):
    department = DepartmentFactory(name="こども課")
    own = PlaceFactory(name="課の", department=department)
    once = OrganizationFactory(name="前に課が")
    checked(own, 1)
    checked(once, 2, by_department=department)
    silent = OrganizationFactory(name="送り先なし")
    PlaceFactory(name="なしの家", organization=silent)
    EventSeriesFactory(name="ともにひらく", organizers=[silent, group])
    assert set(named(shown(editor, "?type=group"))) == {"前に課が", "送り先なし", "なみのおと"}
    assert named(shown(editor, f"?department={department.pk}")) == ["課の", "前に課が"]
    assert set(named(shown(editor, "?phone=1"))) == {"なしの家", "送り先なし", "前に課が"}
    assert "電話で聞きます" in shown(editor, "?phone=1")
    for nonsense in (
        "?type=x&department=x&page=x",
        "?page=999",
        "?department=99999",
        f"?department={'9' * 30}",
    ):
        assert editor.get(DESK + nonsense).status_code == 200


def test_contacts_are_there_for_staff(editor, place):
    page = shown(editor)
    assert "代表 090-1111-2222" in page
    assert "なみのおと" in page
    assert "確認のメールを送る" in page


def test_one_press_confirms_and_another_takes_it_back(editor, place, today):
    before = Check.objects.get()
    answer = editor.post(f"{DESK}confirm/?record=place:shiokaze", {"next": DESK}, follow=True)
    page = answer.content.decode()
    check = Check.objects.get(checked_on=today)
    assert check.next_due == today + relativedelta(months=6)
    assert check.by == "福祉総務課"
    assert check.recorded_by.username == "suzuki"
    assert "「しおかぜ食堂」を、変わりないと確認しました" in page
    undo = re.search(r'w-action-url-value="(/admin/checks/undo/[^"]+)"', page)[1]
    assert "とりけしました" in editor.post(undo, follow=True).content.decode()
    assert list(Check.objects.all()) == [before]


def test_the_ticked_rows_are_confirmed_together_and_taken_back_together(editor, today):
    places = [PlaceFactory() for _ in range(3)]
    ticked = [place.key for place in places[:2]]
    page = editor.post(f"{DESK}confirm/", {"record": ticked}, follow=True).content.decode()
    assert "2件を、変わりないと確認しました" in page
    assert {check.record_id for check in Check.objects.all()} == {
        place.public_id for place in places[:2]
    }
    editor.post(re.search(r'w-action-url-value="([^"]+undo[^"]+)"', page)[1].replace("&amp;", "&"))
    assert not Check.objects.exists()


def test_nothing_ticked_is_said(editor):
    page = editor.post(f"{DESK}confirm/", {"record": ["place:x", "", "nothing"]}, follow=True)
    assert "確認するものを、えらんでください" in page.content.decode()


def test_a_benefit_is_good_for_a_year(editor, today):
    benefit = BenefitFactory()
    editor.post(f"{DESK}confirm/?record={benefit.key}")
    assert Check.objects.get().next_due == today + relativedelta(months=12)


def test_only_own_checks_of_the_last_hour_are_taken_back(editor, place):
    other = CheckFactory(record_id=place.public_id)
    page = editor.post(
        f"{DESK}undo/?check={other.pk}&check=x&check={'9' * 30}", follow=True
    ).content.decode()
    assert "とりけせる確認がありません" in page
    editor.post(f"{DESK}confirm/?record={place.key}")
    own = Check.objects.order_by("pk").last()
    Check.objects.filter(pk=own.pk).update(recorded_at=timezone.now() - timedelta(minutes=61))
    editor.post(f"{DESK}undo/?check={own.pk}")
    assert Check.objects.filter(pk=own.pk).exists()


ACTIONS = (
    "confirm/?record=place:shiokaze",
    "undo/?check=1",
    "ask/?record=place:shiokaze",
    "corrections/1/",
    "statuses/1/end/",
)


@pytest.mark.parametrize("action", ACTIONS)
def test_every_action_needs_a_press_a_token_and_a_permission(editor, place, action):
    assert editor.get(DESK + action).status_code == 405
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = editor.cookies
    assert strict.post(DESK + action).status_code == 403
    guest = screen_of(member_without_rights())
    for screen, method in ((guest, "post"), (Client(), "post")):
        assert getattr(screen, method)(DESK + action).status_code in (302, 403)
    assert Check.objects.count() == 1
    assert mail.outbox == []


def member_without_rights():
    from django.contrib.auth.models import Group, Permission

    readers = Group.objects.create(name="見るだけ")
    readers.permissions.add(Permission.objects.get(codename="access_admin"))
    return member_of("見るだけ", "guest")


def test_somebody_without_the_permission_sees_no_list_and_no_button(locales, place):
    ensure_roles()
    guest = screen_of(member_without_rights())
    assert guest.get(DESK).status_code == 302
    assert "確かめるものを見る" not in guest.get("/admin/").content.decode()


def test_a_mail_goes_out_by_a_press_and_a_double_press_sends_one(editor, place):
    page = editor.post(f"{DESK}ask/?record={place.key}", follow=True).content.decode()
    assert "なみのおとにメールで聞きました" in page
    assert (
        "さきほど送りました"
        in editor.post(f"{DESK}ask/?record={place.key}", follow=True).content.decode()
    )
    assert len(mail.outbox) == 1
    assert ConfirmationRequest.objects.get().asked_by.username == "suzuki"
    assert "にメールで聞きました" in shown(editor)


def test_a_refused_mail_is_one_sentence_to_staff(editor, place, settings):
    settings.MAILERS = {
        "default": {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": {"host": "127.0.0.1", "port": 1, "timeout": 2},
        }
    }
    page = editor.post(f"{DESK}ask/?record={place.key}", follow=True).content.decode()
    assert "メールを送れませんでした" in page
    assert not ConfirmationRequest.objects.exists()


@pytest.mark.parametrize(
    ("name", "sentence"),
    [("place:nothing", "見つかりません"), ("x", "見つかりません"), ("", "見つかりません")],
)
def test_asking_about_nothing_is_said(editor, name, sentence):
    page = editor.post(f"{DESK}ask/?record={name}", follow=True).content.decode()
    assert sentence in page


def test_what_is_not_public_is_not_asked_about(editor, place):
    place.unpublish()
    page = editor.post(f"{DESK}ask/?record={place.key}", follow=True).content.decode()
    assert "公開していないもの" in page
    assert mail.outbox == []


@pytest.fixture
def correction(place, group) -> Correction:
    return Correction.objects.create(
        record_type="place",
        record_id=place.public_id,
        organization=group,
        text="<火曜>は休みです",
        phone="0467-11-1111",
        received_at=timezone.now(),
    )


def test_a_correction_stands_in_the_list_and_on_the_first_page_until_it_is_dealt_with(
    editor, correction
):
    page = shown(editor)
    assert "&lt;火曜&gt;は休みです" in page
    assert "0467-11-1111" in page
    assert "団体からの連絡 1件" in editor.get("/admin/").content.decode()
    editor.post(f"{DESK}corrections/{correction.pk}/", {"outcome": "done", "note": "直した"})
    correction.refresh_from_db()
    assert (correction.outcome, correction.note, correction.phone) == ("done", "直した", "")
    assert correction.resolved_by.username == "suzuki"
    assert "&lt;火曜&gt;" not in shown(editor)
    assert "団体からの連絡" not in editor.get("/admin/").content.decode()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [({"outcome": "not-needed"}, "わけを、メモに"), ({"outcome": "x"}, "押してください")],
)
def test_a_correction_that_needs_nothing_needs_a_note(editor, correction, typed, sentence):
    address = f"{DESK}corrections/{correction.pk}/"
    assert sentence in editor.post(address, typed, follow=True).content.decode()
    assert Correction.objects.open().exists()
    editor.post(address, {"outcome": "not-needed", "note": "同じ内容"})
    assert not Correction.objects.open().exists()
    assert editor.post(address, {"outcome": "done"}).status_code == 404


def test_a_correction_of_a_deleted_record_can_still_be_closed(editor, correction, place):
    place.delete()
    assert "消された記録" in shown(editor)


def test_a_closure_ends_at_a_press(editor, client, place, today):
    status = TemporaryStatus.objects.create(
        record_type="place", record_id=place.public_id, message="工事で休みます",
        starts_on=today, ends_on=today + timedelta(days=9),
    )  # fmt: skip
    assert "工事で休みます" in shown(editor)
    assert "工事で休みます" in client.get("/places/").content.decode()
    editor.post(f"{DESK}statuses/{status.pk}/end/")
    assert "終わりにしました" in editor.get(DESK).content.decode()
    for path in ("/places/", "/places/shiokaze/", "/search/?q=しおかぜ"):
        assert "工事で休みます" not in client.get(path).content.decode(), path


def test_an_end_before_the_beginning_is_refused_with_a_sentence(editor, place, today):
    answer = editor.post(
        reverse(TemporaryStatus.snippet_viewset.get_url_name("add")),
        {
            "record": place.key, "kind": "closed", "message": "休みます",
            "starts_on": today.isoformat(),
            "ends_on": (today - timedelta(days=1)).isoformat(),
        },
    )  # fmt: skip
    assert "同じ日か、あとの日にしてください" in answer.content.decode()
    assert not TemporaryStatus.objects.exists()


def test_the_form_of_a_record_says_when_it_was_checked_and_confirms_with_one_press(editor, place):
    page = editor.get(f"/admin/snippets/directory/place/edit/{place.pk}/").content.decode()
    assert 'action="/admin/checks/confirm/?record=place:shiokaze"' in page
    assert 'formaction="/admin/checks/ask/?record=place:shiokaze"' in page
    assert "臨時のお知らせを出す" in page
    assert "福祉総務課" in page


def test_the_menu_of_a_list_confirms_with_one_press(editor, place):
    page = editor.get("/admin/snippets/directory/place/").content.decode()
    assert "/admin/checks/confirm/?record=place%3Ashiokaze" in page


def test_the_first_page_counts_what_waits(editor, place):
    checked(PlaceFactory(), -1)
    PlaceFactory()
    page = editor.get("/admin/").content.decode()
    for words in (
        "確かめる日をすぎた情報（1件）",
        "まだ確かめていない 2件",
        "30日のうちに来る 1件",
        DESK,
    ):
        assert words in page, words


def test_the_list_asks_the_same_number_of_times_for_many_as_for_few(
    editor, django_assert_max_num_queries
):
    for _ in range(12):
        BenefitFactory()
    with django_assert_max_num_queries(45):
        editor.get(DESK)
