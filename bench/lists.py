"""Lists and pages at a hundred and at ten thousand places: queries, and CPU on top."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db import connection
from django.test import Client
from django.utils import timezone
from wagtail.models import Locale, Page, Site

from bench.directory import PATTERN, SyntheticDirectory
from bench.measuring import Cost, cost_of
from directory.models import Audience
from home.models import CampaignPage, HomePage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bench.registry import Line

SMALL, LARGE = PATTERN, 10_000
MOST_CPU_MS_MORE: Final = 40.0
"""What a request may cost more at LARGE than at SMALL places."""
FACETS = (
    "kind=food", "open=1", "audience=audience-1", "ease=free", "area=area-2", "topic=topic-3",
)  # fmt: skip
SEVERAL = "kind=food&kind=desk&audience=audience-1&audience=audience-2&ease=free&area=area-2"
WORDS = ("q=食堂", "q=ひだまり食堂", "q=ケアラー&area=area-2&open=1")


def list_paths() -> list[str]:
    """Every list with each of its conditions: what the bound is promised for."""
    months = f"/events/?month={timezone.localdate():%Y-%m}"
    places = ("", *FACETS, SEVERAL, *WORDS, "sort=next", "page=2", "page=1000", "ruby=1")
    return [
        *(f"/places/?{query}" for query in places),
        "/en/places/",
        "/en/places/?area=area-2",
        *(f"/groups/?{query}" for query in ("", "area=area-2", "q=会", "page=1000")),
        *(f"/events/?{query}" for query in ("", "when=week", "area=area-2", "page=1000")),
        months,
        *(f"/support/?{query}" for query in ("", "audience=audience-1")),
        *(f"/search/?{query}" for query in ("", "type=place&area=area-2", *WORDS, "q=あ")),
    ]


def page_paths() -> list[str]:
    """Pages that choose from everything there is."""
    return [
        "/", "/family/", "/contact/", "/contact/?mode=phone", "/plan/", "/plan/6-1-1-2/",
        "/places/bench-place-1/", "/groups/bench-group-1/", "/events/bench-series-1/",
        "/groups/bench-group-1/calendar.ics",
    ]  # fmt: skip


def make_home() -> None:
    """The home page and a lane with its readers."""
    locale = Locale.objects.get(language_code="ja")
    root = Page.get_first_root_node()
    home = root.add_child(
        instance=HomePage(
            title="見本のサイト", slug="bench", heading="見本", lead="見本です。", locale=locale
        )
    )
    Site.objects.update(root_page=home)
    lane = CampaignPage(
        title="家族", slug="family", lane="family", lead="見本です。", locale=locale
    )
    lane.audiences.set(Audience.objects.filter(slug="audience-1"))
    home.add_child(instance=lane)


def run() -> Iterator[Line]:
    """A line for each list and page, with whether it holds what is promised."""
    directory, client = SyntheticDirectory(), Client()
    directory.grow_to(SMALL)
    make_home()
    paths = [*list_paths(), *page_paths()]
    small = {path: cost_of(client, path) for path in paths}
    directory.grow_to(LARGE)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    for path in paths:
        yield compared(path, small[path], cost_of(client, path))


def compared(path: str, small: Cost, large: Cost) -> Line:
    more = round(large.cpu_ms - small.cpu_ms, 1)
    return {
        "bench": "lists",
        "database": connection.vendor,
        "path": path,
        "queries": [small.queries, large.queries],
        "cpu_ms": [small.cpu_ms, large.cpu_ms],
        "more_ms": more,
        "at_most_ms": MOST_CPU_MS_MORE,
        "holds": small.queries == large.queries and more <= MOST_CPU_MS_MORE,
    }
