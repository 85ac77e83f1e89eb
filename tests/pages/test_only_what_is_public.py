"""What is not public appears in no output: not by its name, its address or in what names it."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import Locale

from directory.models import Location, Organization, OrganizationLink, Place
from events.models import EventSeries
from home.models import ArticlePage, CampaignPage, HomePage, NewsIndexPage
from navigator.models import Benefit
from plan.models import Measure
from search.models import SearchDocument
from tests.factories import (
    BenefitFactory,
    EventSeriesFactory,
    LocationFactory,
    OrganizationFactory,
    PlaceFactory,
    translated,
)
from tests.pages.addresses import (
    LANES,
    LISTS,
    OPEN_DATA,
    PREFIXES,
    SOME_PLACES,
    address_of,
    calendars,
)
from tests.pages.conftest import Reading

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starter_site")]

SECRET = "かくれがひつじ"
SHOWN = "みえるきりん"
MEASURE = "6-3-4-3"
DESKS = ("/contact/?mode=phone", "/contact/?for=family&mode=phone")
FACTORIES = {
    "group": OrganizationFactory,
    "place": PlaceFactory,
    "event": EventSeriesFactory,
    "benefit": BenefitFactory,
}


def draft(make: Callable[..., Any], **facts: Any) -> Any:
    return make(live=False, **facts)


def expired(make: Callable[..., Any], **facts: Any) -> Any:
    """Its time is over, and no job has come by yet."""
    return make(expire_at=timezone.now() - timedelta(minutes=1), **facts)


def coming(make: Callable[..., Any], **facts: Any) -> Any:
    return make(go_live_at=timezone.now() + timedelta(hours=1), **facts)


def unpublished(make: Callable[..., Any], **facts: Any) -> Any:
    record = make(**facts)
    record.unpublish()
    return record


STATES = {state.__name__: state for state in (draft, expired, coming, unpublished)}


def public(make: Callable[..., Any], **facts: Any) -> Any:
    return make(**facts)


def outputs(*extra: str) -> list[str]:
    """Every address that could name a record: all in Japanese, the lists in the other languages."""
    searches = [f"/search/?q={word}" for word in (SECRET, SHOWN, "0467-99-9999", "ひつじ")]
    narrowed = [
        f"{path}?q={word}"
        for path in ("/places/", "/groups/", "/events/", "/support/")
        for word in (SECRET, SHOWN)
    ]
    days = [timezone.localdate() + timedelta(days=ahead) for ahead in (0, 7)]
    months = sorted({f"/events/?month={day:%Y-%m}" for day in days})
    lanes = [f"/{lane}/" for lane in LANES]
    japanese = ["/", *lanes, *LISTS, *searches, *narrowed, *months, *DESKS, *calendars(), *extra]
    others = ["/", *LISTS, *searches[:2], *extra]
    prefixed = [prefix + path for prefix in ("/en", "/ja-x-easy") for path in others]
    ruby = [f"{path}?ruby=1" for path in extra]
    machines = [*OPEN_DATA, *SOME_PLACES, f"/api/hsds/services?search={SHOWN}", "/sitemap.xml"]
    return [*japanese, *prefixed, *ruby, *machines]


def naming(get: Reading, word: str, paths: list[str]) -> list[str]:
    """The addresses whose answers hold a word that the reader did not type."""
    found = []
    for path in paths:
        answer = get(path)
        typed = f"q={word}" in path
        html = answer.html.replace(f"「{word}」", "").replace(f'value="{word}"', "")
        if word in (_cards(html) if typed else html):
            found.append(path)
    return found


def _cards(html: str) -> str:
    """The cards of a list, where words that were typed are not repeated."""
    return "".join(part.partition("</article>")[0] for part in html.split("<article")[1:])


def known_measure() -> Measure:
    return Measure.objects.get(number=MEASURE, edition__current=True)


def make_all(state: Callable[..., Any], name: str) -> dict[str, Any]:
    """One record of each kind in one state, tied to a measure and to each other."""
    tied = {"measures": [known_measure()], "phone": "0467-99-9999"}
    group = state(OrganizationFactory, name=f"{name}会", **tied)
    place = state(
        PlaceFactory, name=f"{name}場", kind="desk", modes=["phone"], organization=group,
        locations=[LocationFactory(lat=35.3, lng=139.5)], **tied,
    )  # fmt: skip
    event = state(EventSeriesFactory, name=f"{name}日", place=place, organizers=[group], **tied)
    del tied["phone"]
    benefit = state(BenefitFactory, name=f"{name}制度", desk=place, **tied)
    return {"group": group, "place": place, "event": event, "benefit": benefit}


@pytest.mark.parametrize("state", STATES.values(), ids=STATES)
def test_a_record_that_is_not_public_appears_in_no_output(get: Reading, state):
    records = make_all(state, SECRET)
    for record in records.values():
        if record.live:
            translated(record, "en", name=f"{SECRET}-en")
    assert naming(get, SECRET, outputs(f"/plan/{MEASURE}/?all=1")) == []
    assert "0467-99-9999" not in get("/contact/?mode=phone").html
    for record in records.values():
        for prefix in PREFIXES.values():
            assert get(prefix + address_of(record)).status == 404
        assert record.public_id not in get("/sitemap.xml").html
    for kind, entity in (("place", "services"), ("group", "organizations")):
        assert get(f"/api/hsds/{entity}/{records[kind].hsds_id}").status == 404
    series, group = records["event"], records["group"]
    for path in (
        f"/events/{series.public_id}/calendar.ics",
        f"/groups/{group.public_id}/calendar.ics",
        *(f"/events/{series.public_id}/{date.key}{end}" for date in series.occurrences.all()
          for end in ("/", ".ics")),
    ):  # fmt: skip
        assert get(path).status == 404, path


def test_the_same_records_appear_everywhere_once_they_are_public(get: Reading):
    records = make_all(public, SHOWN)
    seen = naming(get, SHOWN, outputs(f"/plan/{MEASURE}/?all=1"))
    for path in (
        "/contact/?mode=phone", "/plan/6-3-4-3/?all=1", "/en/plan/6-3-4-3/?all=1", "/events/calendar.ics",
        f"/search/?q={SHOWN}", f"/places/?q={SHOWN}", f"/events/?q={SHOWN}", f"/groups/?q={SHOWN}",
        f"/support/?q={SHOWN}", *OPEN_DATA, f"/api/hsds/services?search={SHOWN}",
    ):  # fmt: skip
        assert path in seen, path
    for record in records.values():
        assert SHOWN in get(address_of(record)).html
        assert record.public_id in get("/sitemap.xml").html


@pytest.mark.parametrize("state", STATES.values(), ids=STATES)
def test_a_public_record_does_not_name_one_that_is_not(get: Reading, state):
    hidden = make_all(state, SECRET)
    group = OrganizationFactory(name=f"{SHOWN}会")
    OrganizationLink.objects.create(organization=group, to=hidden["group"])
    place = PlaceFactory(name=f"{SHOWN}場", organization=hidden["group"])
    event = EventSeriesFactory(
        name=f"{SHOWN}日", place=hidden["place"], organizers=[group, hidden["group"]]
    )
    benefit = BenefitFactory(name=f"{SHOWN}制度", desk=hidden["place"])
    pages = [address_of(record) for record in (group, place, event, benefit)]
    date = event.occurrences.get()
    files = [f"/events/{event.public_id}/{date.key}/", f"/events/{event.public_id}/{date.key}.ics"]
    assert naming(get, SECRET, outputs(*pages, *files, f"/places/?q={SHOWN}")) == []
    assert all("0467-99-9999" not in get(path).html for path in (*pages, *files, "/support/"))


@pytest.mark.parametrize("kind", FACTORIES)
def test_a_draft_of_a_public_record_keeps_its_new_words_and_facts_to_itself(
    get: Reading, kind: str
):
    record = FACTORIES[kind](name=f"{SHOWN}の家")
    record.name = f"{SECRET}の家"
    record.save_revision()
    paths = outputs(address_of(record))
    assert naming(get, SECRET, paths) == []
    assert address_of(record) in naming(get, SHOWN, paths)


def pages_in_a_state(facts: dict[str, Any]) -> list[Any]:
    """An article, a campaign of its own and a lane that are not public."""
    locale = Locale.objects.get(language_code="ja")
    today = timezone.localdate()
    index = NewsIndexPage.objects.get(locale=locale)
    home = HomePage.objects.get(locale=locale)
    article = ArticlePage(title=f"{SECRET}のお知らせ", slug="sheep", date=today, **facts)
    campaign = CampaignPage(title=f"{SECRET}の月間", slug="sheep-month", lead=SECRET, **facts)
    standing = ArticlePage(title=f"{SECRET}のきまり", slug="sheep-rules", **facts)
    index.add_child(instance=article)
    home.add_child(instance=campaign)
    home.add_child(instance=standing)
    for page in (article, campaign):
        page.measures.set([known_measure()])
        page.save()
    return [article, campaign, standing]


@pytest.mark.parametrize(
    "facts",
    [
        {"live": False},
        {"live": True, "expire_at": timezone.now() - timedelta(minutes=1)},
        {"live": True, "go_live_at": timezone.now() + timedelta(days=9)},
    ],
    ids=["draft", "expired", "coming"],
)
def test_a_page_that_is_not_public_appears_in_no_output(get: Reading, facts: dict[str, Any]):
    pages = pages_in_a_state(facts)
    assert naming(get, SECRET, outputs(f"/plan/{MEASURE}/?all=1")) == []
    for page in pages:
        for prefix in PREFIXES.values():
            assert get(prefix + page.site_path).status == 404, page.site_path


def test_a_translated_page_goes_with_its_japanese_page(get: Reading):
    assert any(link.startswith("/en/young/") for link in get("/en/").inner_links)
    CampaignPage.objects.get(slug="young", locale__language_code="ja").unpublish()
    for prefix in PREFIXES.values():
        assert get(f"{prefix}/young/").status == 404
        links = get(f"{prefix}/").inner_links
        assert not any(link.startswith(f"{prefix}/young/") for link in links)
    assert "/young/" not in get("/sitemap.xml").html


def test_a_page_does_not_show_a_record_that_is_not_public(get: Reading):
    hidden = make_all(draft, SECRET)
    body = [
        {"type": "contact", "value": {"heading": "", "text": "", "place": hidden["place"].pk}},
    ]
    index = NewsIndexPage.objects.get(locale__language_code="ja")
    article = ArticlePage(
        title="知らせ", slug="lion", date=timezone.localdate(), body=json.dumps(body)
    )
    index.add_child(instance=article)
    page = get("/news/lion/")
    assert page.status == 200
    assert SECRET not in page.html
    assert "0467-99-9999" not in page.html


def test_the_japanese_page_of_a_public_translation_decides(get: Reading):
    place = PlaceFactory(name=f"{SHOWN}の家")
    translated(place, "en", name=f"{SECRET} house")
    assert SECRET in get(f"/en{address_of(place)}").html
    place.unpublish()
    assert get(f"/en{address_of(place)}").status == 404
    assert naming(get, SECRET, outputs()) == []


@pytest.mark.parametrize("model", [Place, Organization, EventSeries, Benefit])
def test_a_preview_is_shown_to_staff_only(client: Client, model: type[Any]):
    record = model.objects.sources().first()
    room = f"/admin/snippets/{model._meta.app_label}/{model._meta.model_name}"
    for path in (f"{room}/preview/{record.pk}/", f"{room}/edit/{record.pk}/"):
        answer = client.get(path)
        assert answer.status_code == 302
        assert answer.headers["Location"].startswith("/admin/login/")
    article = ArticlePage.objects.first()
    assert client.get(f"/admin/pages/{article.pk}/view_draft/").status_code == 302


def test_contacts_that_are_private_leave_the_site_through_no_output(get: Reading):
    measure = known_measure()
    group = OrganizationFactory(
        name=f"{SHOWN}会", private_contact=f"{SECRET} 090-1111-2222", measures=[measure]
    )
    place = PlaceFactory(
        name=f"{SHOWN}場", kind="desk", private_contact=f"{SECRET} 090-1111-2222",
        organization=group, measures=[measure],
    )  # fmt: skip
    series = EventSeriesFactory(name=f"{SHOWN}日", organizers=[group], place=place)
    pages = [address_of(record) for record in (group, place, series)]
    for prefix in ("", "/en"):
        for path in (*pages, f"/groups/{group.public_id}/calendar.ics", "/contact/", "/places/"):
            html = get(prefix + path).html
            assert SECRET not in html, path
            assert "090-1111" not in html, path
    assert naming(get, SECRET, outputs()) == []
    kept = json.dumps(list(SearchDocument.objects.values()), default=str, ensure_ascii=False)
    assert SHOWN in kept
    assert SECRET not in kept


def test_a_hidden_venue_leaves_the_site_through_no_output(get: Reading):
    venue = LocationFactory(
        name=f"{SECRET}宅", precision=Location.Precision.HIDDEN, postal_code="248-9876",
        town=f"{SECRET}町", address=f"鎌倉市{SECRET}1-2-3", building=f"{SECRET}荘",
        lat=36.77123, lng=140.22345, access=f"{SECRET}駅から3分", parking=f"{SECRET}駐車場",
    )  # fmt: skip
    place = PlaceFactory(name=f"{SHOWN}場", locations=[venue])
    at_venue = EventSeriesFactory(name=f"{SHOWN}日", location=venue)
    at_place = EventSeriesFactory(name=f"{SHOWN}夜", place=place)
    pages = [address_of(record) for record in (place, at_venue, at_place)]
    for series in (at_venue, at_place):
        key = series.occurrences.get().key
        pages += [f"{address_of(series)}{key}/", f"{address_of(series)}{key}.ics"]
        pages += [f"{address_of(series)}calendar.ics"]
    for path in outputs(*pages):
        html = get(path).html
        assert "36.77" not in html, path
        assert "140.22" not in html, path
        assert "248-9876" not in html, path
    assert naming(get, SECRET, outputs(*pages)) == []
    documents = SearchDocument.objects.filter(title__startswith=SHOWN)
    kept = json.dumps(list(documents.values()), default=str, ensure_ascii=False)
    assert SECRET not in kept
    assert "36.77" not in kept
