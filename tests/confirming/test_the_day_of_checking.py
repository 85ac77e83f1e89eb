"""確認日: on every card and page with who and until when; moved by a check and by nothing else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from wagtail_localize.models import Translation, TranslationSource

from directory.models import Check, Place, TemporaryStatus
from tests.confirming.test_the_work_list import editor
from tests.factories import (
    BenefitFactory,
    CheckFactory,
    DepartmentFactory,
    EventSeriesFactory,
    OrganizationFactory,
    PlaceFactory,
    locale_of,
    meets_on,
    translated,
)
from tests.pages.reading import read

__all__ = ["editor"]
pytestmark = pytest.mark.django_db

FACTORIES = {
    "place": PlaceFactory,
    "group": OrganizationFactory,
    "event": EventSeriesFactory,
    "benefit": BenefitFactory,
}
LISTS = {"place": "/places/", "group": "/groups/", "event": "/events/", "benefit": "/support/"}
EACH_KIND = pytest.mark.parametrize("kind", FACTORIES)


def made(kind: str, **facts: Any) -> Any:
    return FACTORIES[kind](**{"name": "ゆうなぎ", "public_id": "yunagi", **facts})


def check_of(record: Any, checked_on: Any, next_due: Any) -> Check:
    department = DepartmentFactory(name=f"こども相談課{record.public_id}")
    return CheckFactory(
        record_type=record.record_type,
        record_id=record.public_id,
        checked_on=checked_on,
        next_due=next_due,
        by_department=department,
    )


def both_calendars(day: Any) -> str:
    return f"{day.year}年（令和{day.year - 2018}年）{day.month}月{day.day}日"


def addresses_of(record: Any) -> list[str]:
    """Its page, its list, the search, and for a series the page of its date."""
    dates = record.occurrences.all() if record.record_type == "event" else ()
    return [
        record.page_path,
        record.list_path,
        "/search/?q=ゆうなぎ",
        *(f"{record.page_path}{date.key}/" for date in dates),
    ]


@EACH_KIND
def test_every_card_and_page_says_when_by_whom_and_until_when(locales, client, kind):
    record = made(kind)
    day = timezone.localdate() - timedelta(days=20)
    due = day + timedelta(days=180)
    check_of(record, day, due)
    for path in addresses_of(record):
        text = read(client, path).text
        assert f"確認日 {both_calendars(day)}" in text, path
        assert "こども相談課yunagi" in text, path
        assert f"次の確認は{due.year}年{due.month}月{due.day}日" in text, path


@EACH_KIND
def test_what_is_overdue_says_so_everywhere_and_keeps_its_day(locales, client, kind):
    record = made(kind)
    day = timezone.localdate() - timedelta(days=200)
    check_of(record, day, timezone.localdate() - timedelta(days=1))
    for path in addresses_of(record):
        text = read(client, path).text
        assert "確認の期限をすぎています" in text, path
        assert both_calendars(day) in text, path
        assert "次の確認は" not in text, path


@EACH_KIND
@pytest.mark.parametrize("query", ["", "?q=ゆうなぎ"], ids=["listed", "found"])
def test_what_is_overdue_sinks_and_is_never_hidden(locales, client, kind, query):
    today = timezone.localdate()
    soon = {"rule": meets_on(today + timedelta(days=3))} if kind == "event" else {}
    late = made(kind, name="ゆうなぎ", kana="あ", public_id="late", **soon)
    fresh = made(kind, name="ゆうなぎ", kana="ん", public_id="fresh", **soon)
    check_of(late, today - timedelta(days=200), today - timedelta(days=1))
    check_of(fresh, today, today + timedelta(days=100))
    for path in (LISTS[kind], "/search/") if query else (LISTS[kind],):
        page = read(client, path + query).html
        assert 0 < page.index(f"{LISTS[kind]}fresh/") < page.index(f"{LISTS[kind]}late/"), path


def test_an_overdue_record_that_fits_far_better_still_stands_first(locales, client):
    today = timezone.localdate()
    late = PlaceFactory(name="ゆうなぎ", public_id="late")
    fresh = PlaceFactory(name="あさなぎ", public_id="fresh", description="ゆうなぎの近くです。")
    check_of(late, today - timedelta(days=200), today - timedelta(days=1))
    check_of(fresh, today, today + timedelta(days=100))
    page = read(client, "/search/?q=ゆうなぎ").html
    assert page.index("/places/late/") < page.index("/places/fresh/")


def test_a_record_that_only_staff_checked_says_so(locales, client):
    place = made("place")
    CheckFactory(record_id=place.public_id, by_department=None)
    assert "市の担当" in read(client, "/places/").text


# What moves it


def edited(record: Any) -> None:
    record.summary = "ことばを直しました。"
    record.save()


def saved_as_draft(record: Any) -> None:
    record.summary = "下書きです。"
    record.save_revision()


def published(record: Any) -> None:
    record.summary = "公開しました。"
    record.save_revision().publish()


def reverted(record: Any) -> None:
    older = record.save_revision()
    record.summary = "新しい文です。"
    record.save_revision().publish()
    older.publish()


def unpublished_and_published_again(record: Any) -> None:
    record.unpublish()
    record.save_revision().publish()


def translated_by_hand(record: Any) -> None:
    translated(record, "en", name="Evening calm")


def translated_in_the_admin(record: Any) -> None:
    source, _made = TranslationSource.update_or_create_from_instance(record)
    translation = Translation.objects.create(source=source, target_locale=locale_of("en"))
    translation.save_target(publish=True)


CHANGES = (
    edited,
    saved_as_draft,
    published,
    reverted,
    unpublished_and_published_again,
    translated_by_hand,
    translated_in_the_admin,
)


@EACH_KIND
@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_nothing_that_is_done_to_a_record_moves_its_day(
    locales, client: Client, kind: str, change: Callable[[Any], None]
):
    record = made(kind)
    day = timezone.localdate() - timedelta(days=20)
    check_of(record, day, day + timedelta(days=180))
    before = list(Check.objects.values())
    change(record)
    assert list(Check.objects.values()) == before
    assert f"確認日 {both_calendars(day)}" in read(client, record.list_path).text


def test_staff_who_only_correct_a_record_do_not_check_it(editor, locales):
    place = made("place")
    day = timezone.localdate() - timedelta(days=20)
    check_of(place, day, day + timedelta(days=180))
    before = list(Check.objects.values())
    editor.get(f"/admin/snippets/directory/place/edit/{place.pk}/")
    editor.post(f"/admin/snippets/directory/place/edit/{place.pk}/", {"name": "直した名前"})
    assert list(Check.objects.values()) == before


def imported(folder: Path, phone: str) -> None:
    """A list with one place, taken in by the command."""
    file = folder / "places.csv"
    file.write_text(
        f"ID,名称,所在地_連結表記,電話番号\nP1,ゆうなぎの家,鎌倉市御成町18-10,{phone}\n"
    )
    call_command("import_records", "places", str(file), "--apply", stdout=StringIO())


def test_an_import_moves_no_day(locales, client, tmp_path):
    imported(tmp_path, "0467-00-1111")
    place = Place.objects.get()
    assert not Check.objects.exists()
    day = timezone.localdate() - timedelta(days=20)
    check_of(place, day, day + timedelta(days=180))
    before = list(Check.objects.values())
    imported(tmp_path, "0467-00-2222")
    place.refresh_from_db()
    assert place.phone == "0467-00-2222"
    assert list(Check.objects.values()) == before
    assert f"確認日 {both_calendars(day)}" in read(client, "/places/").text


# What is different for a while


def given(record: Any, first: Any, last: Any, kind: str = "closed") -> TemporaryStatus:
    return TemporaryStatus.objects.create(
        record_type=record.record_type,
        record_id=record.public_id,
        kind=kind,
        message="水道の工事です",
        starts_on=first,
        ends_on=last,
    )


@pytest.fixture
def at(monkeypatch):
    """`at(instant)`: the clock of the site; no job runs."""

    def turned(now: datetime) -> None:
        monkeypatch.setattr(timezone, "now", lambda: now)

    return turned


@EACH_KIND
@pytest.mark.parametrize("status", ["closed", "alert"])
def test_a_notice_comes_and_goes_by_the_clock_without_any_job(locales, client, at, kind, status):
    now = timezone.now()
    noon = timezone.localtime(now).replace(hour=12, minute=0)
    today = noon.date()
    first, last = today + timedelta(days=2), today + timedelta(days=3)
    rule = {"rule": meets_on(first)} if kind == "event" else {}
    record = made(kind, **rule)
    given(record, first, last, status)
    on_pages = [record.page_path, record.list_path, "/search/?q=ゆうなぎ"]
    if kind == "event":
        on_pages = [record.page_path]
        assert "水道の工事です" in read(client, "/events/").text
    for days, stands in ((1, False), (2, True), (3, True), (4, False)):
        at(noon + timedelta(days=days))
        for path in on_pages:
            assert ("水道の工事です" in read(client, path).text) == stands, (path, days)


def test_a_place_that_is_closed_for_a_while_is_not_among_the_open_ones(locales, client, at):
    noon = timezone.localtime(timezone.now()).replace(hour=12, minute=0)
    every_day = [
        {"days": ["MO", "TU", "WE", "TH", "FR", "SA", "SU"], "opens": "9:00", "closes": "18:00"}
    ]
    place = made("place", hours={"hours": every_day})
    at(noon)
    assert "yunagi" in read(client, "/places/?open=1").html
    given(place, noon.date(), noon.date())
    assert "yunagi" not in read(client, "/places/?open=1").html
    assert "臨時休み" in read(client, "/places/yunagi/").text
    at(noon + timedelta(days=1))
    assert "yunagi" in read(client, "/places/?open=1").html
