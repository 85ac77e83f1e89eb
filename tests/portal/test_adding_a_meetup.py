"""A volunteer writes a meetup: by phrase or ticks, looked at, kept, sent; nothing typed is lost."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from PIL import Image as Pillow
from wagtail.images import get_image_model

from directory.models import Location
from events.models import EventSeries, OccurrenceChange
from japanese import holidays
from portal.models import GroupPicture, Proposal
from portal.proposing.meetups import MEETUPS
from tests.factories import (
    EventSeriesFactory,
    LocationFactory,
    MemberFactory,
    OrganizationFactory,
    PlaceFactory,
)
from tests.portal.conftest import signed_in

pytestmark = pytest.mark.django_db
NEW = "/portal/meetups/new/"
PHRASE = "毎月第2土曜 10時から12時、8月は休み"


@pytest.fixture
def hall(locales):
    venue = LocationFactory(name="玉縄の集会室", address="鎌倉市岡本1-1")
    return PlaceFactory(name="玉縄ホール", public_id="tamanawa", locations=[venue])


def typed(**words):
    return {"phrase": PHRASE, "name": "朝の会", "kind": "meetup", "application": "none",
            "place": "place:tamanawa"} | words  # fmt: skip


def send(phone, **words):
    return phone.post(NEW, typed(send="1", **words))


def sent() -> Proposal:
    return Proposal.objects.get(status=Proposal.Status.WAITING)


def photo(exif: bool = True) -> SimpleUploadedFile:
    found = BytesIO()
    facts = Pillow.Exif()
    facts[0x010E] = "secret place"
    Pillow.new("RGB", (40, 30), "teal").save(found, "JPEG", exif=facts if exif else b"")
    return SimpleUploadedFile("photo.jpg", found.getvalue(), "image/jpeg")


def test_three_things_are_enough_to_send(phone, group, hall):
    assert send(phone).headers["Location"] == "/portal/?done=sent"
    proposal = sent()
    assert proposal.title == "朝の会"
    rule = proposal.entry["rule"]
    assert (rule["rrule"], rule["skip_months"]) == ("FREQ=MONTHLY;BYDAY=2SA", [8])
    series = MEETUPS.apply(group, "", proposal.entry)
    assert list(series.organizers.all()) == [group]
    assert (series.live, series.place, series.is_source) == (True, hall, True)
    assert series.occurrences.filter(date__month=8).count() == 0
    assert series.occurrences.count() >= 11


def test_the_next_six_dates_are_shown_before_anything_is_sent(phone, hall):
    page = phone.post(NEW, typed(look="dates", name="")).content.decode()
    assert page.count('<li><time datetime="') == 6
    assert "次の6回は、この日です" in page
    assert "なおしてください" not in page
    assert not Proposal.objects.exists()


def test_ticks_say_the_same_as_a_phrase(phone, hall):
    send(phone, phrase="", numbers=["2"], days=["SA"], start="10:00", end="12:00")
    rule = sent().entry["rule"]
    assert rule == {"rrule": "FREQ=MONTHLY;BYDAY=2SA", "start": "10:00", "end": "12:00"}


def test_weekdays_alone_mean_every_week_and_single_days_stand_for_themselves(phone, hall):
    day = (timezone.localdate() + timedelta(days=9)).isoformat()
    send(phone, phrase="", days=["MO"], start="10:00")
    assert sent().entry["rule"]["rrule"] == "FREQ=WEEKLY;BYDAY=MO"
    Proposal.objects.all().delete()
    send(phone, phrase="", single_days=[day, "", ""])
    assert sent().entry["rule"] == {"rdates": [day]}


@pytest.mark.parametrize(("answer", "kept"), [("skip", "skip"), ("as-usual", None), ("", None)])
def test_it_is_asked_about_public_holidays_and_the_answer_is_kept(phone, hall, answer, kept):
    every_monday = {"phrase": "毎週月曜 10時から12時"}
    page = phone.post(NEW, typed(look="dates", **every_monday)).content.decode()
    assert "祝日と重なる日は" in page
    send(phone, **every_monday, holidays=answer)
    assert sent().entry["rule"].get("public_holidays") == kept


def test_what_the_phrase_says_of_holidays_is_not_overruled(phone, hall):
    send(phone, phrase="毎週月曜 10時から12時、祝日は休み", holidays="as-usual")
    assert sent().entry["rule"]["public_holidays"] == "skip"


def test_a_date_on_a_public_holiday_says_so(phone, hall):
    today = timezone.localdate()
    day = next(
        d for d in (today + timedelta(days=n) for n in range(1, 400)) if holidays.is_holiday(d)
    )
    page = phone.post(NEW, typed(look="dates", phrase="", single_days=[day.isoformat()]))
    assert f"祝日です（{holidays.name(day)}）" in page.content.decode()


BAD = [
    ({"phrase": ""}, "いつ集まるかを書いてください"),
    ({"phrase": "そのうち"}, "読み取れません"),
    ({"phrase": "隔週木曜 19時から"}, "読み取れません"),
    ({"phrase": "", "numbers": ["2"], "start": "10:00"}, "曜日をえらんでください"),
    ({"phrase": "", "days": ["MO"], "start": "あさ"}, "時刻「あさ」が読めません"),
    ({"phrase": "", "single_days": ["2020-01-05"]}, "これからの日にちがありません"),
    ({"name": " "}, "集まりの名前を書いてください"),
    ({"name": "あ" * 101}, "100字までです。いま101字あります"),
    ({"place": ""}, "場所をえらんでください"),
    ({"place": "place:nowhere"}, "その場所はえらべません"),
    ({"place_name": "新しい家"}, "どちらか1つにしてください"),
    ({"place": "none", "place_name": "新しい家"}, "新しい場所の住所を書いてください"),
    ({"place": "none", "place_address": "鎌倉市大船1"}, "新しい場所の名前を書いてください"),
    ({"fees": "おとな たくさん"}, "金額を読み取れません"),
    ({"application": "required"}, "申込みのしかたか、電話かメールを書いてください"),
    ({"application": "ask"}, "申込みがいるかどうかを、えらんでください"),
    ({"application_days": "三日"}, "しめきりは、数字で書いてください"),
    ({"application_days": "-1"}, "0から365まで"),
    ({"email": "sato"}, "メールアドレスの形がちがう"),
    ({"website": "なし"}, "ホームページの形がちがう"),
    ({"kind": "party"}, "種類をえらんでください"),
    ({"audiences": ["nobody"]}, "えらべないものがあります"),
    ({"rule": "{broken"}, "日にちを、もういちど書いてください"),
    ({"image": "999999"}, "その写真は使えません"),
]


@pytest.mark.parametrize(("words", "sentence"), BAD)
def test_what_cannot_be_taken_gets_one_sentence_and_nothing_is_lost(phone, hall, words, sentence):
    answer = send(phone, **{"summary": "のこることば"} | words)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert "1つ、なおしてください" in page
    assert "のこることば" in page
    for name in ("phrase", "place_name", "fees", "email"):
        assert str(words.get(name, "")) in page
    assert not Proposal.objects.exists()


def test_a_draft_keeps_what_cannot_be_read_and_is_continued(phone, hall):
    words = typed(draft="1", phrase="そのうち", name="", email="sato")
    assert phone.post(NEW, words).headers["Location"] == "/portal/?done=draft"
    draft = Proposal.objects.get(status=Proposal.Status.DRAFT)
    at = f"/portal/proposals/{draft.pk}/edit/"
    assert at in phone.get("/portal/").content.decode()
    page = phone.get(at).content.decode()
    assert "そのうち" in page
    assert 'value="sato"' in page
    phone.post(at, typed(send="1"))
    assert sent().pk == draft.pk


def test_sending_twice_sends_once(phone, hall):
    assert send(phone).status_code == send(phone).status_code == 302
    assert Proposal.objects.count() == 1


def test_a_place_is_found_by_name_and_stays_chosen(phone, hall):
    other = PlaceFactory(name="べつの家")
    call_command("update_index", verbosity=0)
    page = phone.post(NEW, typed(look="places", place_query="玉縄", place="")).content.decode()
    assert 'value="place:tamanawa"' in page
    assert "鎌倉市岡本" in page
    assert other.public_id not in page
    page = phone.post(NEW, typed(look="places", place_query="ない場所")).content.decode()
    assert "見つかりません" in page
    assert 'value="place:tamanawa" id="id_place" checked' in page


def test_a_new_place_becomes_a_venue_at_its_town(phone, group, hall):
    send(phone, place="none", place_name="大船の家", place_address="鎌倉市大船9-9")
    assert not Location.objects.filter(name="大船の家").exists()
    series = MEETUPS.apply(group, "", sent().entry)
    assert (series.location.name, series.location.precision) == ("大船の家", "town")
    assert series.place is None


def test_a_new_place_at_a_known_address_stands_where_that_one_does(phone, group, hall):
    known = LocationFactory(name="会館", address="鎌倉市大船9-9", lat=35.35, lng=139.53)
    send(phone, place="none", place_name="会館2階", place_address="鎌倉市大船９－９")
    venue = MEETUPS.apply(group, "", sent().entry).location
    assert venue.pk != known.pk
    assert (venue.lat, venue.lng, venue.precision) == (35.35, 139.53, "exact")


def test_the_first_date_has_the_theme(phone, group, hall):
    send(phone, first_theme="きょうだいの話")
    series = MEETUPS.apply(group, "", sent().entry)
    first = series.occurrences.filter(ends_at__gt=timezone.now()).order_by("starts_at").first()
    assert first.theme == "きょうだいの話"
    assert OccurrenceChange.objects.get().original_date == first.original_date


def test_words_that_are_no_dates_stand_beside_them(phone, group, hall):
    send(phone, phrase="毎月第2土曜 10時から12時（雨天中止）")
    assert "雨天中止" in MEETUPS.apply(group, "", sent().entry).schedule_note


def test_a_picture_is_kept_through_a_mistake_and_tells_nothing_of_the_camera(phone, group, hall):
    page = send(phone, name="", picture=photo(), image_alt="机").content.decode()
    picture = GroupPicture.objects.get()
    assert picture.organization == group
    assert f'name="image" value="{picture.image_id}"' in page
    with picture.image.file.open("rb") as file:
        written = file.read()
    assert b"secret place" not in written
    assert not Pillow.open(BytesIO(written)).getexif()
    send(phone, image=picture.image_id, image_alt="机をかこむ人")
    kept = sent().entry
    assert (kept["image"], kept["image_alt"]) == (picture.image_id, "机をかこむ人")


# Wagtail leaves the file that a rendition is made in to the garbage collector.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.filterwarnings("ignore:Unclosed file:ResourceWarning")
def test_a_picture_stands_on_the_page_of_the_meetup(phone, group, hall):
    send(phone, picture=photo(), image_alt="机をかこむ人")
    series = MEETUPS.apply(group, "", sent().entry)
    page = Client().get(f"/events/{series.public_id}/").content.decode()
    assert 'alt="机をかこむ人"' in page
    assert ".webp" in page


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (
            {"picture": SimpleUploadedFile("a.jpg", b"<svg></svg>", "image/jpeg")},
            "写真として読めません",
        ),
        ({"picture": SimpleUploadedFile("a.exe", b"MZ", "image/jpeg")}, "写真として読めません"),
        ({"picture": SimpleUploadedFile("a.jpg", b"", "image/jpeg")}, "写真として読めません"),
    ],
)
def test_what_is_no_picture_is_refused(phone, hall, words, sentence):
    answer = send(phone, **words)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not get_image_model().objects.exists()


def test_a_picture_of_more_than_ten_megabytes_is_refused(phone, hall, settings):
    big = photo()
    big = SimpleUploadedFile("a.jpg", big.read() + bytes(10 * 1024 * 1024), "image/jpeg")
    assert "10MBより小さい" in send(phone, picture=big).content.decode()


def test_a_picture_needs_words(phone, hall):
    answer = send(phone, picture=photo())
    assert "写真の説明を書いてください" in answer.content.decode()
    assert not Proposal.objects.exists()


def edited(series: EventSeries, phone: Client, **words):
    """What a browser would send after opening the page of the series and changing `words`."""
    form = phone.get(f"/portal/meetups/{series.public_id}/").context["form"]
    data = {}
    for bound in form:
        value = bound.value()
        if value not in (None, False):
            data[bound.name] = value
    return data | words


def test_a_change_leaves_what_the_staff_changed_meanwhile(phone, group, series, hall):
    series.place = hall
    series.save()
    data = edited(series, phone, summary="団体のことば", send="1")
    series.name = "職員の直した名前"
    series.save()
    answer = phone.post(f"/portal/meetups/{series.public_id}/", data)
    assert answer.status_code == 302, answer.context["form"].errors
    series.fees = [{"who": "", "yen": 0}]
    series.save()
    done = MEETUPS.apply(group, series.public_id, sent().entry)
    assert (done.name, done.summary) == ("職員の直した名前", "団体のことば")
    assert done.fees == [{"who": "", "yen": 0}]
    assert done.rule == series.rule


def test_a_change_does_not_publish_a_draft_of_the_staff(phone, group, series, hall):
    series.place = hall
    series.save()
    data = edited(series, phone, summary="団体のことば", send="1")
    draft = EventSeries.objects.get(pk=series.pk)
    draft.name = "まだ出さない名前"
    draft.save_revision()
    phone.post(f"/portal/meetups/{series.public_id}/", data)
    done = MEETUPS.apply(group, series.public_id, sent().entry)
    assert (done.name, done.summary) == (series.name, "団体のことば")
    later = done.get_latest_revision_as_object()
    assert (later.name, later.summary) == ("まだ出さない名前", "団体のことば")


def test_a_copy_is_a_meetup_of_its_own(phone, group, series, hall):
    series.place = hall
    series.summary = "うつすことば"
    series.save()
    at = f"/portal/meetups/{series.public_id}/duplicate/"
    page = phone.get(at).content.decode()
    assert "うつすことば" in page
    phone.post(at, typed(name="夕方の会", send="1"))
    copy = MEETUPS.apply(group, sent().record_id, sent().entry)
    assert copy.pk != series.pk
    assert copy.public_id != series.public_id
    series.refresh_from_db()
    assert series.name == "きょうだいの夜"


def test_the_desk_leads_to_all_of_it(phone, series, hall):
    send(phone)
    page = phone.get("/portal/").content.decode()
    for at in (NEW, "/portal/meetups/yoru/", "/portal/meetups/yoru/duplicate/"):
        assert f'href="{at}"' in page
    assert "朝の会" in page
    assert "確認を待っている" in page


def test_what_was_typed_comes_back_after_signing_in_again(member, hall):
    phone = Client()
    answer = phone.post(NEW, typed(send="1", summary="のこることば"))
    assert answer.status_code == 403
    assert "のこることば" in answer.content.decode()
    from portal.links import make_link

    back = phone.post(make_link(member, timezone.now()))
    assert back.headers["Location"] == NEW
    page = phone.get(NEW).content.decode()
    assert "のこることば" in page
    assert PHRASE in page
    assert 'value="place:tamanawa" id="id_place" checked' in page
    assert not Proposal.objects.exists()
    phone.post(NEW, typed(send="1"))
    assert "のこることば" not in phone.get(NEW).content.decode()


def test_signing_out_forgets_what_was_typed(phone, hall):
    Client.post(phone, NEW, typed(look="1"))
    phone.cookies["portal"] = ""
    phone.post(NEW, typed(summary="のこることば"))
    phone.post("/portal/out/")
    assert phone.cookies["portal_typed"].value == ""


def test_only_the_one_who_keeps_a_shared_meetup_changes_it(member, group, locales):
    keeper = OrganizationFactory(name="となりの会")
    EventSeriesFactory(public_id="both", organizers=[group, keeper], keeper=keeper)
    at = "/portal/meetups/both/"
    phone = signed_in(member)
    for answer in (phone.get(at), phone.post(at, typed(send="1")), phone.get(f"{at}duplicate/")):
        assert answer.status_code == 403
        assert "なおすのは、となりの会です" in answer.content.decode()
    assert signed_in(MemberFactory(organization=keeper)).get(at).status_code == 200


def test_the_phrase_may_be_missing_only_where_days_are_chosen(phone, hall):
    page = phone.get(NEW).content.decode()
    said = page.split('<label for="id_phrase">', 1)[1].split("</label>", 1)[0]
    assert "下でえらぶなら、なくてもOK" in said
    name = page.split('<label for="id_summary">', 1)[1].split("</label>", 1)[0]
    assert "なくてもOK" in name
    assert "下でえらぶなら" not in name


def test_adding_a_meetup_stands_above_the_dates_of_the_desk(phone, series):
    page = phone.get("/portal/").content.decode()
    assert page.index('href="/portal/meetups/new/"') < page.index("次の集まり")
