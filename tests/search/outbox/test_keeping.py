"""The index looks after itself: built where it is missing, mended where it is wrong."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from elasticsearch import Elasticsearch

from search.engines import client as elasticsearch
from search.engines import mapping
from search.models import PendingDocument, Projection, SearchDocument
from search.outbox import indexes, keeping, state
from search.outbox.tasks import keep_index, project_waiting, reconcile_index
from tests.factories import PlaceFactory
from tests.search.outbox.seen import held, stored

pytestmark = pytest.mark.django_db


def live_indexes(client: Elasticsearch) -> tuple[str, ...]:
    return indexes.look(client, elasticsearch.names()).live


def test_a_site_builds_its_index_by_itself(client: Elasticsearch) -> None:
    PlaceFactory()
    keep_index()
    assert held(client) == stored()
    built = live_indexes(client)
    keep_index()
    assert live_indexes(client) == built


def test_an_index_of_another_version_of_the_site_is_replaced(
    live: Elasticsearch,
) -> None:
    PlaceFactory()
    before = live_indexes(live)
    live.indices.put_mapping(index=before[0], meta={"fingerprint": "of another version"})
    keep_index()
    assert live_indexes(live) != before
    assert indexes.fingerprint_of(live, live_indexes(live)[0]) == mapping.FINGERPRINT
    assert held(live) == stored()


def test_a_lost_index_comes_back(live: Elasticsearch) -> None:
    PlaceFactory()
    project_waiting()
    indexes.drop(live, live_indexes(live))
    assert held(live) == {}
    keep_index()
    assert held(live) == stored() != {}


def test_two_indexes_under_one_name_become_one(live: Elasticsearch) -> None:
    PlaceFactory()
    second = indexes.create(live, elasticsearch.names(), timezone.now())
    live.indices.put_alias(index=second, name=elasticsearch.names().live)
    project_waiting()
    assert PendingDocument.objects.filter(problem="").count() == 1
    keep_index()
    assert len(live_indexes(live)) == 1
    assert held(live) == stored()


def delete_behind(client: Elasticsearch, pks: list[int]) -> None:
    for pk in pks:
        client.delete(index=elasticsearch.names().live, id=str(pk))


def add_behind(client: Elasticsearch, pks: list[int]) -> None:
    for pk in pks:
        client.index(
            index=elasticsearch.names().live,
            id=str(pk + 1000),
            version=7,
            version_type="external",
            document={"version": 7, "locale": "ja", "record_type": "place"},
        )


def age_behind(client: Elasticsearch, pks: list[int]) -> None:
    """An older version than the table's."""
    SearchDocument.objects.filter(pk__in=pks).update(version=5)


def overtake_behind(client: Elasticsearch, pks: list[int]) -> None:
    """A newer version than the table's, as after a backup of the database was put back."""
    for pk in pks:
        client.index(
            index=elasticsearch.names().live,
            id=str(pk),
            version=9,
            version_type="external",
            document={"version": 9, "locale": "ja", "record_type": "place"},
        )


@pytest.mark.parametrize("look", [keep_index, reconcile_index], ids=["often", "nightly"])
@pytest.mark.parametrize("spoil", [delete_behind, add_behind, age_behind, overtake_behind])
def test_what_was_changed_behind_the_back_is_mended(
    live: Elasticsearch, spoil: Any, look: Any
) -> None:
    for _ in range(3):
        PlaceFactory()
    project_waiting()
    spoil(live, sorted(stored())[:2])
    live.indices.refresh(index=elasticsearch.names().live)
    assert held(live) != stored()
    look()
    assert held(live) == stored()
    assert len(stored()) == 3
    assert PendingDocument.objects.count() == 0
    known = Projection.objects.get()
    assert known.mended == 2
    assert known.compared_at is not None
    assert (
        "title_words"
        in live.get(index=elasticsearch.names().live, id=str(min(stored())))["_source"]
    )


def test_what_waits_or_is_refused_is_not_mended_over_and_over(live: Elasticsearch) -> None:
    PlaceFactory()
    SearchDocument.objects.update(lat=500.0, lng=500.0)
    project_waiting()
    for _ in range(2):
        reconcile_index()
        keep_index()
    assert PendingDocument.objects.count() == 1
    assert Projection.objects.get().mended == 0


def test_an_index_without_its_data_is_given_up_after_a_while(live: Elasticsearch) -> None:
    PlaceFactory()
    names = elasticsearch.names()
    lost = names.fresh(timezone.now())
    nowhere = {"index.routing.allocation.require._name": "nobody"}
    live.indices.create(index=lost, settings=nowhere, wait_for_active_shards="0")
    live.indices.put_mapping(index=lost, meta={"fingerprint": mapping.FINGERPRINT})
    live.indices.update_aliases(
        actions=[
            {"remove": {"index": live_indexes(live)[0], "alias": names.live}},
            {"add": {"index": lost, "alias": names.live}},
        ]
    )
    assert live.cluster.health(index=lost)["status"] == "red"
    keep_index()
    assert live_indexes(live) == (lost,)
    assert state.known().unusable_since
    state.keep(unusable_since=timezone.now() - keeping.UNUSABLE - timedelta(seconds=1))
    keep_index()
    assert live_indexes(live) != (lost,)
    assert held(live) == stored() != {}
    assert state.known().unusable_since is None
