"""A group gives its calendar's address, looks through what is found, and decides; nothing goes out."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cms.base.languages import in_language
from events.models import EventSeries
from portal.calendars import views
from portal.models import CalendarEntry, GroupCalendar, Proposal
from portal.proposing import flow
from tests.factories import (
    LocationFactory,
    MemberFactory,
    OrganizationFactory,
    PlaceFactory,
    translated,
)
from tests.portal.calendars.conftest import ADDRESS, in_days, read_again
from tests.portal.calendars.server import answer
from tests.portal.calendars.writing import calendar, event
from tests.portal.conftest import signed_in
from tests.portal.proposing import trust

pytestmark = pytest.mark.django_db
PAGE = "/portal/calendar/"


def page_of(phone) -> str:
    return phone.get(PAGE).content.decode()


def decide(phone, act: str, entry: CalendarEntry | None = None):
    entry = entry or CalendarEntry.objects.get()
    return phone.post(f"{PAGE}{entry.pk}/", {"act": act})


def publish(site, *events: str) -> None:
    site.pages["/group.ics"] = answer(calendar(*events))


def test_an_address_is_kept_and_read_at_once(phone, group, internet):
    answered = phone.post(PAGE, {"act": "save", "address": f"webcal{ADDRESS[5:]}"})
    assert answered.url == f"{PAGE}?done=read"
    kept = GroupCalendar.objects.get()
    assert (kept.organization, kept.address, kept.last_error) == (group, ADDRESS, "")
    page = page_of(phone)
    assert "朝の会" in page
    assert "10:00〜12:00" in page
    assert ADDRESS in page


def test_reading_publishes_nothing_and_writes_no_proposal(phone, kept):
    assert CalendarEntry.objects.count() == 1
    assert not Proposal.objects.exists()
    assert not EventSeries.objects.exists()


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("http://example.org/a.ics", "「https://」ではじまるアドレスだけ"),
        ("https://a:b@example.org/", "名前やパスワード"),
        ("https://example.org:444/", "ポート"),
        ("hello", "アドレスの形がちがう"),
        ("", "アドレスをはってください"),
        ("https://example.org/" + "a" * 1200, "長すぎます"),
    ],
)
def test_an_address_that_cannot_be_read_is_told_and_stays_in_the_field(
    phone, typed, words, internet
):
    answered = phone.post(PAGE, {"act": "save", "address": typed})
    page = answered.content.decode()
    assert answered.status_code == 422
    assert words in page
    assert typed in page
    assert not GroupCalendar.objects.exists()
    assert internet.asked == []


def test_what_the_calendars_server_says_is_told_on_the_page(phone, group, internet):
    internet.pages["/group.ics"] = answer(status=404)
    phone.post(PAGE, {"act": "save", "address": ADDRESS})
    page = page_of(phone)
    assert "そのアドレスにカレンダーがありません。" in page
    assert ADDRESS in page


def test_an_address_that_was_typed_when_the_session_ended_comes_back(phone, member, kept):
    phone.cookies.pop("portal")
    assert phone.post(PAGE, {"act": "save", "address": "https://new.example/"}).status_code == 403
    again = signed_in(member)
    again.cookies["portal_typed"] = phone.cookies["portal_typed"].value
    assert "https://new.example/" in page_of(again)


def test_reading_is_asked_six_times_an_hour_at_most(phone, kept, internet):
    before = len(internet.asked)
    codes = [phone.post(PAGE, {"act": "read"}).status_code for _time in range(8)]
    assert codes == [302] * views.READS_AN_HOUR + [429] * 2
    assert len(internet.asked) - before == views.READS_AN_HOUR
    late = phone.post(PAGE, {"act": "save", "address": ADDRESS})
    assert late.url == f"{PAGE}?done=kept"
    assert GroupCalendar.objects.get().next_read_at <= timezone.now()


def test_taking_makes_a_draft_that_is_continued_in_the_form(phone, member, kept, internet):
    publish(internet, event(summary="夜の会", description="<b>お茶</b>をのみます<br>どうぞ"))
    read_again()
    answered = decide(phone, "take")
    draft = Proposal.objects.get()
    assert (draft.status, draft.kind, draft.title) == ("draft", "meetup", "夜の会")
    assert answered.url == f"/portal/proposals/{draft.pk}/edit/"
    form = phone.get(answered.url).content.decode()
    assert "夜の会" in form
    assert "お茶をのみます" in form
    assert not EventSeries.objects.exists()
    assert "夜の会" not in page_of(phone)


def test_taking_twice_makes_one_draft(phone, kept):
    first, second = decide(phone, "take"), decide(phone, "take")
    assert first.url == second.url
    assert Proposal.objects.count() == 1


def sent_by(phone, draft: Proposal) -> EventSeries:
    """The draft goes the normal way of a trusted group, as its form sends it."""
    flow.send(draft, draft.member, timezone.now())
    draft.refresh_from_db()
    return EventSeries.objects.get(public_id=draft.record_id)


@pytest.fixture
def hall(group):
    venue = LocationFactory(name="集会室", address="鎌倉市岡本1-1")
    return PlaceFactory(
        name="玉縄ホール", public_id="tamanawa", organization=group, locations=[venue]
    )


@pytest.fixture
def weekly(group, hall, phone, kept, internet) -> EventSeries:
    """A weekly meetup that was taken and is public."""
    trust(group)
    publish(
        internet, event(rrule="FREQ=WEEKLY;COUNT=4", summary="朝の会", location="玉縄ホール 2階")
    )
    read_again()
    decide(phone, "take")
    return sent_by(phone, Proposal.objects.get())


def test_a_taken_meetup_has_the_calendars_dates_and_place(weekly, hall):
    dates = [
        timezone.localtime(item.starts_at) for item in weekly.occurrences.order_by("starts_at")
    ]
    assert dates == [in_days(7 + 7 * week) for week in range(4)]
    assert weekly.place == hall


def test_a_group_that_is_not_trusted_waits_for_the_city(phone, kept, hall, internet):
    publish(internet, event(summary="朝の会", location="玉縄ホール"))
    read_again()
    decide(phone, "take")
    draft = Proposal.objects.get()
    flow.send(draft, draft.member, timezone.now())
    assert Proposal.objects.get().status == "waiting"
    assert not EventSeries.objects.exists()


def test_nothing_is_told_while_the_calendar_says_the_same(weekly, phone):
    read_again()
    assert "変わりました" not in page_of(phone)


def test_a_date_that_the_calendar_took_out_is_told_with_the_way_to_cancel_it(
    weekly, phone, internet
):
    gone = in_days(14)
    lines = event(rrule="FREQ=WEEKLY;COUNT=4", summary="朝の会", location="玉縄ホール 2階")
    out = f"EXDATE;TZID=Asia/Tokyo:{gone:%Y%m%dT%H%M%S}\r\nEND:VEVENT"
    publish(internet, lines.replace("END:VEVENT", out))
    read_again()
    page = page_of(phone)
    assert "変わりました" in page
    assert "なくなった日" in page
    key = weekly.occurrences.get(starts_at=gone).key
    assert page.count("/cancel/") == 1
    assert f"/portal/dates/{weekly.public_id}/{key}/cancel/" in page
    assert f"/portal/meetups/{weekly.public_id}/" in page
    assert weekly.occurrences.filter(status="cancelled").count() == 0
    assert "1件が変わりました" in phone.get("/portal/").content.decode()


def test_words_that_changed_are_told_and_the_public_page_stays(weekly, phone, internet):
    publish(
        internet, event(rrule="FREQ=WEEKLY;COUNT=4", summary="昼の会", location="玉縄ホール 2階")
    )
    read_again()
    assert "「朝の会」が「昼の会」になりました" in page_of(phone)
    weekly.refresh_from_db()
    assert weekly.name == "朝の会"
    decide(phone, "seen")
    assert "変わりました" not in page_of(phone)


def test_an_event_that_went_is_told_until_the_group_says_it_knows(weekly, phone, internet):
    publish(internet)
    read_again()
    assert "カレンダーから消えたか、中止になりました。" in page_of(phone)
    assert weekly.occurrences.filter(status="cancelled").count() == 0
    decide(phone, "seen")
    assert "変わりました" not in page_of(phone)
    assert EventSeries.objects.get().live


def test_an_event_that_comes_back_is_as_it_was(weekly, phone, internet):
    before = internet.pages["/group.ics"]
    publish(internet)
    read_again()
    internet.pages["/group.ics"] = before
    read_again()
    assert "変わりました" not in page_of(phone)


def test_an_event_that_is_over_is_no_change(weekly, internet):
    publish(internet)
    read_again(timezone.now() + timedelta(days=60))
    assert not CalendarEntry.objects.exists()


def test_the_calendar_is_followed_for_years(weekly, phone, internet):
    """What was decided is carried on with each reading, so that later dates are compared too."""
    later = timezone.now() + timedelta(days=20)
    read_again(later)
    assert CalendarEntry.objects.get().decided["on"] == timezone.localdate(later).isoformat()


def test_an_ignored_entry_is_put_aside_and_comes_back(phone, kept):
    decide(phone, "ignore")
    read_again()
    assert CalendarEntry.objects.get().decision == "ignored"
    assert "のせないことにした予定" in page_of(phone)
    decide(phone, "back")
    assert CalendarEntry.objects.get().decision == "waiting"


def test_what_the_calendar_has_no_more_is_forgotten_unless_taken(kept, internet):
    publish(internet, event(uid="other", summary="べつ"))
    read_again()
    assert [row.uid for row in CalendarEntry.objects.all()] == ["other"]


def test_removing_the_calendar_keeps_the_drafts_and_the_meetups(weekly, phone):
    assert phone.post(PAGE, {"act": "remove"}).url == f"{PAGE}?done=removed"
    assert not GroupCalendar.objects.exists()
    assert not CalendarEntry.objects.exists()
    assert Proposal.objects.count() == 1
    assert EventSeries.objects.get().live


def test_a_name_of_the_calendar_is_text_on_the_page(phone, kept, internet):
    publish(internet, event(summary="5 < 6 \\; <script>alert(1)</script>会"))
    read_again()
    page = page_of(phone)
    assert "<script>alert" not in page
    assert CalendarEntry.objects.get().summary == "5 < 6 ; 会"


def test_many_entries_come_in_pages(phone, kept, internet):
    publish(internet, *(event(uid=f"{n}", summary=f"会{n:03}") for n in range(70)))
    read_again()
    first = page_of(phone)
    assert "会000" in first
    assert "会069" not in first
    assert "会069" in phone.get(f"{PAGE}?page=3").content.decode()


def test_the_page_asks_as_often_for_many_entries_as_for_one(
    phone, kept, internet, django_assert_max_num_queries
):
    publish(internet, *(event(uid=f"{n}", summary=f"会{n:03}") for n in range(25)))
    read_again()
    for entry in CalendarEntry.objects.all()[:20]:
        decide(phone, "take", entry)
    publish(internet, *(event(uid=f"{n}", summary=f"昼{n:03}") for n in range(25)))
    read_again()
    with django_assert_max_num_queries(12):
        page_of(phone)


def test_a_member_registered_with_a_translation_has_the_same_calendar(group, kept):
    english = translated(group, "en", name="Sound of Waves")
    other = signed_in(MemberFactory(organization=english))
    assert "朝の会" in page_of(other)
    other.post(PAGE, {"act": "save", "address": ADDRESS})
    assert GroupCalendar.objects.get().organization == group


def test_the_desk_leads_to_the_calendar(phone, group):
    desk = phone.get("/portal/").content.decode()
    assert "カレンダーを読みこむ" in desk
    assert PAGE in desk


def test_the_desk_says_how_many_entries_wait(phone, kept):
    assert "きめていない予定が1件あります" in phone.get("/portal/").content.decode()


def test_a_get_of_an_entry_changes_nothing(phone, kept):
    entry = CalendarEntry.objects.get()
    assert phone.get(f"{PAGE}{entry.pk}/").url == PAGE
    assert decide(phone, "nonsense").url == PAGE
    entry.refresh_from_db()
    assert entry.decision == "waiting"


def test_no_other_group_sees_the_calendar(kept, phone):
    stranger = OrganizationFactory(name="べつの会")
    other = signed_in(MemberFactory(organization=stranger))
    page = page_of(other)
    assert "朝の会" not in page
    assert ADDRESS not in page
    assert ADDRESS not in other.get("/portal/").content.decode()


def test_the_address_is_on_no_public_page(weekly, client):
    for path in (
        "/groups/naminooto/",
        f"/events/{weekly.public_id}/",
        in_language("/events/", "en"),
    ):
        assert ADDRESS not in client.get(path).content.decode()
