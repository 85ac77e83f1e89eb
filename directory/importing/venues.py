"""The venues that a file names: found by address and building, shared between rows, or made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from directory.importing.comparing import compare, remembered
from directory.importing.conflicts import remember_state
from directory.importing.identity import made_up_id, name_key
from directory.importing.plan import VENUE, Change
from directory.importing.shaping import VENUE_FIELDS, address_key, venue_key
from directory.importing.stored import stored
from directory.models import Area, Location
from directory.towns import Towns, place_at_town

if TYPE_CHECKING:
    from directory.importing.known import ImportedBefore

WRITTEN: Final = ("name", *VENUE_FIELDS, "address_shown", "area")
_OF_OTHERS: Final = ("postal_code", "town", "lat", "lng", "access", "parking", "accessibility")
"""What a file may fill in for a venue that it did not bring itself."""


class VenueBook:
    """Every venue of the site by address and by name, and those that this import makes."""

    def __init__(self, before: ImportedBefore) -> None:
        self.before = before
        self.towns = Towns.load()
        self.areas = Area.objects.in_bulk()
        self.changes: dict[str, Change] = {}
        self._brought = before.public_ids(VENUE)
        self._by_address: dict[str, list[Location]] = {}
        self._by_name: dict[str, list[Location]] = {}
        self._by_id: dict[str, Location] = {}
        for venue in Location.objects.select_related("area").order_by("pk"):
            self._enter(venue)

    def take(self, facts: dict[str, Any]) -> tuple[Change, dict[str, Any]]:
        """The venue with these facts (fields in JSON form, `name` among them), to be written.

        Second: those facts in which it stays as it is, because an editor or another row of this
        file said otherwise; field → what this row says.
        """
        source_id = made_up_id(address_key(*_seat(facts)), name_key(facts["name"]))
        last = self.before.last(VENUE, source_id)
        venue = self._find(facts, last.public_id if last else "")
        if venue is None:
            return self._make(facts, source_id), {}
        if change := self.changes.get(venue.public_id):
            return change, _differing(venue, facts)
        values = dict(last.values) if last and last.public_id == venue.public_id else None
        change, kept = _compared(venue, facts, source_id, values)
        self.changes[venue.public_id] = change
        return change, kept

    def _enter(self, venue: Location) -> None:
        self._by_id[venue.public_id] = venue
        self._by_name.setdefault(name_key(venue.name), []).append(venue)
        if key := venue_key(venue):
            self._by_address.setdefault(key, []).append(venue)

    def _find(self, facts: dict[str, Any], imported: str) -> Location | None:
        """The one imported before, else one at this address, else one of this name without any.

        「鎌倉市大町」 is the address of many venues: without a number the name must agree too. So it
        must with a venue that a list brought, which may be named for what was listed there.
        """
        if imported in self._by_id:
            return self._by_id[imported]
        named = self._by_name.get(name_key(facts["name"]), [])
        key = address_key(*_seat(facts))
        if not key:
            return named[0] if len(named) == 1 else None
        there = self._by_address.get(key, [])
        same_name = [venue for venue in there if any(venue is one for one in named)]
        if same_name:
            return same_name[0]
        sure = len(there) == 1 and any(letter.isdigit() for letter in key)
        return there[0] if sure and there[0].public_id not in self._brought else None

    def _make(self, facts: dict[str, Any], source_id: str) -> Change:
        venue = Location(**facts)
        place_at_town(venue, self.towns)
        venue.area = self.areas.get(venue.area_id)
        self._enter(venue)
        self._brought.add(venue.public_id)
        values = stored(venue, WRITTEN)
        self.changes[venue.public_id] = Change(venue, source_id, True, {}, values, values, None)
        return self.changes[venue.public_id]


def _compared(
    venue: Location, facts: dict[str, Any], source_id: str, last: dict[str, Any] | None
) -> tuple[Change, dict[str, Any]]:
    """A venue that another source or an editor brought is only filled in."""
    names = [name for name in facts if last is not None or name in _OF_OTHERS]
    wanted = {name: facts[name] for name in names if not _same_seat(name, venue, facts)}
    state = remember_state(venue)
    comparison = compare(stored(venue, WRITTEN), wanted, last)
    for name, value in comparison.after.items():
        setattr(venue, name, value)
    kept = {name: value for name, (_present, value) in comparison.kept.items()}
    values = remembered(wanted, last, comparison)
    change = Change(
        venue, source_id, False, comparison.before, comparison.after, values, last, state
    )
    return change, kept


def _seat(facts: dict[str, Any]) -> tuple[str, str]:
    return facts.get("address", ""), facts.get("building", "")


def _same_seat(name: str, venue: Location, facts: dict[str, Any]) -> bool:
    """Another spelling of the address that stands there is no other one; 大船一丁目 lies in 大船."""
    if name == "town":
        return bool(venue.town) and venue.town.startswith(facts["town"])
    return name in ("address", "building") and venue_key(venue) == address_key(*_seat(facts))


def _differing(venue: Location, facts: dict[str, Any]) -> dict[str, Any]:
    """What a second row says otherwise of a venue; a name of its own is none."""
    return {
        name: value
        for name, value in facts.items()
        if name != "name"
        and not _same_seat(name, venue, facts)
        and getattr(venue, name) != value
        and (name != "precision" or "lat" in facts)
    }
