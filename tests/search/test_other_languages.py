"""Readers in English and in easy Japanese: documents of their language, and an offer of the others."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from search.models import SearchDocument
from tests.factories import PlaceFactory, translated

pytestmark = pytest.mark.django_db


def found(client: Client, words: str, path: str) -> str:
    answer = client.get(path, {"q": words})
    assert answer.status_code == 200
    return re.sub(r"</?mark>", "", answer.content.decode())


def cards(html: str) -> list[str]:
    return re.findall(r"<article.*?</article>", html, re.DOTALL)


@pytest.fixture
def cafe() -> object:
    place = PlaceFactory(name="みんなの食堂")
    translated(place, "en", name="Café Réunion", summary="Lunch for carers' families")
    translated(place, "ja-x-easy", name="ごはんの へや", summary="みんなで 食べます")
    return place


@pytest.mark.parametrize(
    "typed",
    ["café réunion", "cafe reunion", "CAFE", "Reunion", "lunch", "carers", "famil", "ｃａｆｅ"],
)
def test_english_words_are_found_without_accents_and_case(client: Client, cafe, typed):
    (card,) = cards(found(client, typed, "/en/search/"))
    assert "Café Réunion" in card
    assert f"/en/places/{cafe.public_id}/" in card


@pytest.mark.parametrize("typed", ["shokudo", "食堂", "gohan"])
def test_words_of_another_language_find_nothing_there_and_the_japanese_is_offered(
    client: Client, cafe, typed
):
    PlaceFactory(name="ごはんの家")
    html = found(client, typed, "/en/search/")
    assert not any("Café" in card for card in cards(html))
    assert re.search(r'href="/search/\?q=', html)


def test_no_offer_is_made_where_japanese_has_nothing_either(client: Client, cafe):
    html = found(client, "zeppelin", "/en/search/")
    assert not re.search(r'href="/search/\?q=', html)


@pytest.mark.parametrize("typed", ["ごはん", "ゴハン", "gohan", "食べる", "御飯"])
def test_easy_japanese_is_analysed_as_japanese(client: Client, cafe, typed):
    (card,) = cards(found(client, typed, "/ja-x-easy/search/"))
    assert "ごはんの へや" in card
    assert f"/ja-x-easy/places/{cafe.public_id}/" in card


def test_japanese_readers_see_no_document_of_another_language(client: Client, cafe):
    assert SearchDocument.objects.filter(record_id=cafe.public_id).count() == 3
    assert not any("Réunion" in card for card in cards(found(client, "Reunion", "/search/")))
    (card,) = cards(found(client, "食堂", "/search/"))
    assert "みんなの食堂" in card
