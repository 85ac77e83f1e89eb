"""The list of suggestions: what stands in it, how large it is, and how it is sent."""

from __future__ import annotations

import gzip
import json
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
from django.core.cache import cache
from django.http import QueryDict
from django.test import Client
from django.utils import timezone, translation

from japanese.text import fold_reading
from search.listing import Listing
from search.suggest.entries import MOST_BYTES, Suggestion, suggested, taking_turns
from search.suggest.sources import suggestions
from tests.factories import (
    AreaFactory,
    EventSeriesFactory,
    LocationFactory,
    PlaceFactory,
    TopicFactory,
    meets_on,
)

KINDS = {"place": "場所", "event": "集まり"}


def entries(client: Client, path: str = "/search/suggest.json") -> list[list[str]]:
    cache.clear()
    return client.get(path).json()["entries"]


def labels(client: Client, path: str = "/search/suggest.json") -> list[str]:
    return [entry[0] for entry in entries(client, path)]


def many(count: int, kind: str) -> list[Suggestion]:
    return [
        Suggestion(
            f"{kind}{number}番の場所", f"ばしょ{number}", kind, f"/places/{number * 7919:x}/"
        )
        for number in range(count)
    ]


@pytest.mark.django_db
def test_public_records_are_suggested_with_reading_kind_and_page(client: Client):
    place = PlaceFactory(name="ひなたの家", kana="ひなたのいえ")
    PlaceFactory(name="書きかけの家", live=False)
    PlaceFactory(name="終わった家", expire_at=timezone.now() - timedelta(days=1))
    found = entries(client)
    assert ["ひなたの家", "ひなたのいえ", "place", f"/places/{place.public_id}/"] in found
    assert {"書きかけの家", "終わった家"}.isdisjoint(entry[0] for entry in found)


@pytest.mark.django_db
def test_a_series_of_dates_is_suggested_once(client: Client):
    today = timezone.localdate()
    days = [today + timedelta(days=7 * week) for week in range(1, 4)]
    series = EventSeriesFactory(name="夕方のお茶", kana="ゆうがたのおちゃ", rule=meets_on(*days))
    found = [entry for entry in entries(client) if entry[0] == "夕方のお茶"]
    assert found == [["夕方のお茶", "ゆうがたのおちゃ", "event", f"/events/{series.public_id}/"]]


@pytest.mark.django_db
def test_words_are_suggested_where_they_find_something(client: Client):
    area = AreaFactory(slug="sakura", name="さくら通り")
    AreaFactory(slug="ume", name="うめ通り")
    place = PlaceFactory(name="お弁当の店", kind="food", locations=[LocationFactory(area=area)])
    place.topics.set([TopicFactory(slug="rice", name="ごはんのこと")])
    place.save()
    found = labels(client)
    assert {"さくら通り", "ごはんのこと", "食堂"} <= set(found)
    assert "うめ通り" not in found


@pytest.mark.django_db
def test_a_word_that_is_the_name_of_a_record_stands_once(client: Client):
    PlaceFactory(name="ショートステイ", kana="しょーとすてい")
    assert [entry[2:3] for entry in entries(client) if entry[0] == "ショートステイ"] == [["place"]]


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.usefixtures("starter_site")
def test_every_suggested_word_finds_something(language: str):
    now = timezone.now()
    with translation.override(language):
        listed = json.loads(suggestions(language, now).content)["entries"]
        words = [entry[0] for entry in listed if len(entry) < 3]
        assert words
        empty = [word for word in words if not total_for(word, language)]
    assert empty == []


def total_for(word: str, language: str) -> int:
    asked = QueryDict(mutable=True)
    asked["q"] = word
    listing = Listing(asked, language=language, now=timezone.now(), once=True)
    return listing.total or bool(listing.in_japanese)


@pytest.mark.django_db
@pytest.mark.usefixtures("starter_site")
def test_entries_are_sorted_by_reading_and_each_stands_once(client: Client):
    found = entries(client)
    readings = [fold_reading(entry[1]) for entry in found]
    assert all(one <= other for one, other in pairwise(readings))
    shown = [(entry[0], entry[3:]) for entry in found]
    assert all(shown.count(each) == 1 for each in shown)


@pytest.mark.django_db
@pytest.mark.usefixtures("starter_site")
def test_other_languages_have_a_list_of_their_own(client: Client):
    english = entries(client, "/en/search/suggest.json")
    assert all(entry[3].startswith("/en/") for entry in english if len(entry) > 3)
    assert "Dementia" in [entry[0] for entry in english]
    easy = entries(client, "/ja-x-easy/search/suggest.json")
    assert all(entry[3].startswith("/ja-x-easy/") for entry in easy if len(entry) > 3)


@pytest.mark.django_db
def test_the_list_is_the_same_for_everybody_and_kept_by_browsers(client: Client):
    PlaceFactory(name="ひなたの家")
    first = client.get("/search/suggest.json", headers={"accept-encoding": "gzip"})
    assert first["Content-Encoding"] == "gzip"
    assert json.loads(gzip.decompress(first.content))["kinds"]["place"] == "場所"
    assert "public" in first["Cache-Control"]
    assert "max-age=" in first["Cache-Control"]
    assert "Accept-Encoding" in first["Vary"]
    assert not first.cookies
    known = {"accept-encoding": "gzip", "if-none-match": first["ETag"]}
    again = client.get("/search/suggest.json", headers=known)
    assert (again.status_code, again.content) == (304, b"")
    plain = client.get("/search/suggest.json")
    assert plain["ETag"] != first["ETag"]
    assert plain.json() == json.loads(gzip.decompress(first.content))


@pytest.mark.django_db
def test_the_list_takes_few_queries_and_writes_nothing(
    client: Client, no_writes: None, django_assert_max_num_queries: Any
):
    with django_assert_max_num_queries(8):
        client.get("/search/suggest.json")
    with django_assert_max_num_queries(0):
        client.get("/search/suggest.json")


def test_what_does_not_fit_is_left_out_from_the_end():
    words = [Suggestion(f"ことば{number}", f"ことば{number}") for number in range(100)]
    made = suggested([*words, *many(20_000, "place")], KINDS)
    assert len(made.compressed) <= MOST_BYTES
    assert made.content == gzip.decompress(made.compressed)
    kept = [entry[0] for entry in json.loads(made.content)["entries"]]
    assert made.count == len(kept) > 1000
    assert {word.label for word in words} <= set(kept)
    assert "place0番の場所" in kept
    assert "place19999番の場所" not in kept


def test_no_kind_pushes_another_one_out():
    turns = list(taking_turns([many(3, "place"), many(1, "event"), many(2, "group")]))
    assert [each.kind for each in turns] == ["place", "event", "group", "place", "group", "place"]


def test_a_reading_that_nobody_entered_is_read_by_the_dictionary():
    made = suggested([Suggestion("認知症")], KINDS)
    assert json.loads(made.content)["entries"] == [["認知症", "にんちしょう"]]
