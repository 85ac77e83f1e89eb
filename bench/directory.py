"""A made-up directory of any size, the same on every run.

A hundred places (with groups, meetups and benefits in proportion) are saved as an editor would
save them; larger directories are copies of their rows and documents under other names, written
in bulk, so that ten thousand places take seconds.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.utils import timezone
from wagtail.models import Locale

from bench.copies import multiply
from directory.models import (
    Area,
    Audience,
    Check,
    Location,
    Organization,
    Place,
    TemporaryStatus,
    Topic,
)
from directory.models.place import MODES
from events.models import EventSeries
from navigator.models import Benefit
from plan.models import Department, Measure, PlanEdition
from search.documents import gathering

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import Model

    from cms.base.records import Record

PATTERN: Final = 100
"""Places that are saved one by one; every size is a multiple of it."""
GROUPS, SERIES, BENEFITS, MEASURES = 20, 5, 5, 20
AREAS = ("鎌倉", "腰越", "深沢", "大船", "玉縄")
AUDIENCES = ("ケアラー", "ヤングケアラー", "働く人", "きょうだい", "保護者", "本人", "支える人")
TOPICS = ("認知症", "障害", "子育て", "お金", "休み", "学び", "食事", "仕事", "気もち", "介護")
NAMES = ("ひだまり", "なぎさ", "もみじ", "こもれび", "すずかけ", "あじさい", "みどり", "ゆいがはま")
SUFFIXES = ("の家", "食堂", "相談室", "カフェ", "ひろば", "サロン", "センター")
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


class SyntheticDirectory:
    """Fills an empty database: `SyntheticDirectory().grow_to(10_000)`; sizes only grow."""

    def __init__(self) -> None:
        self.size = 0

    def grow_to(self, places: int) -> None:
        """Make `places` places, a multiple of PATTERN; raises ValueError for other numbers."""
        if places % PATTERN or places < self.size:
            raise ValueError(f"{places} is no multiple of {PATTERN} that is left to grow to")
        if not self.size:
            Pattern().save()
            self.size = PATTERN
        for model in (Organization, Place, EventSeries, Benefit):
            multiply(model, range(self.size // PATTERN, places // PATTERN))
        self.size = places


class Pattern:
    """The records that every larger directory repeats, varied by their number."""

    def __init__(self) -> None:
        self.today = timezone.localdate()
        languages = [code for code, _name in settings.LANGUAGES]
        self.locales = {
            code: Locale.objects.get_or_create(language_code=code)[0] for code in languages
        }
        self.department = Department.objects.create(name="見本課")
        self.areas = [self._term(Area, "area", name) for name in AREAS]
        self.audiences = [self._term(Audience, "audience", name) for name in AUDIENCES]
        self.topics = [self._term(Topic, "topic", name) for name in TOPICS]
        edition = PlanEdition.objects.create(slug="bench", title="見本の計画", label="見本")
        self.measures = [
            Measure.objects.create(
                edition=edition, number=f"6-1-1-{number + 1}", title=f"見本の取組{number + 1}",
                direction="見本の方向", group="見本の区分", sort_order=number,
            )
            for number in range(MEASURES)
        ]  # fmt: skip

    def save(self) -> None:
        with gathering():
            groups = [self.group(number) for number in range(GROUPS)]
            places = [self.place(number, groups) for number in range(PATTERN)]
            for number in range(SERIES):
                self.series(number, groups, places)
            for number in range(BENEFITS):
                self._benefit(number, places)

    def _term(self, model: type[Model], code: str, name: str) -> Any:
        number = model._default_manager.count()
        return model._default_manager.create(
            slug=f"{code}-{number}", name=name, name_en=f"{code} {number}", sort_order=number
        )

    def place(self, number: int, groups: Sequence[Organization]) -> Place:
        """A place whose traits follow from its number; primes keep them from going in step."""
        venue = Location.objects.create(
            name=f"会場{number}", area=_pick(self.areas, number), town="御成町",
            address=f"鎌倉市御成町{number % 30 + 1}-{number % 7 + 1}", lat=35.3 + number / 3000,
            lng=139.5 + number / 3000, accessibility=["wheelchair"] if number % 3 else [],
        )  # fmt: skip
        name = f"{_pick(NAMES, number)}{_pick(SUFFIXES, number // 3)}"
        place = Place(
            locale=self.locales["ja"],
            public_id=f"bench-place-{number}",
            name=f"{name}{number}",
            kana=f"{_pick(NAMES, number)}{number:05d}",
            kind=_pick(Place.Kind.values, number),
            summary=f"{_pick(AUDIENCES, number)}がだれでも立ちよれる{_pick(SUFFIXES, number)[1:]}です。",
            description="お茶をのみながら、同じ立場の人と話せます。予約はいりません。" * 3,
            organization=_pick(groups, number) if number % 2 else None,
            department=self.department if number % 2 == 0 else None,
            hours=opening(number),
            phone=f"0467-00-{number:04d}",
            modes=[_pick(MODES, number)[0], "visit"],
            fees=[{"who": "", "yen": 0}] if number % 4 else [{"who": "おとな", "yen": 300}],
            anonymous=number % 3 == 0,
            no_booking=number % 2 == 0,
        )
        self._relate(place, number)
        place.locations.set([venue])
        place.save()
        self._facts_at_once(place, number)
        if number % 5 == 0:
            self._translate(place, f"Open house {number}")
        return place

    def group(self, number: int) -> Organization:
        """A group of carers, with its check and notice."""
        group = Organization(
            locale=self.locales["ja"],
            public_id=f"bench-group-{number}",
            name=f"{_pick(NAMES, number)}の会{number}",
            kana=f"{_pick(NAMES, number)}のかい{number:05d}",
            kind=_pick(Organization.Kind.values, number),
            summary="月に1回、あつまって話しています。",
            area=_pick(self.areas, number),
        )
        self._relate(group, number)
        group.save()
        self._facts_at_once(group, number)
        return group

    def series(self, number: int, groups: Sequence[Organization], places: Sequence[Place]) -> None:
        """A monthly meetup of one of the groups at one of the places."""
        series = EventSeries(
            locale=self.locales["ja"],
            public_id=f"bench-series-{number}",
            name=f"{_pick(NAMES, number)}のつどい{number}",
            kana=f"{_pick(NAMES, number)}のつどい{number:05d}",
            kind=_pick(EventSeries.Kind.values, number),
            rule={
                "rrule": f"FREQ=MONTHLY;BYDAY={number % 4 + 1}{_pick(WEEKDAYS, number)}",
                "dtstart": self.today.isoformat(), "start": "13:30", "end": "15:00",
            },
            place=_pick(places, number),
        )  # fmt: skip
        self._relate(series, number)
        series.organizers.set([_pick(groups, number)])
        series.save()
        self._facts_at_once(series, number)

    def _benefit(self, number: int, places: Sequence[Place]) -> None:
        benefit = Benefit(
            locale=self.locales["ja"],
            public_id=f"bench-benefit-{number}",
            name=f"見本の手当{number}",
            kana=f"みほんのてあて{number:05d}",
            kind=_pick(Benefit.Kind.values, number),
            desk=_pick(places, number),
        )
        self._relate(benefit, number)
        benefit.save()

    def _relate(self, record: Any, number: int) -> None:
        record.audiences.set([_pick(self.audiences, number), _pick(self.audiences, number // 2)])
        record.topics.set([_pick(self.topics, number)])
        record.measures.set([_pick(self.measures, number)] if number % 2 else [])

    def _facts_at_once(self, record: Record, number: int) -> None:
        """Most are checked, some long ago; few have a notice today."""
        key = {"record_type": record.record_type, "record_id": record.public_id}
        if number % 5:
            checked = self.today - timedelta(days=number * 3)
            Check.objects.create(
                **key, checked_on=checked, next_due=checked + timedelta(days=182),
                by_department=self.department,
            )  # fmt: skip
        if number % 25 == 7:
            TemporaryStatus.objects.create(
                **key, message="本日は休みます。", starts_on=self.today,
                ends_on=self.today + timedelta(days=7), kind=_pick(("closed", "alert"), number),
            )  # fmt: skip

    def _translate(self, record: Record, name: str) -> None:
        row = record.copy_for_translation(self.locales["en"])
        row.name, row.live = name, True
        row.save()


def opening(number: int) -> dict[str, Any]:
    """Hours of many forms: by appointment, daily, on some days, over midnight, unknown."""
    if number % 10 == 0:
        return {"appointment_only": True}
    if number % 10 == 1:
        return {}
    if number % 10 == 2:
        late = {"opens": "18:00", "closes": "02:00", "closes_next_day": True}
        return {"hours": [{"days": list(WEEKDAYS), **late}]}
    days = [_pick(WEEKDAYS, number + step) for step in range(number % 6 + 1)]
    return {
        "hours": [{"days": days, "opens": f"{8 + number % 4:02d}:00", "closes": "17:00"}],
        "public_holidays": "closed" if number % 2 else "as-usual",
    }


def _pick[T](values: Sequence[T], number: int) -> T:
    return values[number % len(values)]
