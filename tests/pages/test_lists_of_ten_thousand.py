"""Lists ask and cost hardly more at ten thousand places than at a hundred; `make bench` has figures."""

from __future__ import annotations

import pytest
from django.test import Client

from bench.directory import PATTERN, SyntheticDirectory
from bench.lists import list_paths, make_home
from bench.measuring import Cost, cost_of

MANY = 10_000
MOST_TIMES_AS_DEAR = 12
"""Everything that grew with the directory would cost a hundred times as much."""
REPEATS = 3


def costs(client: Client, paths: list[str]) -> dict[str, Cost]:
    return {path: cost_of(client, path, REPEATS) for path in paths}


@pytest.mark.slow
@pytest.mark.django_db
def test_a_list_asks_the_same_of_ten_thousand_places_and_costs_little_more(client: Client):
    directory, paths = SyntheticDirectory(), list_paths()
    directory.grow_to(PATTERN)
    make_home()
    few = costs(client, paths)
    directory.grow_to(MANY)
    many = costs(client, paths)
    assert {path: cost.queries for path, cost in many.items()} == {
        path: cost.queries for path, cost in few.items()
    }
    dear = {
        path: (few[path].cpu_ms, many[path].cpu_ms)
        for path in paths
        if many[path].cpu_ms > MOST_TIMES_AS_DEAR * few[path].cpu_ms
    }
    assert dear == {}
