"""An editor keeps synonym lines: what is refused, and what a line would change before it is saved."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from cms.base.looking_first import LOOK_FIRST
from search.editing.preview import preview_of
from search.models import ConceptLine, ExpectedFind, UnansweredTerm
from tests.factories import PlaceFactory

pytestmark = pytest.mark.django_db
ADD = "/admin/snippets/search/conceptline/add/"
LIST = "/admin/snippets/search/conceptline/"


def send(client: Client, phrases: str, address: str = ADD, **more: str) -> str:
    said = {"phrases": phrases, "is_on": "on", "note": "電話で聞いた", **more}
    return client.post(address, said, follow=True).content.decode()


def test_a_line_is_saved_on_one_line_and_shown_in_the_list(editor: Client) -> None:
    send(editor, "ぬるぬる体操, いす体操\n座ってする体操、")
    assert ConceptLine.objects.get().phrases == "ぬるぬる体操、いす体操、座ってする体操"
    page = editor.get(LIST, {"q": "座って"}).content.decode()
    assert "ぬるぬる体操、いす体操、座ってする体操" in page
    assert "加えたもの" in page


@pytest.mark.parametrize(
    ("phrases", "why"),
    [
        ("不登校", "2つ以上書いてください"),
        ("、、", "2つ以上書いてください"),
        ("不登校、から", "「から」は、それだけでは検索のことばになりません"),
        ("不登校、★★", "「★★」は、それだけでは検索のことばになりません"),
        ("子ども食堂、こども食堂", "検索では同じことばです"),
        (f"不登校、{'あ' * 41}", "長すぎます"),
        ("、".join(f"体操{number}" for number in range(61)), "60個までです"),
        ("登校しぶり、学校に行かない", "もう「<a href="),
    ],
)
def test_what_would_not_act_as_it_reads_is_refused_and_stays_typed(
    editor: Client, phrases: str, why: str
) -> None:
    ConceptLine.objects.create(phrases="学校行けない、学校に行かない", is_on=False)
    page = send(editor, phrases)
    assert why in page
    assert phrases in page
    assert "電話で聞いた" in page
    assert ConceptLine.objects.count() == 1


def test_a_line_may_be_saved_again_with_its_own_phrases(editor: Client) -> None:
    line = ConceptLine.objects.create(phrases="不登校、学校に行けない")
    ConceptLine.objects.create(phrases="親の会、不登校", is_on=True)
    send(editor, "学校に行けない、不登校", f"{LIST}edit/{line.pk}/")
    line.refresh_from_db()
    assert line.phrases == "学校に行けない、不登校"
    assert "もう「<a href=" in send(editor, "学校に行けない、親の会", f"{LIST}edit/{line.pk}/")


def test_looking_first_saves_nothing_and_says_what_would_change(editor: Client) -> None:
    PlaceFactory(name="きみえ食堂")
    PlaceFactory(name="体をほぐす部屋")
    UnansweredTerm.objects.create(
        term="ぽかぽか",
        language="ja",
        count=5,
        first_day=timezone.localdate(),
        last_day=timezone.localdate(),
    )
    page = send(editor, "ぽかぽか、食堂", **{LOOK_FIRST: "phrases:preview"})
    assert ConceptLine.objects.count() == 0
    assert "ぽかぽか、食堂" in page
    assert "電話で聞いた" in page
    assert "見つからなかったことば" in page
    assert "いま 0件" in page
    assert "保存すると 1件" in page

    refused = send(editor, "ぽかぽか、から", **{LOOK_FIRST: "phrases:preview"})
    assert "このままでは保存できません" in refused
    assert "「から」は" in refused


def test_a_preview_counts_phrases_and_compares_the_queries_that_are_kept() -> None:
    place, _other = PlaceFactory(name="きみえ食堂"), PlaceFactory(name="体をほぐす部屋")
    row = ExpectedFind.objects.create(query="ぽかぽか", records=[f"place:{place.public_id}"])
    ExpectedFind.objects.create(query="部屋", records=["place:x"])
    now = timezone.now()

    seen = preview_of("ぽかぽか、食堂", "", now)

    assert [(phrase.text, phrase.found.total) for phrase in seen.phrases] == [
        ("ぽかぽか", 0),
        ("食堂", 1),
    ]
    change = seen.changes[0]
    assert change.query.row == row
    assert (change.before.total, change.after.total) == (0, 1)
    assert [(shown.is_new, shown.is_expected) for shown in change.shown_after] == [(True, True)]
    assert "部屋" not in [change.query.text for change in seen.changes]


def test_a_preview_of_switching_off_shows_what_is_lost() -> None:
    PlaceFactory(name="きみえ食堂")
    ConceptLine.objects.create(phrases="ぽかぽか、食堂")
    change = preview_of("", "ぽかぽか、食堂", timezone.now()).changes[0]
    assert change.query.text == "ぽかぽか"
    assert (change.before.total, change.after.total) == (1, 0)


def test_a_form_opens_with_the_word_it_was_asked_for(editor: Client) -> None:
    page = editor.get(ADD, {"phrases": "<b>ぬるぬる体操、"}).content.decode()
    assert "&lt;b&gt;ぬるぬる体操、" in page
    ConceptLine.objects.create(phrases="登校しぶり、不登校")
    asked_for = f"{ADD}?phrases=不登校、"
    assert "もう「<a href=" in send(editor, "不登校、学校に行けない", asked_for)


def test_editors_change_lines_and_only_moderators_delete_them(
    editor: Client, moderator: Client
) -> None:
    line = ConceptLine.objects.create(phrases="ぽかぽか、食堂")
    editor.post(f"{LIST}delete/{line.pk}/")
    assert ConceptLine.objects.exists()
    moderator.post(f"{LIST}delete/{line.pk}/")
    assert not ConceptLine.objects.exists()
