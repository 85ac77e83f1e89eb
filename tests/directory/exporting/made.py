"""Places as hypothesis makes them: any words, any facts that the models allow, nothing saved."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from directory.beside import Beside
from directory.exporting.hsds_ids import hsds_uuid
from directory.exporting.loading import PlaceFacts
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
from directory.models.place import LANGUAGES, MODES
from directory.models.venue import ACCESSIBILITY
from plan.models import Department, Measure, PlanEdition
from tests.directory.test_hours import FACTS

WORDS = st.text(max_size=30)
NAMES = st.text(min_size=1, max_size=30)
ADDRESSES = st.sampled_from(
    ["", "https://example.jp/", "http://例え.jp/あ い?q=食", "mailto:a@example.jp", "javascript:x"]
)
MAILS = st.sampled_from(["", "a@example.jp", "ぬ", "a@b"])
PHONES = st.sampled_from(["", "0467-23-3000", "０４６７（２３）３０００", "内線12"])
INSTANTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))
DAYS = st.dates(date(2026, 1, 1), date(2028, 1, 1))
IDS = st.text("abcdefgh23456789", min_size=4, max_size=8)
FEES = st.lists(st.fixed_dictionaries({"who": WORDS, "yen": st.integers(0, 10**7)}), max_size=3)
AGES = st.none() | st.integers(0, 32767)


def chosen(options: Any) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from([code for code, _label in options]), unique=True)


def venues() -> st.SearchStrategy[Location]:
    return st.builds(
        Location,
        public_id=IDS,
        name=NAMES,
        postal_code=st.sampled_from(["", "248-0012"]),
        town=st.sampled_from(["", "御成町", "町"]),
        address=st.sampled_from(["", "鎌倉市御成町18-10", "神奈川県藤沢市朝日町1", "市", "御成町"])
        | WORDS,
        building=WORDS,
        area=st.none() | st.builds(Area, name=NAMES),
        lat=st.none() | st.floats(20, 46),
        lng=st.none() | st.floats(122, 154),
        precision=st.sampled_from(Location.Precision.values),
        address_shown=st.booleans(),
        access=WORDS,
        parking=WORDS,
        accessibility=chosen(ACCESSIBILITY),
    )


def groups() -> st.SearchStrategy[Organization]:
    return st.builds(
        Organization,
        hsds_id=st.just(hsds_uuid("organization", "x")),
        public_id=IDS,
        name=NAMES,
        kana=WORDS,
        alternate_name=WORDS,
        kind=st.sampled_from(Organization.Kind.values),
        summary=WORDS,
        description=WORDS,
        phone=PHONES,
        email=MAILS,
        website=ADDRESSES,
        sample=st.booleans(),
        updated_at=INSTANTS,
    )


def departments() -> st.SearchStrategy[Department]:
    extensions = st.sampled_from(["", "2345", "012", "2345・2346"])
    return st.builds(
        Department, name=NAMES, division=WORDS, phone=PHONES, extension=extensions,
        email=MAILS, hours=WORDS,
    )  # fmt: skip


def checks() -> st.SearchStrategy[Check]:
    return st.builds(
        Check, checked_on=DAYS, next_due=DAYS, recorded_at=INSTANTS,
        by_department=st.none() | departments(),
    )  # fmt: skip


def statuses() -> st.SearchStrategy[TemporaryStatus]:
    return st.builds(
        TemporaryStatus, kind=st.sampled_from(TemporaryStatus.Kind.values), message=NAMES,
        starts_on=DAYS, ends_on=DAYS, recorded_at=INSTANTS,
    )  # fmt: skip


@st.composite
def places(draw: st.DrawFn) -> Place:
    public_id = draw(IDS)
    place = Place(
        public_id=public_id,
        hsds_id=hsds_uuid("service", public_id),
        kind=draw(st.sampled_from(Place.Kind.values)),
        organization=draw(st.none() | groups()),
        department=draw(st.none() | departments()),
        hours=draw(FACTS),
        fees=draw(FEES),
        min_age=draw(AGES),
        max_age=draw(AGES),
        phone=draw(PHONES),
        email=draw(MAILS),
        website=draw(ADDRESSES),
        modes=draw(chosen(MODES)),
        languages=draw(chosen(LANGUAGES)),
        updated_at=draw(INSTANTS),
        name=draw(NAMES),
        **{flag: draw(st.booleans()) for flag in ("anonymous", "no_booking", "referral_needed")},
        **{name: draw(WORDS) for name in ("kana", "alternate_name", "summary", "phone_note")},
        **{name: draw(WORDS) for name in ("description", "access_note", "hours_note")},
        sample=draw(st.booleans()),
    )
    place.audiences.set([Audience(pk=1, slug="a", name=draw(NAMES))])
    place.topics.set([Topic(pk=1, slug="t", name=draw(NAMES))])
    edition = PlanEdition(slug="e", title="計画")
    place.measures.set([Measure(pk=1, edition=edition, number="1-1-1-1", title=draw(NAMES))])
    return place


@st.composite
def place_facts(draw: st.DrawFn) -> PlaceFacts:
    now = draw(INSTANTS)
    closures = draw(st.booleans())
    return PlaceFacts(
        place=draw(places()),
        venues=draw(st.lists(venues(), max_size=3)),
        beside=Beside(
            check=draw(st.none() | checks()), statuses=draw(st.lists(statuses(), max_size=2))
        ),
        closures=((now.date(), now.date() + timedelta(days=3)),) if closures else (),
        now=now,
    )
