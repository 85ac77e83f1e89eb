"""Documents that differ in all that engines look at, the same on every run."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final
from zlib import crc32

from django.utils import timezone

from search.documents import Document, Prepared, prepare, write_many
from search.engines.asking import Condition, OfType, OpenAt, Point, StartsWithin, Tagged

if TYPE_CHECKING:
    from collections.abc import Sequence

TYPES: Final = ("place", "event", "group", "benefit", "page")
NAMES: Final = (
    "みんなの食堂",
    "ケアラーズカフェ",
    "介護の相談室",
    "認知症サロン",
    "大船こども食堂",
    "Open House",
)
SENTENCES: Final = (
    "介護の話をします。",
    "こどもの居場所です。大船駅から歩いて3分です。",
    "不登校や学校のことを相談できます。",
    "電話は0467-23-3000です。",
    "車いすを貸し出します。",
    "You can talk about care in English.",
    "ヤングケアラーの弟や妹の世話のこと。",
)
VALUES: Final[dict[str, tuple[str, ...]]] = {
    "area": ("ofuna", "tamanawa", "fukasawa"),
    "audience": ("young", "adult"),
    "ease": ("free", "online"),
    "place": ("x7", "y8"),
}
HALLS: Final = ((35.3535, 139.5312), (35.3191, 139.5505), (35.3072, 139.4923), (35.4, 139.6))
MIDDLE: Final = Point(35.32, 139.55)


def write_varied(number: int, now: datetime) -> None:
    """Write the documents of `number` records: some past, hidden, overdue, translated, dated."""
    write_many([_record(Dice(at), now) for at in range(number)])


def conditions(now: datetime) -> tuple[Condition, ...]:
    """Conditions that some of the documents hold."""
    return (
        Tagged("area", ("ofuna",)),
        Tagged("area", ("ofuna", "tamanawa")),
        Tagged("ease", ("free", "nowhere")),
        Tagged("place", ("x7",)),
        OfType(("place", "event")),
        OpenAt(now),
        StartsWithin(before=now + timedelta(days=3)),
        StartsWithin(first=now + timedelta(days=3)),
        StartsWithin(now + timedelta(days=2), now + timedelta(days=9)),
    )


class Dice:
    """Picks that follow from a number, without a pattern that can be seen."""

    def __init__(self, number: int) -> None:
        self.number, self.thrown = number, 0

    def below(self, end: int) -> int:
        self.thrown += 1
        return crc32(f"{self.number}:{self.thrown}".encode()) % end

    def pick[T](self, values: Sequence[T]) -> T:
        return values[self.below(len(values))]

    def some[T](self, values: Sequence[T]) -> list[T]:
        return [value for value in values if self.below(2)]

    def hours(self, low: int, high: int) -> timedelta:
        return timedelta(hours=low + self.below(high - low + 1))


def _record(dice: Dice, now: datetime) -> Prepared:
    record_type = dice.pick(TYPES)
    dates = range(1 + dice.below(4)) if record_type == "event" else [None]
    locales = sorted({"ja" if dice.below(4) else "ja-x-easy", dice.pick(("ja", "en"))})
    documents = [_document(dice, locale, now, date) for locale in locales for date in dates]
    return prepare((record_type, f"r{dice.number}"), documents)


def _document(dice: Dice, locale: str, now: datetime, date: int | None) -> Document:
    title = dice.pick(NAMES) + dice.pick(("", "大船", "2"))
    body = "".join(dice.some(SENTENCES))
    lat, lng = dice.pick((*HALLS, (None, None)))
    starts = None if date is None else now + dice.hours(-30, 300)
    opens = now + dice.hours(-5, 2)
    windows = [[opens.isoformat(), (opens + timedelta(hours=3)).isoformat()]]
    return Document(
        locale=locale,
        title=title,
        path="/",
        card={"template": "page", "title": title, "summary": body},
        occurrence="" if date is None else f"date-{date}",
        body=body,
        tags={name: dice.some(values) for name, values in VALUES.items()},
        public_from=dice.pick((None, None, now - timedelta(days=1), now + timedelta(days=1))),
        public_until=dice.pick((None, None, now + timedelta(days=9), now - timedelta(hours=1))),
        next_start=starts,
        ends_at=starts and starts + timedelta(hours=2),
        open_ranges=windows * dice.below(2),
        assured_until=timezone.localdate(now) + timedelta(days=dice.pick((-1, 0, 30))),
        lat=lat,
        lng=lng,
    )
