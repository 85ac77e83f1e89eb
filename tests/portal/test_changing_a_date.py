from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import ModelLogEntry

from cms.base.templatetags.text import month_day
from events.models import EventSeries, Occurrence, OccurrenceChange
from search.models import SearchDocument
from tests.factories import (
    EventSeriesFactory,
    LocationFactory,
    MemberFactory,
    PlaceFactory,
    meets_on,
)
from tests.portal.conftest import address, next_week, signed_in

pytestmark = pytest.mark.django_db
RAIN = "天気のため"


def card_of(meetup: Occurrence) -> dict:
    """What `/search/` and `/events/` show of the date."""
    return SearchDocument.objects.get(
        record_type="event", record_id=meetup.series.public_id, occurrence=meetup.key, locale="ja"
    ).card


def test_the_desk_shows_the_dates_of_the_coming_weeks_in_order(phone, group):
    today = timezone.localdate()
    days = [today + timedelta(days=n) for n in (20, 3, 90)]
    EventSeriesFactory(name="おちゃの会", organizers=[group], rule=meets_on(*days))
    page = phone.get("/portal/").content.decode()
    assert page.count("おちゃの会") >= 2
    assert page.index(days[1].isoformat()) < page.index(days[0].isoformat())
    assert days[2].isoformat() not in page


def test_two_presses_cancel_a_date_everywhere_at_once(phone, meetup):
    desk = phone.get("/portal/").content.decode()
    assert f'href="{address(meetup, "cancel/")}"' in desk
    ask = phone.get(address(meetup, "cancel/")).content.decode()
    assert f'name="reason" value="{RAIN}"' in ask
    answer = phone.post(address(meetup, "cancel/"), {"reason": RAIN}, follow=True)
    assert "中止にしました" in answer.content.decode()
    meetup.refresh_from_db()
    assert (meetup.status, meetup.reason) == ("cancelled", RAIN)
    assert (card_of(meetup)["status"], card_of(meetup)["reason"]) == ("cancelled", RAIN)
    assert "中止になりました" in answer.content.decode()


def test_cancelling_raises_the_sequence_and_publishes_no_draft(phone, meetup):
    series = meetup.series
    series.name = "まだ出さない名前"
    series.save_revision()
    before = EventSeries.objects.get(pk=series.pk).sequence
    phone.post(address(meetup, "cancel/"), {"reason": RAIN})
    stored = EventSeries.objects.get(pk=series.pk)
    assert stored.sequence == before + 1
    assert stored.name == "きょうだいの夜"


def test_asking_for_the_cancel_page_cancels_nothing(phone, meetup):
    phone.get(address(meetup, "cancel/"))
    phone.get(address(meetup, "restore/"))
    assert not OccurrenceChange.objects.exists()


def test_a_reason_in_own_words_is_what_readers_are_told(phone, meetup):
    phone.post(address(meetup, "cancel/"), {"reason": " 工事のため、会場が<b>閉まります "})
    assert card_of(meetup)["reason"] == "工事のため、会場が<b>閉まります"
    assert "会場が&lt;b&gt;閉まります" in phone.get("/portal/").content.decode()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [("  ", "理由を書いてください"), ("あ" * 201, "理由は200字までです。いま201字あります")],
)
def test_a_reason_that_cannot_be_taken_is_kept_and_explained(phone, meetup, typed, sentence):
    answer = phone.post(address(meetup, "cancel/"), {"reason": typed})
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert typed.strip() in answer.content.decode()
    assert not OccurrenceChange.objects.exists()


def test_cancelling_twice_keeps_the_later_reason(phone, meetup):
    phone.post(address(meetup, "cancel/"), {"reason": RAIN})
    phone.post(address(meetup, "cancel/"), {"reason": "会場が使えないため"})
    assert OccurrenceChange.objects.get().reason == "会場が使えないため"


def test_a_cancellation_is_taken_back_from_the_desk(phone, meetup):
    phone.post(address(meetup, "cancel/"), {"reason": RAIN})
    assert address(meetup, "restore/") in phone.get("/portal/").content.decode()
    answer = phone.post(address(meetup, "restore/"), follow=True)
    assert "中止をとりけしました" in answer.content.decode()
    meetup.refresh_from_db()
    assert (meetup.status, meetup.reason) == ("held", "")
    assert card_of(meetup)["status"] == "held"
    assert phone.post(address(meetup, "restore/")).status_code == 302


def test_a_theme_of_one_date_is_its_title_at_once(phone, meetup):
    phone.post(address(meetup), {"theme": "年末のおつかれさま会"})
    assert card_of(meetup)["title"] == "年末のおつかれさま会"
    assert 'value="年末のおつかれさま会"' in phone.get(address(meetup)).content.decode()
    phone.post(address(meetup), {"theme": ""})
    assert card_of(meetup)["title"] == "きょうだいの夜"


def test_a_theme_stays_when_its_date_is_cancelled_and_held_again(phone, meetup):
    phone.post(address(meetup), {"theme": "年末の会"})
    phone.post(address(meetup, "cancel/"), {"reason": RAIN})
    phone.post(address(meetup, "restore/"))
    assert card_of(meetup)["title"] == "年末の会"


def test_a_theme_that_is_too_long_is_kept_and_explained(phone, meetup):
    answer = phone.post(address(meetup), {"theme": "あ" * 101})
    assert answer.status_code == 422
    assert "テーマは100字までです。いま101字あります" in answer.content.decode()
    assert "あ" * 101 in answer.content.decode()


def test_words_typed_while_the_session_ended_are_handed_back(phone, member, meetup):
    phone.post("/portal/out/")
    answer = phone.post(address(meetup), {"theme": "長く考えたテーマ"})
    assert answer.status_code == 403
    assert "長く考えたテーマ" in answer.content.decode()
    assert not OccurrenceChange.objects.exists()


@pytest.fixture
def sittings(group) -> list[Occurrence]:
    """Two meetings of one series on one day."""
    rule = {
        "rdates": [next_week().isoformat()],
        "sittings": [{"start": "10:00", "end": "11:00"}, {"start": "14:00", "end": "15:00"}],
    }
    return list(EventSeriesFactory(organizers=[group], rule=rule).occurrences.all())


def standing(sittings: list[Occurrence]) -> list[tuple[bool, str, str]]:
    for each in sittings:
        each.refresh_from_db()
    return [(each.is_cancelled, each.reason, each.theme) for each in sittings]


def test_one_of_two_sittings_is_cancelled_alone(phone, sittings):
    first, second = sittings
    page = phone.get(address(first, "cancel/")).content.decode()
    assert "この日は2回あります。中止になるのは、この回だけです。" in page
    phone.post(address(first, "cancel/"), {"reason": RAIN})
    assert standing(sittings) == [(True, RAIN, ""), (False, "", "")]
    assert (card_of(first)["status"], card_of(second)["status"]) == ("cancelled", "held")
    sequence = second.sequence
    phone.post(address(first, "restore/"))
    assert standing(sittings) == [(False, "", ""), (False, "", "")]
    assert second.sequence == sequence
    assert not OccurrenceChange.objects.exists()


def test_all_sittings_of_a_day_are_cancelled_where_that_was_chosen(phone, sittings):
    whole = address(sittings[0], "cancel/") + "?all=1"
    assert 'href="?all=1"' in phone.get(address(sittings[0], "cancel/")).content.decode()
    assert "この日の2回とも、中止になります。" in phone.get(whole).content.decode()
    phone.post(address(sittings[1], "cancel/"), {"reason": "工事のため"})
    phone.post(whole, {"reason": RAIN})
    assert standing(sittings) == [(True, RAIN, ""), (True, RAIN, "")]
    assert OccurrenceChange.objects.count() == 1


def test_restoring_one_sitting_leaves_the_other_cancelled(phone, sittings):
    phone.post(address(sittings[0], "cancel/") + "?all=1", {"reason": RAIN})
    phone.post(address(sittings[0], "restore/"))
    assert standing(sittings) == [(False, "", ""), (True, RAIN, "")]
    phone.post(address(sittings[1], "restore/"))
    assert standing(sittings) == [(False, "", ""), (False, "", "")]


def test_each_sitting_has_a_theme_of_its_own(phone, sittings):
    first, second = sittings
    phone.post(address(first) + "?all=1", {"theme": "お茶の日"})
    phone.post(address(second), {"theme": "しゃべる日"})
    assert [row[2] for row in standing(sittings)] == ["お茶の日", "しゃべる日"]
    phone.post(address(first), {"theme": ""})
    assert [row[2] for row in standing(sittings)] == ["", "しゃべる日"]
    phone.post(address(second) + "?all=1", {"theme": ""})
    assert [row[2] for row in standing(sittings)] == ["", ""]


def test_a_mistake_leaves_it_with_the_whole_day_that_was_chosen(phone, sittings):
    answer = phone.post(address(sittings[0], "cancel/") + "?all=1", {"reason": " "})
    assert answer.status_code == 422
    assert "この日の2回とも、中止になります。" in answer.content.decode()


def test_the_history_names_the_sitting(phone, sittings):
    phone.post(address(sittings[1], "cancel/"), {"reason": RAIN})
    entry = ModelLogEntry.objects.get(action="portal.cancel")
    assert "14:00〜「天気のため」" in entry.formatter.format_message(entry)


def test_a_date_that_is_over_cannot_be_changed(phone, group):
    yesterday = timezone.localdate() - timedelta(days=1)
    past = EventSeriesFactory(organizers=[group], rule=meets_on(yesterday)).occurrences.get()
    answer = phone.post(address(past, "cancel/"), {"reason": RAIN})
    assert answer.status_code == 404
    assert "もう終わったか、変わったようです" in answer.content.decode()
    assert not OccurrenceChange.objects.exists()


def test_the_desk_takes_as_many_queries_for_many_dates_as_for_few(phone, group):
    def count() -> int:
        with CaptureQueriesContext(connection) as captured:
            phone.get("/portal/")
        return len(captured)

    def meet_at_a_place(times: int) -> None:
        for _n in range(times):
            place = PlaceFactory(organization=group, locations=[LocationFactory()])
            EventSeriesFactory(organizers=[group], place=place)

    meet_at_a_place(3)
    few = count()
    meet_at_a_place(9)
    assert count() == few


def test_each_organiser_of_a_shared_meetup_can_cancel_it(phone, group, other_meetup):
    series = other_meetup.series
    series.organizers.add(group)
    series.save()
    other = MemberFactory(organization=series.organizers.exclude(pk=group.pk).get())
    phone.post(address(other_meetup, "cancel/"), {"reason": RAIN})
    other_meetup.refresh_from_db()
    assert other_meetup.is_cancelled
    signed_in(other).post(address(other_meetup, "restore/"))
    other_meetup.refresh_from_db()
    assert not other_meetup.is_cancelled


def test_staff_read_in_the_history_who_changed_what(phone, meetup):
    phone.post(address(meetup, "cancel/"), {"reason": RAIN})
    phone.post(address(meetup, "restore/"))
    phone.post(address(meetup, "restore/"))
    phone.post(address(meetup), {"theme": "年末の会"})
    entries = ModelLogEntry.objects.for_instance(meetup.series).filter(action__startswith="portal.")
    day = month_day(meetup.date)
    assert [entry.message for entry in reversed(entries)] == [
        f"佐藤（なみのおと）: 団体が中止にした {day}「天気のため」",
        f"佐藤（なみのおと）: 団体が中止をとりけした {day}",
        f"佐藤（なみのおと）: 団体がその日のテーマを変えた {day}「年末の会」",
    ]
