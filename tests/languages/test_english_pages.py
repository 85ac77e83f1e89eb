"""Pages in other languages: nothing in Japanese is announced as English, nothing easy is left hard."""

from __future__ import annotations

import re

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone, translation
from django.utils.translation import gettext

from directory.models import Place
from events.models import EventSeries, Occurrence
from tests.languages.reading import japanese_called_other, said

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starter_site"), pytest.mark.slow]

LISTS = ("/", "/places/", "/groups/", "/events/", "/support/", "/contact/", "/news/", "/plan/")
OTHERS = (
    *("/search/", "/search/?q=cafe", "/search/?q=zzzz", "/settings/"),
    *("/contact/?for=young&mode=phone", "/places/?open=1&ease=free", "/plan/6-3-4-3/"),
    *("/young/", "/working/", "/privacy/", "/accessibility/", "/no-such-page/"),
)
DETAILS = ("places", "groups", "events", "support", "news")
MOST = 6
"""Details read in each room; they share their templates."""
NOTICE = "このページは、まだこの言語になっていません。日本語のまま出しています。"


def page(path: str) -> str:
    """The HTML of a page; the site's own name is a setting in one language and left out."""
    html = Client().get(path).content.decode()
    return html.replace(settings.SITE_NAME, "The site")


def in_language(language: str, words: str) -> str:
    with translation.override(language):
        return gettext(words)


def english_address(record: Place | EventSeries) -> str:
    room = "places" if isinstance(record, Place) else "events"
    return f"/en/{room}/{record.public_id}/"


def texts(path: str) -> list[str]:
    return [text for _lang, _element, text in said(page(path))]


def translated_place() -> Place:
    source = Place.objects.filter(locale__language_code="en", live=True).first()
    assert source is not None
    return source


def untranslated_place() -> Place:
    english = Place.objects.filter(locale__language_code="en").values("public_id")
    place = Place.objects.public(timezone.now()).exclude(public_id__in=english).first()
    assert place is not None
    return place


@pytest.mark.parametrize("path", [*LISTS, *OTHERS])
def test_no_japanese_is_announced_as_english(path: str) -> None:
    assert japanese_called_other(page(f"/en{path}")) == []


@pytest.mark.parametrize("room", DETAILS)
def test_no_japanese_is_announced_as_english_on_details(room: str) -> None:
    links = re.findall(rf'href="(/en/{room}/[^"?#.]+/)"', page(f"/en/{room}/"))
    assert links
    for path in list(dict.fromkeys(links))[:MOST]:
        assert japanese_called_other(page(path)) == [], path


def test_what_a_search_in_japanese_finds_is_announced_as_japanese() -> None:
    """The window's title repeats what the reader typed and has one language only."""
    found = japanese_called_other(page("/en/search/?q=介護"))
    assert [text for text in found if not text.startswith("title:")] == []


@pytest.mark.parametrize("model", [Place, EventSeries])
def test_every_record_with_english_words_is_read_as_english(
    model: type[Place | EventSeries],
) -> None:
    records = model.objects.filter(locale__language_code="en", live=True)
    assert records.exists()
    for record in records:
        html = page(english_address(record))
        assert ("en", "h1", record.name) in said(html)
        assert japanese_called_other(html) == []


def test_known_facts_of_places_without_english_words_are_said_in_english() -> None:
    found = said(page("/en/places/?ease=no-booking&kind=desk"))
    assert ("en", "span", in_language("en", "予約なしでOK")) in found
    assert "予約なしでOK" not in [text for _lang, _element, text in found]


def test_a_meetup_in_english_says_its_theme_as_japanese() -> None:
    series = EventSeries.objects.filter(locale__language_code="en", live=True).first()
    assert series is not None
    date = Occurrence.objects.filter(
        series__public_id=series.public_id, starts_at__gt=timezone.now()
    ).first()
    assert date is not None
    date.theme = "春のお茶会"
    date.save()
    html = page(f"/en/events/{series.public_id}/{date.key}/")
    assert japanese_called_other(html) == []
    assert ("ja", "h1", "春のお茶会") in said(html)


def test_a_place_without_english_words_says_so_and_is_read_as_japanese() -> None:
    place = untranslated_place()
    html = page(f"/en/places/{place.public_id}/")
    assert ("en", "p", in_language("en", NOTICE)) in said(html)
    assert ("ja", "h1", place.name) in said(html)
    assert japanese_called_other(html) == []


def test_a_place_with_english_words_has_no_notice() -> None:
    place = translated_place()
    found = said(page(f"/en/places/{place.public_id}/"))
    assert ("en", "h1", place.name) in found
    assert in_language("en", NOTICE) not in [text for _lang, _element, text in found]


def test_opening_hours_are_said_in_the_language_of_the_page() -> None:
    path = f"places/{translated_place().public_id}/"
    english = [text for lang, element, text in said(page(f"/en/{path}")) if element == "th"]
    assert english[:2] == ["Day", "Hours"]
    assert any(re.search(r"\b(Mon|Tue|Wed|Every day)", text) for text in english)
    assert any("月" in text for text in texts(f"/{path}"))


@pytest.mark.parametrize("path", LISTS)
def test_the_ways_in_are_said_in_easy_words(path: str) -> None:
    found = set(texts(f"/ja-x-easy{path}"))
    for words in ("居場所", "制度", "相談", "本文へ進む", "表示のせってい"):
        easy = in_language("ja-x-easy", words)
        assert easy != words
        assert easy in found
        assert words not in found


def test_cards_in_lists_say_easy_words_for_places_with_easy_words() -> None:
    easy = Place.objects.filter(locale__language_code="ja-x-easy", live=True, no_booking=True)
    assert easy.exists()
    assert in_language("ja-x-easy", "予約なしでOK") in texts("/ja-x-easy/places/?ease=no-booking")
