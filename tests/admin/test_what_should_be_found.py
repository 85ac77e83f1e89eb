"""「これが見つかるはず」 and 「見つからなかったことば」: rows, their report, and one press between them."""

from __future__ import annotations

import json
from datetime import date

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.test import Client

from cms.base.looking_first import LOOK_FIRST
from directory.models import Place
from search.editing.expected import check_expected, failing
from search.models import ConceptLine, ExpectedFind, UnansweredTerm
from tests.factories import PlaceFactory

pytestmark = pytest.mark.django_db
REPORT = "/admin/snippets/search/expectedfind/"
UNANSWERED = "/admin/search/unanswered/"
ADD = f"{REPORT}add/"


@pytest.fixture
def place(locales: object) -> Place:
    return PlaceFactory(name="きみえ食堂", public_id="kimie", summary="夕ごはんの日")


@pytest.fixture
def term() -> UnansweredTerm:
    day = date(2026, 11, 2)
    return UnansweredTerm.objects.create(
        term="ぽかぽか", language="ja", count=7, first_day=day, last_day=day
    )


def form(**changed: object) -> dict[str, object]:
    return {
        "query": "ごはん", "within": "10", "locale": "ja", "note": "",
        "records-addresses": "", "records-find": "", **changed,
    }  # fmt: skip


def in_the_menu(word: str) -> str:
    """As the page hands it to the script that draws the menu."""
    return json.dumps(word)[1:-1]


@pytest.mark.parametrize(
    "address",
    [
        "/places/kimie/",
        "https://example.jp/en/places/kimie?ruby=1",
        " /places/kimie",
        "place:kimie",
    ],
)
def test_a_record_is_named_by_its_address(editor: Client, place: Place, address: str) -> None:
    editor.post(ADD, form(**{"records-addresses": address}))
    assert ExpectedFind.objects.get().records == ["place:kimie"]


def test_a_record_is_chosen_among_what_is_found(editor: Client, place: Place) -> None:
    look = form(**{"records-find": "食堂", LOOK_FIRST: "records:find"})
    page = editor.post(ADD, look).content.decode()
    assert 'name="records-key" value="place:kimie"' in page
    assert ExpectedFind.objects.count() == 0
    editor.post(ADD, form(**{"records-key": ["place:kimie"]}))
    assert ExpectedFind.objects.get().records == ["place:kimie"]


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({}, "1つはえらんでください"),
        ({"records-addresses": "/places/nai/"}, "「/places/nai/」は、公開している記録"),
        ({"records-addresses": "place:kimie", "within": "0"}, "1 以上"),
    ],
)
def test_a_row_that_says_nothing_is_refused_and_stays_typed(
    editor: Client, place: Place, changed: dict[str, str], why: str
) -> None:
    page = editor.post(ADD, form(**changed)).content.decode()
    assert why in page
    assert 'value="ごはん"' in page
    assert changed.get("records-addresses", "") in page
    assert ExpectedFind.objects.count() == 0


def test_the_report_says_what_holds_and_the_first_page_what_does_not(
    editor: Client, place: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    ExpectedFind.objects.create(query="ごはん", records=["place:kimie"])
    ExpectedFind.objects.create(query="ぽかぽか", records=["place:kimie", "place:nai"])
    page = editor.get(REPORT).content.decode()
    assert "2件のうち1件が、見つかりません" in page
    assert page.index("ぽかぽか") < page.index("ごはん")
    assert "<strong>1番目</strong> きみえ食堂" in page
    assert "公開されていません" in page
    assert "のうち1件が、見つかりません" in editor.get("/admin/").content.decode()

    with pytest.raises(SystemExit):
        call_command("check_expected")
    printed = capsys.readouterr().out
    assert "▲ ぽかぽか" in printed
    assert "○ ごはん" in printed

    ConceptLine.objects.create(phrases="ぽかぽか、食堂")
    ExpectedFind.objects.filter(query="ぽかぽか").update(records=["place:kimie"])
    assert "2件とも見つかります" in editor.get(REPORT).content.decode()
    assert "見つかりません" not in editor.get("/admin/").content.decode()
    call_command("check_expected")


def test_a_record_behind_the_place_it_should_have_fails(place: Place) -> None:
    PlaceFactory(name="食堂")
    row = ExpectedFind.objects.create(query="食堂", records=["place:kimie"], within=1)
    check_expected()
    assert failing() == 1
    row.within = 2
    row.save()
    check_expected()
    assert failing() == 0


def test_an_unanswered_word_leads_to_both_forms_and_can_be_put_away(
    editor: Client, place: Place, term: UnansweredTerm
) -> None:
    page = editor.get(UNANSWERED).content.decode()
    assert "7回" in page
    for link in ("conceptline/add/?phrases=", "expectedfind/add/?query="):
        address = page.split(f'href="/admin/snippets/search/{link}')[1].split('"')[0]
        opened = editor.get(f"/admin/snippets/search/{link}{address.replace('&amp;', '&')}")
        assert "ぽかぽか" in opened.content.decode()

    editor.post(f"{UNANSWERED}{term.pk}/dismiss/")
    assert "7回" not in editor.get(UNANSWERED).content.decode()
    assert "7回" in editor.get(UNANSWERED, {"put-away": "1"}).content.decode()
    editor.post(f"{UNANSWERED}{term.pk}/restore/")
    assert "7回" in editor.get(UNANSWERED).content.decode()
    assert editor.get(f"{UNANSWERED}{term.pk}/dismiss/").status_code == 405


def test_who_has_no_right_sees_no_menu_and_no_page(roles: None, term: UnansweredTerm) -> None:
    user = get_user_model().objects.create_user("nobody", "n@example.jp", "a-Long-passw0rd")
    group = Group.objects.create(name="ほか")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    user.groups.add(group)
    client = Client()
    client.force_login(user)
    assert in_the_menu("公開の検索") not in client.get("/admin/").content.decode()
    for address in (REPORT, UNANSWERED, ADD, "/admin/snippets/search/conceptline/"):
        assert client.get(address).status_code == 302, address
    client.post(f"{UNANSWERED}{term.pk}/dismiss/")
    assert UnansweredTerm.objects.get().dismissed_at is None


def test_editors_and_moderators_find_the_three_pages_in_the_menu(
    editor: Client, moderator: Client
) -> None:
    for client in (editor, moderator):
        menu = client.get("/admin/").content.decode()
        for word in ("公開の検索", "検索の確かめ", "見つからなかったことば"):
            assert in_the_menu(word) in menu
