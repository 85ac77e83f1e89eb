"""Export, import into an empty site, export again: the same bytes, for every CSV format."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import timezone

from directory.datasets.common import SAMPLE_MARK
from directory.hours import Hours
from directory.models import Location, Place
from events.models import EventSeries
from tests.factories import (
    EventSeriesFactory,
    LocationFactory,
    OrganizationFactory,
    PlaceFactory,
    meets_on,
)
from tests.starter_site import Copies

FORMATS = {
    "facilities-csv": "places",
    "common-csv": "places",
    "childcare-csv": "places",
    "cafeterias-csv": "places",
    "events-csv": "events",
}
FEWEST = {
    "facilities-csv": 50,
    "common-csv": 50,
    "childcare-csv": 5,
    "cafeterias-csv": 8,
    "events-csv": 100,
}


@pytest.fixture
def empty_site(database_copies: Copies | None, transactional_db: None) -> Iterator[Copies]:
    """A site with its migrations and nothing else, whose changes are taken back."""
    if database_copies is None:
        pytest.skip("A database is copied whole by SQLite only")
    database_copies.put_blank()
    yield database_copies
    database_copies.put_blank()


def exported(name: str, file: Path) -> bytes:
    call_command("export_records", name, output=str(file))
    return file.read_bytes()


@pytest.mark.slow
def test_the_starter_content_comes_back_the_same(empty_site: Copies, tmp_path: Path):
    empty_site.put_starter_site()
    files = {name: exported(name, tmp_path / f"{name}.csv") for name in FORMATS}
    for name, first in files.items():
        assert first.count(b"\r\n") > FEWEST[name], name
        empty_site.put_blank()
        call_command("import_records", FORMATS[name], str(tmp_path / f"{name}.csv"), apply=True)
        assert exported(name, tmp_path / f"{name}-again.csv") == first, name


def nasty_place() -> Place:
    hall = LocationFactory(
        name="=会館", address="鎌倉市御成町18-10", building="'+2階", lat=35.319, lng=139.5467,
        access="西口から\n5分, \"右\"", accessibility=["wheelchair", "quiet"],
    )  # fmt: skip
    return PlaceFactory(
        public_id="nasty", name="＝会 \"ひだまり\"\t,👨‍👩‍👧", kana="ひだまり ヴ", phone="+81-467-23-3000",
        phone_note="内線 2345", website="https://example.jp/?a=1&b=2", locations=[hall],
        organization=OrganizationFactory(name="@の会"),
        summary="-1から\r\nはじまる", description="'=1+1\n" + "長い文です。" * 300 + "\n連絡は a@example.jp",
        hours={
            "hours": [{"nth": ["1SA", "-1FR"], "opens": "22:00", "closes": "02:00", "closes_next_day": True,
                       "season": ["12-01", "02-28"]}],
            "public_holidays": [{"days": ["SA"], "opens": "10:00", "closes": "12:00"}],
            "closed_months": [8], "audience_until": {"中学生": "20:00"},
        },
        hours_note="祝日は、\n休むことがあります。", fees=[{"who": "こども・「=」", "yen": 0}], min_age=3,
        modes=["phone"], anonymous=True, no_booking=True, sample=True,
    )  # fmt: skip


@pytest.mark.parametrize("name", [name for name, kind in FORMATS.items() if kind == "places"])
def test_a_place_with_everything_to_trip_over_comes_back_the_same(
    empty_site: Copies, tmp_path: Path, name: str
):
    place = nasty_place()
    place.kind = {"childcare-csv": "hiroba", "cafeterias-csv": "food"}.get(name, "hangout")
    place.save()
    first = exported(name, tmp_path / "first.csv")
    assert b"a@example.jp" not in first
    assert SAMPLE_MARK.encode() in first
    empty_site.put_blank()
    call_command("import_records", "places", str(tmp_path / "first.csv"), apply=True)
    assert exported(name, tmp_path / "again.csv") == first
    again = Place.objects.get(public_id="nasty")
    assert again.name.startswith("＝会") or again.name.startswith("=会")
    assert again.sample


def test_what_comes_back_is_open_at_the_same_times(empty_site: Copies, tmp_path: Path):
    rule = {
        "hours": [
            {"days": ["MO", "WE", "FR"], "opens": "09:00", "closes": "17:00"},
            {"days": ["SA"], "opens": "09:00", "closes": "12:00"},
        ],
        "public_holidays": "closed",
        "closed_yearly": [["12-29", "01-03"]],
        "closed_nth": ["3WE"],
    }
    PlaceFactory(public_id="usual", hours=rule)
    exported("facilities-csv", tmp_path / "first.csv")
    empty_site.put_blank()
    call_command("import_records", "places", str(tmp_path / "first.csv"), apply=True)
    again = Place.objects.get(public_id="usual").opening
    assert again.rules.holiday_rows == ()
    assert again.rules.closed_nth == Hours.from_facts(rule).rules.closed_nth
    assert again.rules.rows == Hours.from_facts(rule).rules.rows


def test_meetups_with_dates_of_their_own_come_back_the_same(empty_site: Copies, tmp_path: Path):
    hall = LocationFactory(name="大船会館", address="鎌倉市大船1-2-3", access="駅から5分")
    hidden = LocationFactory(
        name="離れ", precision=Location.Precision.HIDDEN, address="鎌倉市長谷1-1"
    )
    days = [timezone.localdate() + timedelta(days=ahead) for ahead in (3, 10, 17)]
    series = EventSeriesFactory(
        public_id="tea", name="+お茶の日", location=hall, rule=meets_on(*days), capacity=12,
        fees=[{"who": "", "yen": 300}], application="required", application_note="=電話で",
        organizers=[OrganizationFactory(name="Bの会"), OrganizationFactory(name="Aの会")],
        theme="ゆっくり", schedule_note="雨でも\n開きます",
    )  # fmt: skip
    series.changes.create(original_date=days[1], kind="theme", theme="@もちつき")
    series.changes.create(original_date=days[2], kind="moved", date=days[2] + timedelta(days=1))
    EventSeriesFactory(
        public_id="tea-2",
        name="夜",
        location=hidden,
        rule=meets_on(days[0], start="22:00", end="01:00"),
    )
    first = exported("events-csv", tmp_path / "first.csv")
    assert first.count(b"\r\n") == 5
    assert "長谷".encode() not in first
    empty_site.put_blank()
    call_command("import_records", "events", str(tmp_path / "first.csv"), apply=True)
    assert EventSeries.objects.count() == 4
    assert exported("events-csv", tmp_path / "again.csv") == first
