"""A resident types something and reads what is found."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.factories import (
    BenefitFactory,
    EventSeriesFactory,
    OrganizationFactory,
    PlaceFactory,
    translated,
)

pytestmark = pytest.mark.django_db

WORDS = (
    "食堂", "みんな", "ピアサポート", "ケアラー", "ヤングケアラー", "介護", "認知症", "鎌倉市",
    "高齢者", "サーバ", "カタカナ",
)  # fmt: skip
SYNTAX = (
    '"',
    "''",
    "a OR b",
    "NEAR(食堂, 2)",
    "*",
    "title_words:食堂",
    "食堂*",
    "-",
    "(",
    "{a b}:c",
)

SENTENCE = (
    "働きながら認知症の母の介護をしていて、学校に行けない弟の世話もしているヤングケアラーが、"
    "電話相談できる窓口と、こども食堂と、しょうがいのある家族の手当と、紙おむつの助成と、"
    "介護休業の申込みと、福祉タクシーと、夜に眠れないときの居場所を、大船でさがしています。"
)
"""As many groups and leaves as a query may have."""


def found(client: Client, words: str, path: str = "/search/", **conditions: object) -> str:
    response = client.get(path, {"q": words, **conditions})
    assert response.status_code == 200
    return response.content.decode()


def count_in(html: str) -> int:
    number = re.search(r'id="found"><b>(\d+)</b>', html)
    return int(number.group(1)) if number else 0


@pytest.mark.parametrize("word", WORDS)
def test_a_word_inside_a_text_is_found(client: Client, word: str) -> None:
    PlaceFactory(name="見本の家", summary=f"ここでは{word}のことを話せます。")
    PlaceFactory(name="ほかの家", summary="本を読む部屋です。")
    html = found(client, word)
    assert count_in(html) == 1
    assert "見本の家" in html
    assert f"<mark>{word}" in html


@pytest.mark.parametrize("typed", ["しょくどう", "ショクドウ", "shokudo", "ｼｮｸﾄﾞｳ", "食堂"])
def test_a_word_is_found_however_it_is_typed(client: Client, typed: str) -> None:
    PlaceFactory(name="みんなの食堂")
    assert "みんなの" in found(client, typed)
    assert count_in(found(client, typed)) == 1


@pytest.mark.parametrize(
    "words", [*SYNTAX, "\0", "食堂\0", "あ" * 50_000, "😀", "a" * 50_000, SENTENCE]
)
def test_any_words_get_an_answer(client: Client, words: str) -> None:
    PlaceFactory(name="みんなの食堂")
    found(client, words)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.text(max_size=80), st.text(max_size=20), st.text(max_size=8))
@example("食堂", "\0", "abc")
@example('"', "%00", "-1")
@example("a' OR 1=1 --", "*", "9" * 5000)
def test_any_parameters_get_an_answer(client: Client, words: str, value: str, page: str) -> None:
    response = client.get(
        "/search/",
        {
            "q": words.encode("utf-8", "surrogatepass"),
            "area": value,
            "type": value,
            "open": value,
            "sort": value,
            "page": page,
        },
    )
    assert response.status_code == 200


@pytest.mark.parametrize("query", ["q=%ED%A0%80", "q=%FF%FE", "page=%00", "area=%00&type=place%00"])
def test_bytes_that_are_no_text_get_an_answer(client: Client, query: str) -> None:
    assert client.get(f"/search/?{query}").status_code == 200


def test_the_submitted_words_stay_in_the_field(client: Client) -> None:
    assert 'value="&quot;みんな&quot;"' in found(client, '"みんな"')


def test_without_words_there_are_ways_to_begin(client: Client) -> None:
    html = found(client, "")
    assert "/places/" in html
    assert "<h1>" in html


def test_a_group_that_is_found_by_its_number_shows_the_number_marked(client: Client) -> None:
    OrganizationFactory(name="なみのおと", phone="0467-55-1234")
    page = client.get("/search/", {"q": "0467551234"}).content.decode()
    assert "<mark>0467-55-1234</mark>" in page


def test_a_title_counts_more_than_a_text(client: Client) -> None:
    PlaceFactory(name="本の部屋", summary="食堂のとなりです。")
    PlaceFactory(name="みんなの食堂")
    html = found(client, "食堂")
    assert html.index("みんなの<mark>食堂") < html.index("本の部屋")


def test_a_series_is_found_once_and_by_its_next_date(client: Client) -> None:
    series = EventSeriesFactory(name="ケアラーズカフェ", rule={"rrule": "FREQ=WEEKLY;BYDAY=SA"})
    html = found(client, "ケアラーズカフェ")
    assert count_in(html) == 1
    assert f"/events/{series.public_id}/" in html


def test_readers_of_another_language_are_offered_the_japanese_ones(client: Client) -> None:
    place = PlaceFactory(name="みんなの食堂")
    translated(PlaceFactory(name="本の部屋"), "en", name="Reading room")
    html = found(client, "食堂", path="/en/search/")
    assert place.public_id not in html
    assert "/search/?q=%E9%A3%9F%E5%A0%82" in html
    assert "Reading room" in found(client, "reading", path="/en/search/").replace(
        "<mark>", ""
    ).replace("</mark>", "")


def test_an_empty_list_says_which_condition_to_take_off(client: Client) -> None:
    BenefitFactory(name="紙おむつの助成")
    html = found(client, "おむつ", type="place")
    assert "をはずす" in html
    assert "/contact/" in html
    assert "1件" in html


def test_what_is_only_alike_is_called_so(client: Client) -> None:
    PlaceFactory(name="みんなの食堂")
    assert "ことばの一部が近い" in found(client, "ぬみんぬ")
    assert "ことばの一部が近い" not in found(client, "みんな")


def test_a_draft_is_not_found(client: Client) -> None:
    PlaceFactory(name="みんなの食堂", live=False)
    assert count_in(found(client, "食堂")) == 0


@pytest.mark.usefixtures("no_writes")
def test_reading_writes_nothing(client: Client) -> None:
    found(client, "食堂", type="place", open="1")
    response = client.get("/search/")
    assert not response.cookies
