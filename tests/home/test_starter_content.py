"""What a new site holds: enough of everything, in our own short words, with dates that lie ahead."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from pytest_django import DjangoDbBlocker
from wagtail.models import Locale, Page, Site

from cms.base.records import Record
from directory.models import Check, Organization, Place, TemporaryStatus
from events.models import EventSeries
from events.recurrence import Recurrence
from home.models import ArticlePage, CampaignPage, HomePage
from home.starter import terms
from home.starter.dates import changes, rule_facts
from home.starter.loading import Loaded, load_starter_content
from home.starter.meetups import MEETUPS
from home.starter.pages.home import HOME, NEWS_INDEX
from home.starter.pages.lanes import LANES
from home.starter.pages.news import ARTICLES
from home.starter.pages.standing import STANDING_PAGES
from home.starter.record_loading import CONTENT
from home.starter.register import NO_PUBLIC_SERVICE
from home.starter.rows import MeetupRow, WordsRow
from home.starter.venues import VENUES
from home.starter.words.events import EVENT_WORDS
from home.starter.words.home import HOME_WORDS
from home.starter.words.places import PLACE_WORDS
from home.starter.words.young import YOUNG_WORDS
from navigator.models import Benefit
from plan.models import Measure
from search.models import SearchDocument

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 25)
DAYS = [
    date(2027, 1, 1),
    date(2027, 2, 28),
    date(2028, 2, 29),
    date(2027, 8, 1),
    date(2026, 12, 31),
]
LANE_ADDRESSES = {
    "young", "young-adult", "working", "family", "citizens", "employers", "institutions",
}  # fmt: skip
MODES = {"visit", "phone", "home", "line", "online", "mail"}
PLAN_TEXT = (
    Path(__file__).resolve().parents[2] / "../shared/plan/kamakura-goal6-2025-03.txt"
).resolve()
TRANSLATIONS: tuple[WordsRow, ...] = (*HOME_WORDS, *YOUNG_WORDS, *PLACE_WORDS, *EVENT_WORDS)
JAPANESE_ROWS: list[Any] = [
    HOME, NEWS_INDEX, *LANES, *ARTICLES, *STANDING_PAGES, *VENUES,
    *terms.AREAS, *terms.AUDIENCES, *terms.TOPICS,
    *(row for _model, rows in CONTENT for row in rows),
]  # fmt: skip


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Loaded]:
    """The content in the test database, once for this file, taken back at its end."""
    with django_db_blocker.unblock(), transaction.atomic():
        locale = Locale.objects.get_or_create(language_code="ja")[0]
        if not Page.objects.filter(depth=1).exists():
            Page.add_root(title="Root", slug="root", locale=locale)
        yield load_starter_content(TODAY)
        transaction.set_rollback(True)


def sources(model: type[Record]) -> list[Any]:
    return list(model.objects.public().sources())


def held_dates(row: MeetupRow, today: date, days: int) -> list[date]:
    """The days from `today` on which a series meets, cancelled dates left out."""
    series = Recurrence.from_facts(rule_facts(row, today), changes(row, today))
    coming = series.occurrences(today, today + timedelta(days))
    return [item.date for item in coming if item.status != "cancelled"]


def texts_in(value: Any) -> Iterator[str]:
    """Every string in rows, mappings and lists."""
    if isinstance(value, str):
        yield value
    elif is_dataclass(value):
        for field in fields(value):
            yield from texts_in(getattr(value, field.name))
    elif isinstance(value, Mapping):
        yield from texts_in(value.values())
    elif isinstance(value, Iterable):
        for item in value:
            yield from texts_in(item)


def sentences(value: Any) -> Iterator[str]:
    for text in texts_in(value):
        plain = re.sub(r"<[^>]+>", "\n", text)
        yield from re.split(r"(?<=[。！？])|\n", plain)


@pytest.mark.parametrize(
    ("model", "least"), [(Place, 40), (Organization, 10), (EventSeries, 20), (Benefit, 20)]
)
def test_there_is_enough_of_every_kind_of_record(
    loaded: Loaded, model: type[Record], least: int
) -> None:
    assert len(sources(model)) >= least


@pytest.mark.parametrize("model", [Place, Organization, EventSeries, Benefit])
def test_every_choice_of_kind_has_an_example(loaded: Loaded, model: Any) -> None:
    assert {row.kind for row in sources(model)} == set(model.Kind.values)


@pytest.mark.parametrize("model", [Place, Organization, EventSeries, Benefit])
def test_every_record_is_a_sample_and_valid(loaded: Loaded, model: type[Record]) -> None:
    for row in model.objects.all():
        assert row.sample, row
        row.full_clean()


def test_no_phone_number_could_be_somebodys(loaded: Loaded) -> None:
    numbers = {row.phone for model in (Place, Organization, EventSeries) for row in sources(model)}
    assert numbers - {""} == {"0467-00-0000", "045-000-0000"}


def test_places_stand_in_all_five_districts(loaded: Loaded) -> None:
    found = {venue.area.slug for place in sources(Place) for venue in place.locations.all()}
    assert found == {"kamakura", "koshigoe", "fukasawa", "ofuna", "tamanawa"}


def test_every_mode_of_talking_has_a_desk_for_carers_of_every_age(loaded: Loaded) -> None:
    for audience in ("young-carer", "young-adult", "working", "carer"):
        modes = {
            mode
            for place in Place.objects.public().sources().filter(audiences__slug=audience)
            for mode in place.modes
        }
        assert modes >= MODES - {"line"}, audience
    assert Place.objects.filter(kind="phone", anonymous=True, no_booking=True).count() >= 4


def test_every_lane_has_someone_to_ask(loaded: Loaded) -> None:
    for lane in CampaignPage.objects.filter(locale__language_code="ja"):
        desks = Place.objects.public().filter(
            kind__in=("desk", "phone"), audiences__in=lane.audiences.all()
        )
        assert desks.exists(), lane


def test_the_wakatama_close_earlier_for_junior_high_pupils(loaded: Loaded) -> None:
    wakatama = [row for row in sources(Place) if row.public_id.startswith("wakatama-")]
    assert len(wakatama) == 4
    for row in wakatama:
        assert row.hours["audience_until"] == {"中学生": "20:00"}


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_every_series_meets_within_three_months_of_any_day(today: date) -> None:
    idle = [row.public_id for row in MEETUPS if not held_dates(row, today, days=92)]
    assert idle == []


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_a_change_is_of_a_date_that_the_rule_gives(today: date) -> None:
    for row in MEETUPS:
        plain = Recurrence.from_facts(rule_facts(row, today))
        given = {
            item.original_date for item in plain.occurrences(today, today + timedelta(days=400))
        }
        assert {change["original_date"] for change in changes(row, today)} <= given, row.public_id


def test_one_date_is_cancelled_and_one_is_moved_and_both_say_why(loaded: Loaded) -> None:
    for kind in ("cancelled", "moved"):
        [series] = EventSeries.objects.sources().filter(changes__kind=kind)
        assert series.changes.get(kind=kind).reason
        assert series.occurrences.filter(status=kind, date__gte=TODAY).exists()


def test_the_patterns_of_real_meetups_are_there(loaded: Loaded) -> None:
    said = {series.recurrence.describe() for series in sources(EventSeries)}
    for pattern in (
        "第1日曜",
        "第2・第4火曜",
        "8月は休み",
        "第5土曜",
        "隔週",
        "毎週 水曜",
        "次の平日",
    ):
        assert any(pattern in phrase for phrase in said), pattern


def test_every_measure_is_served_or_says_that_it_is_not(loaded: Loaded) -> None:
    measures = Measure.objects.filter(edition__current=True)
    assert measures.count() == 31
    for measure in measures:
        served = SearchDocument.objects.public().referring(measure=measure.reference).exists()
        assert served != measure.no_public_service, measure
        assert measure.measure_departments.exists(), measure
    assert set(NO_PUBLIC_SERVICE) <= {measure.number for measure in measures}


def test_most_records_were_checked_and_some_checks_are_overdue(loaded: Loaded) -> None:
    records = sum(len(sources(model)) for model in (Place, Organization, EventSeries, Benefit))
    checks = Check.objects.all()
    assert records * 0.7 < checks.count() < records
    assert checks.filter(next_due__lt=TODAY).count() >= 5
    assert all(check.by and check.checked_on < TODAY for check in checks)
    assert len({check.checked_on for check in checks}) > 20


def test_one_place_is_closed_for_a_while_and_one_has_an_alert(loaded: Loaded) -> None:
    kinds = sorted(TemporaryStatus.objects.active(TODAY).values_list("kind", flat=True))
    assert kinds == ["alert", "closed"]


def test_the_site_opens_on_our_home_page(loaded: Loaded) -> None:
    site = Site.objects.get(is_default_site=True)
    assert isinstance(site.root_page.specific, HomePage)
    assert site.site_name == settings.SITE_NAME
    assert not Page.objects.exact_type(Page).filter(depth=2).exists()


def test_pages_stand_at_the_addresses_of_the_contract(loaded: Loaded) -> None:
    paths = {page.site_path for page in CampaignPage.objects.filter(locale__language_code="ja")}
    assert paths == {f"/{slug}/" for slug in LANE_ADDRESSES}
    for slug in ("privacy", "accessibility"):
        assert ArticlePage.objects.public().get(slug=slug).site_path == f"/{slug}/"
    assert ArticlePage.objects.public().filter(date__isnull=False).count() >= 6


def test_the_lane_for_children_can_be_left_quickly(loaded: Loaded) -> None:
    assert CampaignPage.objects.get(slug="young", locale__language_code="ja").quick_exit


def test_bodies_hold_valid_blocks_of_many_kinds(loaded: Loaded) -> None:
    used: set[str] = set()
    for page in [*CampaignPage.objects.all(), *ArticlePage.objects.all()]:
        page.body.stream_block.clean(page.body)
        used |= {block.block_type for block in page.body}
    assert used >= {
        "heading", "text", "notice", "steps", "contact", "related", "quote", "voices",
    }  # fmt: skip


@pytest.mark.parametrize("language", ["en", "ja-x-easy"])
def test_some_things_are_published_in_other_languages(loaded: Loaded, language: str) -> None:
    there = {"locale__language_code": language}
    assert HomePage.objects.public().filter(**there).count() == 1
    assert CampaignPage.objects.public().filter(**there).count() == 1
    assert Place.objects.public().filter(**there).count() == 5
    assert EventSeries.objects.public().filter(**there).count() == 2
    place = Place.public_in(language, "wakatama-yuigahama")
    assert place.language == language
    assert place.hours["audience_until"]


def test_english_words_are_found_in_search(loaded: Loaded) -> None:
    found = SearchDocument.objects.public().filter(locale="en", title="Kimie's Kitchen")
    assert found.get().path == "/places/kimie-shokudo/"


def test_a_second_run_changes_nothing_not_even_what_was_deleted(loaded: Loaded) -> None:
    with transaction.atomic():
        Place.objects.get(public_id="minna-ofuna").delete()
        before = list(SearchDocument.objects.order_by("pk").values())
        assert load_starter_content(TODAY + timedelta(days=40)) == Loaded()
        assert list(SearchDocument.objects.order_by("pk").values()) == before
        transaction.set_rollback(True)


def test_the_command_says_that_content_is_there(
    loaded: Loaded, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("starter_content")
    assert "何も変えていません" in capsys.readouterr().out


def test_a_member_of_a_group_can_be_given_a_link(loaded: Loaded) -> None:
    assert loaded.member is not None
    assert loaded.member.organization.public_id == "naminooto"


def test_sentences_are_short() -> None:
    easy = [row for row in TRANSLATIONS if row.language == "ja-x-easy"]
    long = [text for text in sentences([JAPANESE_ROWS, easy]) if len(text) > 80]
    assert long == []


def test_no_sentence_is_copied_from_the_plan() -> None:
    if not PLAN_TEXT.exists():
        pytest.skip("the city's text is not beside this repository")
    plan = re.sub(r"\s", "", PLAN_TEXT.read_text(encoding="utf-8"))
    # Names may be the same; whole sentences end in 。
    written = [text for text in sentences(JAPANESE_ROWS) if text.endswith("。")]
    copied = [text for text in written if len(text) > 8 and text.rstrip("。") in plan]
    assert len(written) > 400
    assert copied == []
