"""Readers look for words that nothing fits; staff learn of them, and of nobody who typed them."""

from __future__ import annotations

import subprocess
import sys
import zlib
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import caches
from django.test import Client
from django.utils import timezone

from search import unanswered
from search.models import UnansweredTerm
from tests.factories import PlaceFactory

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
ZLIB = b"x\x9c"


def ask(words: str, times: int = 1, language: str = "ja") -> None:
    for _ in range(times):
        unanswered.count(words, language)


def stored() -> dict[str, int]:
    unanswered.store(TODAY)
    return dict(UnansweredTerm.objects.values_list("term", "count"))


def held() -> list[bytes]:
    """What the files of the shared cache hold, as it is stored."""
    files = Path(settings.CACHES["shared"]["LOCATION"]).glob("*.djcache")
    contents = [file.read_bytes() for file in files]
    return [zlib.decompress(content[content.index(ZLIB) :]) for content in contents]


def is_held(words: str) -> bool:
    return any(words.encode() in content for content in held())


def test_words_are_nowhere_before_the_fifth_time_and_in_the_table_after_it() -> None:
    ask("ぬるぬる体操", 4)
    assert len(held()) == 1
    assert not is_held("ぬる")
    assert stored() == {}

    ask(" ぬるぬる 　体操", 5)
    ask("ぬるぬる体操")
    assert stored() == {"ぬるぬる体操": 5, "ぬるぬる 体操": 5}


def test_later_times_only_add_and_nothing_is_counted_twice() -> None:
    ask("ぬるぬる体操", 5)
    assert stored() == {"ぬるぬる体操": 5}
    ask("ぬるぬる体操", 2)
    assert stored() == {"ぬるぬる体操": 7}
    assert stored() == {"ぬるぬる体操": 7}


def test_each_language_has_its_own_words() -> None:
    ask("hoist", 5, "en")
    ask("hoist", 4)
    unanswered.store(TODAY)
    assert [(row.term, row.language, row.first_day) for row in UnansweredTerm.objects.all()] == [
        ("hoist", "en", TODAY)
    ]


@pytest.mark.parametrize(
    "words",
    [
        "0467-23-3000",
        "０９０ー１２３４ー５６７８",
        "〇四六七の二三の三〇〇〇",
        "090 1234 5678 に電話",
        "123456",
        "hana@example.jp",
        "hana＠example.jp",
        "hana(at)example.jp",
        "https://example.jp/a",
        "あ" * 41,
        "あ" * 50_000,
        "",
        "　",
    ],
)
def test_what_may_point_to_a_person_is_never_counted(words: str) -> None:
    ask(words, 6)
    assert held() == []
    assert stored() == {}


def test_a_search_that_finds_nothing_counts_and_writes_nothing_to_the_database(
    client: Client, no_writes: None
) -> None:
    for time in range(5):
        assert not is_held("ぬるぬる体操"), time
        assert client.get("/search/", {"q": "ぬるぬる体操"}).status_code == 200
    assert is_held("ぬるぬる体操")


def test_a_search_that_finds_what_fits_or_is_narrowed_down_counts_nothing(client: Client) -> None:
    PlaceFactory(name="みんなの食堂")
    client.get("/search/", {"q": "食堂"})
    client.get("/search/", {"q": "ぬるぬる体操", "type": "place"})
    assert held() == []


COUNT = """
import os, django
os.environ["DJANGO_SETTINGS_MODULE"] = "cms.settings"
django.setup()
from search import unanswered
for _ in range(50):
    unanswered.count("ぬるぬる体操", "ja")
"""


@pytest.mark.slow
def test_processes_that_count_at_once_lose_and_invent_nothing() -> None:
    running = [subprocess.Popen([sys.executable, "-c", COUNT]) for _ in range(3)]
    while any(process.poll() is None for process in running):
        unanswered.store(TODAY)
    assert [process.returncode for process in running] == [0, 0, 0]
    assert stored() == {"ぬるぬる体操": 150}


def test_who_types_random_words_fills_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unanswered, "MOST_NEW", 10)
    ask("ぬるぬる体操", 3)
    for number in range(30):
        ask(f"でたらめ{number}")
    assert len(held()) == 10
    ask("ぬるぬる体操", 2)
    assert stored() == {"ぬるぬる体操": 5}


def test_the_table_keeps_what_is_asked_most(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unanswered, "MOST_KEPT", 2)
    for words, times in (("あさがお", 7), ("いろがみ", 5), ("うちわ", 6)):
        ask(words, times)
    assert stored() == {"あさがお": 7, "うちわ": 6}


def test_words_that_fall_on_the_same_place_are_all_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unanswered, "PLACES", 4)
    for words in ("あさがお", "いろがみ", "うちわ", "えにっき"):
        ask(words, 6)
    assert stored() == dict.fromkeys(("あさがお", "いろがみ", "うちわ", "えにっき"), 6)


def test_the_job_stores_at_most_once_a_minute() -> None:
    ask("ぬるぬる体操", 5)
    unanswered.store_unanswered()
    ask("ぬるぬる体操", 5)
    unanswered.store_unanswered()
    assert UnansweredTerm.objects.get().count == 5
    caches["shared"].delete("unanswered-storing")
    unanswered.store_unanswered()
    assert UnansweredTerm.objects.get().count == 10


def test_what_nobody_asked_for_a_year_is_forgotten() -> None:
    now = timezone.now()
    for words, days in (("むかし", 366), ("さいきん", 364)):
        day = timezone.localdate(now) - timedelta(days=days)
        UnansweredTerm.objects.create(
            term=words, language="ja", count=5, first_day=day, last_day=day
        )
    unanswered.forget(now)
    assert [row.term for row in UnansweredTerm.objects.all()] == ["さいきん"]
