"""A hidden venue leaves the site through no output; of an inexact one only its town does."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest
from django.test import Client

from directory.exporting.formats import known_formats
from directory.models import Area, Location, Place
from events.models import EventSeries
from search.models import SearchDocument
from tests.factories import AreaFactory, EventSeriesFactory, LocationFactory, PlaceFactory
from tests.pages.addresses import FIXED, LISTS, PREFIXES, address_of, calendars

pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.usefixtures("starter_site")]

TOWN, TOWN_POINT = "きりん町", (35.4321, 139.4567)
DISTRICT = "くじゃく地域"
SECRETS = {
    "name": "ひつじ宅",
    "kana": "ひつじたく",
    "postal_code": "987-6543",
    "address": "鎌倉市きりん町7654-3",
    "building": "やぎ荘",
    "access": "ダチョウ駅から3分です。",
    "parking": "シマウマ駐車場",
}
POINT = (33.87654, 134.65432)
TEXTS = ("ひつじ", "987-65", "9876543", "7654-3", "やぎ荘", "ダチョウ", "シマウマ")
NUMBERS = ("33.87", "33.88", "134.65")
TOLD_OF_NONE = (*TEXTS, *NUMBERS)
FINDS = ("ひつじ宅", "やぎ荘")
EVERY_TOWN = re.compile(r"<datalist.*?</datalist>", re.DOTALL)
"""The names that a field offers are those of all towns, whatever stands there."""


def venue(precision: str) -> Location:
    district = AreaFactory(slug="peacock", name=DISTRICT)
    AreaFactory(
        slug="giraffe", name=TOWN, kind=Area.Kind.TOWN, lat=TOWN_POINT[0], lng=TOWN_POINT[1]
    )
    return LocationFactory(
        precision=precision, lat=POINT[0], lng=POINT[1], town=TOWN, area=district, **SECRETS
    )


def records_at(location: Location) -> tuple[Place, EventSeries, EventSeries]:
    """A place at the venue, a series at the place and one at the venue itself."""
    place = PlaceFactory(name="みえる場", kind="desk", locations=[location])
    at_place = EventSeriesFactory(name="みえる夜", place=place)
    at_venue = EventSeriesFactory(name="みえる日", location=location, place_note="")
    return place, at_place, at_venue


def addresses(place: Place, *series: EventSeries) -> list[str]:
    """Every public address that could tell of the venue."""
    words = (*FINDS, SECRETS["address"], TOWN, "みえる")
    own = [address_of(place)]
    for each in series:
        date = address_of(each) + each.occurrences.get().key
        own += [address_of(each), f"{date}/", f"{date}.ics", f"{address_of(each)}calendar.ics"]
    lists = [*LISTS, "/search/", *own]
    prefixed = [prefix + path for prefix in PREFIXES.values() for path in lists]
    asked = [f"{path}?q={word}" for path in ("/search/", "/places/", "/events/") for word in words]
    files = [
        f"/opendata/{name}"
        for name in ("", *(each.file_name for each in known_formats() if each.served))
    ]
    api = ["/api/hsds/services?full_service=true&per_page=100", "/api/hsds/organizations"]
    others = ["/sitemap.xml", "/search/suggest.json", "/feeds/events.atom", "/feeds/places.atom"]
    return [
        *FIXED,
        *prefixed,
        *(f"{path}?ruby=1" for path in own),
        *asked,
        *calendars(),
        *files,
        *api,
        *others,
    ]


def outputs(client: Client, paths: list[str]) -> Iterator[tuple[str, str]]:
    """(where, what readers get there): pages without the words that were typed, files, the index."""
    for path in paths:
        answer = client.get(path)
        content = b"".join(answer) if answer.streaming else answer.content
        text = EVERY_TOWN.sub("", content.decode("utf-8", "replace").replace("\r\n ", ""))
        yield path, _cards(text) if "?q=" in path else text
    documents = SearchDocument.objects.filter(title__startswith="みえる")
    yield "documents", json.dumps(list(documents.values()), default=str, ensure_ascii=False)


def _cards(html: str) -> str:
    """The cards of a list, where words that were typed are not repeated."""
    return "".join(part.partition("</article>")[0] for part in html.split("<article")[1:])


def telling(client: Client, paths: list[str], words: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(path, word) for path, text in outputs(client, paths) for word in words if word in text]


def test_nothing_of_a_hidden_hereis_told(client: Client):
    found = records_at(venue(Location.Precision.HIDDEN))
    words = (*TOLD_OF_NONE, TOWN, "giraffe", "35.432", "139.456")
    assert telling(client, addresses(*found), words) == []


def test_of_a_hereat_its_town_only_the_town_is_told(client: Client):
    found = records_at(venue(Location.Precision.TOWN))
    paths = addresses(*found)
    assert telling(client, paths, TOLD_OF_NONE) == []
    assert (address_of(found[0]), TOWN) in telling(client, paths, (TOWN,))


def test_the_same_values_are_found_where_the_hereis_exact(client: Client):
    """The net holds: what must not be seen elsewhere is seen here."""
    found = records_at(venue(Location.Precision.EXACT))
    told = {word for _path, word in telling(client, addresses(*found), TOLD_OF_NONE)}
    assert told >= {"ひつじ", "7654-3", "やぎ荘", "ダチョウ", "シマウマ", "33.87", "134.65"}


@pytest.mark.parametrize("precision", [Location.Precision.HIDDEN, Location.Precision.TOWN])
def test_no_word_of_it_stays_in_the_index(client: Client, precision: str):
    here = venue(Location.Precision.EXACT)
    records_at(here)
    asked = [f"/search/?q={word}" for word in FINDS]
    assert {path for path, _word in telling(client, asked, ("みえる",))} >= set(asked)
    here.precision = precision
    here.save()
    found = {path for path, _word in telling(client, asked, ("みえる",))}
    assert found == {"documents"}


def test_the_position_of_a_town_is_the_towns_and_never_the_typed_one():
    here = venue(Location.Precision.TOWN)
    assert here.position == TOWN_POINT
    Area.objects.get(slug="giraffe").delete()
    assert here.position == (33.88, 134.65)


def test_the_district_of_a_hidden_herenarrows_no_list():
    place, *_series = records_at(venue(Location.Precision.HIDDEN))
    here = SearchDocument.objects.filter(path=address_of(place))
    assert here.exists()
    assert not here.referring(area="peacock").exists()
