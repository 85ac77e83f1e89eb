"""Made-up documents in any number: a thousand are analysed, more are their copies under other names.

Copies differ in title, record, area and position; they go the way of every document, analysis
aside, so that a hundred thousand take minutes.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from bench.directory import AREAS, AUDIENCES, NAMES, SUFFIXES, TOPICS
from cms.base import bulk
from search.documents import Analysed, Document, Prepared, prepare, write_many
from search.models import SearchDocument

if TYPE_CHECKING:
    from collections.abc import Iterator

BASE: Final = 1000
TYPES: Final = ("place", "group", "event", "benefit")
WAYS: Final = (
    "予約はいりません",
    "名前を言わなくて大丈夫です",
    "電話で話せます",
    "家に来てもらえます",
)
DAYS: Final = ("平日の昼", "土曜日の午後", "日曜日", "夜", "毎月はじめ")
_PLACES: Final = {column.attname: at for at, column in enumerate(bulk.columns(SearchDocument))}


class Documents:
    """Fills an empty table: `Documents().grow_to(10_000)`; sizes are multiples of BASE and only grow."""

    def __init__(self) -> None:
        self.size = 0
        self._base: list[Prepared] = []

    def grow_to(self, size: int) -> None:
        if not self.size:
            self._base = [prepare((_type(at), f"bench-{at}"), [document(at)]) for at in range(BASE)]
            write_many(self._base)
        for number in range(max(1, self.size // BASE), size // BASE):
            write_many(self._copies(number))
        self.size = size

    def _copies(self, number: int) -> Iterator[Prepared]:
        for prepared in self._base:
            record_type, record_id = prepared.key
            key = (record_type, f"{record_id}-{number}")
            yield Prepared(key, [_copy(made, key[1], number) for made in prepared.documents])


def document(at: int, title: str = "") -> Document:
    """The document of a number, under a title of its own; primes keep its traits from going in step."""
    name = f"{_pick(NAMES, at)}{_pick(SUFFIXES, at // 3)}"
    area, topic, audience = _pick(AREAS, at), _pick(TOPICS, at // 7), _pick(AUDIENCES, at // 11)
    return Document(
        locale="ja",
        title=title or f"{name} {area}{at}",
        path=f"/places/bench-{at}/",
        card={"template": "place", "title": name, "summary": f"{topic}のことを話せます"},
        body=f"{audience}が{topic}のことを話せる場所です。{_pick(WAYS, at // 5)}。{_pick(DAYS, at // 13)}に"
        f"開いています。{_pick(TOPICS, at // 17)}の相談もできます。",
        extra=f"鎌倉市{area} {_pick(TOPICS, at // 7)} {audience}",
        phone=f"0467-{at % 90 + 10}-{at:04}",
        tags={
            "area": [f"area-{at % len(AREAS)}"],
            "topic": [f"topic-{at // 7 % len(TOPICS)}"],
            "audience": [f"audience-{at // 11 % len(AUDIENCES)}"],
            "ease": ["free"] if at % 3 else ["free", "no-booking"],
        },
        lat=35.3 + at / 30_000,
        lng=139.5 + at / 30_000,
    )


def _copy(made: Analysed, record_id: str, number: int) -> Analysed:
    row = list(made.row)
    old = f"area={next(value for name, value in made.tags if name == 'area')}"
    area = f"area-{(int(old[-1]) + number) % len(AREAS)}"
    for name, value in (
        ("record_id", record_id),
        ("title", f"{row[_PLACES['title']]} {number}"),
        ("title_words", f"{row[_PLACES['title_words']]} {number}"),
        ("facets", row[_PLACES["facets"]].replace(old, f"area={area}")),
        ("path", f"/places/{record_id}/"),
    ):
        row[_PLACES[name]] = value
    tags = tuple((name, area if name == "area" else value) for name, value in made.tags)
    return replace(made, row=row, tags=tags)


def _type(at: int) -> str:
    return _pick(TYPES, at // 19)


def _pick[T](values: tuple[T, ...], at: int) -> T:
    return values[at % len(values)]
