"""Lists ask and cost hardly more at thousands of places; `make bench` measures ten thousand."""

from __future__ import annotations

import pytest
from django.test import Client

from bench.directory import PATTERN, SyntheticDirectory
from bench.lists import list_paths, make_home
from bench.measuring import Cost, cost_of

MANY = 2_000
MOST_TIMES_AS_DEAR = 6
"""What grew with the directory would cost twenty times as much."""
REPEATS = 2


def costs(client: Client, paths: list[str]) -> dict[str, Cost]:
    return {path: cost_of(client, path, REPEATS) for path in paths}


@pytest.mark.slow
@pytest.mark.django_db
def test_a_list_asks_the_same_of_two_thousand_places_and_costs_little_more(client: Client):
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
