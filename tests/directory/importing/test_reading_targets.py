"""Forms, targets and records agree: no column reads into nowhere, no field is overfilled."""

import csv
from pathlib import Path

import pytest

from directory.datasets.register import (
    UnknownDataset,
    dataset_named,
    known_datasets,
)
from directory.importing.matching import fold_header
from directory.importing.targets import COLUMN_TARGETS, LIMITS, ROW_TARGETS
from directory.models import Location, Organization, Place
from events.models import EventSeries

DATA = Path(__file__).resolve().parents[3] / "../shared/data"
FIELDS = {
    "places": (Place, Location),
    "organizations": (Organization,),
    "events": (EventSeries, Location),
}
ELSEWHERE = {"organization": "name", "organizer": "name", "place_name": "name"}


@pytest.mark.parametrize("dataset", known_datasets(), ids=lambda dataset: dataset.name)
def test_every_column_of_a_form_has_a_target_of_its_kind(dataset):
    targets = {column.target for column in dataset.columns if column.target}
    assert targets <= COLUMN_TARGETS[dataset.kind].keys()
    assert "name" in targets


@pytest.mark.parametrize("dataset", known_datasets(), ids=lambda dataset: dataset.name)
def test_no_two_official_headers_of_a_form_look_alike(dataset):
    folded = [fold_header(header) for header in dataset.headers]
    assert len(set(folded)) == len(folded)


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("cafeterias", "kodomoshokudo_131199_itabashi.csv"),
        ("events", "event_142077_chigasaki.csv"),
    ],
)
def test_a_form_has_the_head_of_a_published_file(name, file):
    if not (DATA / file).exists():
        pytest.skip(f"{file} is not here")
    with (DATA / file).open(encoding="utf-8-sig", newline="") as lines:
        assert dataset_named(name).headers == next(csv.reader(lines))


@pytest.mark.parametrize(
    ("name", "columns"),
    [
        ("facilities-1", 24),
        ("childcare-1", 28),
        ("nursing-care", 22),
        ("events-1", 32),
        ("facilities", 56),
        ("childcare", 53),
    ],
)
def test_the_official_forms_have_as_many_columns_as_published(name, columns):
    assert len(dataset_named(name).columns) == columns


def test_an_unknown_form_is_answered_with_the_known_ones():
    with pytest.raises(UnknownDataset, match="cafeterias"):
        dataset_named("x")


@pytest.mark.parametrize("kind", FIELDS)
def test_no_value_is_longer_than_the_field_it_goes_to(kind):
    limits = {}
    for model in FIELDS[kind]:
        for field in model._meta.fields:
            limits.setdefault(field.name, field.max_length)
    for target in ROW_TARGETS[kind].keys() & LIMITS.keys():
        limit = limits.get(ELSEWHERE.get(target, target))
        assert limit is None or LIMITS[target] <= limit, target
    held = {target for target in ROW_TARGETS[kind] if limits.get(target) is not None}
    assert held - LIMITS.keys() <= {"kind", "postal_code", "precision", "application"}
