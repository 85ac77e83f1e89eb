"""The shapes of the starter content. A field with a model field's name fills that field.

Relations are named by their key: terms by slug, departments by name, measures by number, every
other record by `public_id`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

type Facts = Mapping[str, Any]
type Keys = tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Checked:
    """When it was checked and by whom. `due_in` (days, may be negative) counts from today."""

    days_ago: int
    due_in: int
    by_department: str = ""
    by_organization: str = ""


@dataclass(frozen=True, kw_only=True)
class TermRow:
    slug: str
    name: str
    kana: str
    name_en: str
    name_easy: str
    synonyms: Keys = ()


@dataclass(frozen=True, kw_only=True)
class AreaRow:
    """`position` is (latitude, longitude) in WGS 84 degrees."""

    slug: str
    name: str
    kana: str
    name_en: str
    name_easy: str
    kind: str = "district"
    parent: str = ""
    position: tuple[float, float] | None = None


@dataclass(frozen=True, kw_only=True)
class VenueRow:
    """A venue at the middle of its town: the exact points are for the city to confirm."""

    public_id: str
    name: str
    kana: str
    town: str
    area: str
    position: tuple[float, float]
    access: str
    building: str = ""
    precision: str = "town"
    address_shown: bool = True
    parking: str = ""
    accessibility: Keys = ()


@dataclass(frozen=True, kw_only=True)
class RecordRow:
    """What all directory records have."""

    public_id: str
    name: str
    kana: str
    kind: str
    summary: str
    description: str = ""
    audiences: Keys = ()
    topics: Keys = ()
    measures: Keys = ()
    checked: Checked | None = None


@dataclass(frozen=True, kw_only=True)
class GroupRow(RecordRow):
    alternate_name: str = ""
    first_visit: str = ""
    members: str = ""
    phone: str = ""
    email: str = ""
    private_contact: str = ""
    area: str = ""
    links: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class PlaceRow(RecordRow):
    alternate_name: str = ""
    access_note: str = ""
    organization: str = ""
    department: str = ""
    locations: Keys = ()
    hours: Facts = field(default_factory=dict)
    hours_note: str = ""
    phone: str = ""
    phone_note: str = ""
    email: str = ""
    modes: Keys = ("visit",)
    languages: Keys = ("ja",)
    fees: tuple[Facts, ...] = ()
    min_age: int | None = None
    max_age: int | None = None
    anonymous: bool = False
    no_booking: bool = False
    referral_needed: bool = False


@dataclass(frozen=True, kw_only=True)
class Cancelled:
    """The `nth` coming date (1 is the next one) does not take place."""

    nth: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class Moved:
    """The `nth` coming date is held `days` later."""

    nth: int
    days: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class MeetupRow(RecordRow):
    """`rule` is a recurrence's facts without its first day; `once_in` makes single dates instead:

    days from today, each moved on to the next such `weekday` (0 is Monday) that is no holiday.
    `themes` and `places` go to the coming dates in order; an empty one leaves its date as usual.
    """

    start: str
    end: str
    rule: Facts = field(default_factory=dict)
    once_in: tuple[int, ...] = ()
    weekday: int = 5
    themes: Keys = ()
    places: Keys = ()
    cancelled: Cancelled | None = None
    moved: Moved | None = None
    theme: str = ""
    organizers: Keys = ()
    department: str = ""
    place: str = ""
    location: str = ""
    place_note: str = ""
    schedule_note: str = ""
    fees: tuple[Facts, ...] = ()
    capacity: int | None = None
    application: str = "none"
    application_note: str = ""
    online: bool = False
    childcare: bool = False
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, kw_only=True)
class BenefitRow(RecordRow):
    provider: str
    gets: str
    who: str
    documents: str = ""
    deadline: str = ""
    department: str = ""
    desk: str = ""


@dataclass(frozen=True, kw_only=True)
class StatusRow:
    """A closure or an alert of a place, from today for so many days."""

    place: str
    kind: str
    message: str
    days: int


@dataclass(frozen=True, kw_only=True)
class PageRow:
    """A page; `parts` of its body are pairs (block, value), see `bodies`."""

    slug: str
    title: str
    summary: str
    parts: tuple[tuple[str, Any], ...]
    measures: Keys = ()


@dataclass(frozen=True, kw_only=True)
class LaneRow(PageRow):
    """A lane; its slug is its code."""

    lane_title: str
    lane_text: str
    lead: str
    quick_exit: bool = False
    audiences: Keys = ()


@dataclass(frozen=True, kw_only=True)
class ArticleRow(PageRow):
    """A dated article when `days_ago` is set, else a standing page."""

    days_ago: int | None = None
    department: str = ""
    sample: bool = True


@dataclass(frozen=True, kw_only=True)
class WordsRow:
    """The words of one record or page in one language; `words` maps field to text."""

    record: str
    language: str
    words: Mapping[str, Any]
