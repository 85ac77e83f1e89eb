"""A date of a series is a document of its own: found by what is told of that day, until it is over."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.test import Client

from events.models import EventSeries, OccurrenceChange
from search.models import SearchDocument
from tests.factories import EventSeriesFactory, meets_on, translated

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]
DECEMBER, JANUARY = date(2026, 12, 6), date(2027, 1, 10)
MOVED_TO = date(2026, 12, 13)


@pytest.fixture
def series() -> EventSeries:
    return EventSeriesFactory(name="おしゃべりの会", rule=meets_on(DECEMBER, JANUARY))


def change(series: EventSeries, day: date, kind: str, **said: object) -> None:
    OccurrenceChange.objects.create(series=series, original_date=day, kind=kind, **said)


def cards(client: Client, words: str, path: str = "/search/", **asked: str) -> list[str]:
    """The cards of what fits, as HTML without marks."""
    html = client.get(path, {"q": words, **asked}).content.decode()
    if "ことばの一部が近い" in html:
        return []
    plain = re.sub(r"</?mark>", "", html)
    return re.findall(r"<article.*?</article>", plain, re.DOTALL)


@pytest.mark.parametrize("path", ["/search/", "/events/"])
@pytest.mark.parametrize("typed", ["糖尿病", "とうにょうびょう", "tounyoubyou"])
def test_the_theme_of_one_day_is_found_as_that_day(client: Client, series, path, typed):
    change(series, JANUARY, "theme", theme="糖尿病の食事")
    (card,) = cards(client, typed, path)
    assert "糖尿病の食事" in card
    assert f"/events/{series.public_id}/2027-01-10/" in card
    assert 'datetime="2027-01-10' in card
    assert "2026-12-06" not in card
    assert client.get(f"/events/{series.public_id}/2027-01-10/").status_code == 200


def test_a_day_that_is_over_goes_by_the_clock_alone(client: Client, series, clock):
    change(series, DECEMBER, "theme", theme="糖尿病の食事")
    clock(2026, 12, 6, 14, 59)
    assert len(cards(client, "糖尿病")) == 1
    stored = SearchDocument.objects.count()
    clock(2026, 12, 6, 15, 0)
    assert cards(client, "糖尿病") == []
    assert SearchDocument.objects.count() == stored
    (card,) = cards(client, "おしゃべりの会")
    assert f"/events/{series.public_id}/2027-01-10/" in card


def test_a_cancelled_day_says_so_and_names_the_next(client: Client, series):
    change(series, DECEMBER, "theme", theme="糖尿病の食事")
    change(series, DECEMBER, "cancelled", reason="大雨のため")
    (card,) = cards(client, "糖尿病")
    assert "中止" in card
    assert "大雨のため" in card
    assert f"/events/{series.public_id}/2026-12-06/" in card


def test_a_moved_day_stands_on_its_new_one_under_its_old_address(client: Client, series, clock):
    change(series, DECEMBER, "theme", theme="糖尿病の食事")
    change(series, DECEMBER, "moved", date=MOVED_TO)
    (card,) = cards(client, "糖尿病")
    assert 'datetime="2026-12-13' in card
    assert f"/events/{series.public_id}/2026-12-06/" in card
    clock(2026, 12, 7, 9, 0)
    assert len(cards(client, "糖尿病")) == 1
    clock(2026, 12, 13, 15, 0)
    assert cards(client, "糖尿病") == []


def test_another_place_of_one_day_is_found_as_that_day(client: Client, series):
    change(series, JANUARY, "place", place="材木座の集会所")
    (card,) = cards(client, "材木座")
    assert f"/events/{series.public_id}/2027-01-10/" in card


def test_a_change_that_is_taken_back_is_found_no_more(client: Client, series):
    change(series, JANUARY, "theme", theme="糖尿病の食事")
    OccurrenceChange.objects.get().delete()
    assert cards(client, "糖尿病") == []


def test_a_day_is_found_in_easy_japanese_by_the_same_words(client: Client, series):
    translated(series, "ja-x-easy", name="話す 会")
    change(series, JANUARY, "theme", theme="糖尿病の食事")
    (card,) = cards(client, "とうにょうびょう", "/ja-x-easy/search/")
    assert f"/ja-x-easy/events/{series.public_id}/2027-01-10/" in card
