"""What a form says of a place is read as a place of which the form says the same."""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from directory.beside import Beside
from directory.datasets.cafeterias import CAFETERIAS
from directory.datasets.columns import Dataset
from directory.datasets.facilities import CHILDCARE_V1, FACILITIES, FACILITIES_V1
from directory.exporting.cells import row_of
from directory.exporting.csv_files import UTF_8, write_csv
from directory.exporting.loading import PlaceFacts
from directory.exporting.values import place_values
from directory.importing.cells.private import find_private
from directory.importing.reading import read_file
from directory.importing.rows import ReadRow
from directory.importing.shaping import shape_place
from directory.models import Location, Organization, Place
from directory.towns import Towns, place_at_town
from tests.directory.exporting.nasty import places, venues

FORMS = (FACILITIES_V1, FACILITIES, CHILDCARE_V1, CAFETERIAS)
NOW = datetime(2026, 11, 24, 10, tzinfo=timezone.get_default_timezone())


def facts_of(place: Place, venues: list[Location]) -> PlaceFacts:
    return PlaceFacts(place, venues, Beside(), (), NOW)


def file_of(form: Dataset, facts: PlaceFacts) -> bytes:
    stream = io.BytesIO()
    write_csv(stream, form.headers, [row_of(form, place_values(facts))], UTF_8)
    return stream.getvalue()


def record_of(row: ReadRow) -> PlaceFacts:
    """The record that the import would make in an empty site."""
    shaped = shape_place(row.values)
    fields: dict[str, Any] = {"kind": "hangout", **shaped.fields}
    place = Place(public_id=row.values["source_id"], **fields)
    place.organization = Organization(name=shaped.body) if shaped.body else None
    found = [Location(**shaped.venue)] if shaped.venue else []
    for venue in found:
        place_at_town(venue, Towns(()))
    return facts_of(place, found)


@pytest.mark.parametrize("form", FORMS, ids=[form.name for form in FORMS])
@given(places(), st.lists(venues(), max_size=2))
@settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
def test_a_file_that_comes_back_is_written_the_same(
    form: Dataset, place: Place, found: list[Location]
):
    first = file_of(form, facts_of(place, found))
    read = read_file("list.csv", first, "places", dataset=form)
    (row,) = read.rows
    assert row.refusals == ()
    assert row.left_out == ()
    assert file_of(form, record_of(row)) == first
    assert not find_private(first.decode("utf-8-sig"))
