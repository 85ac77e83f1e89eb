"""What waits reaches Elasticsearch once, in order, and whatever else goes on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone
from elasticsearch import Elasticsearch

from directory.models import Place
from search.engines import client as elasticsearch
from search.models import PendingDocument, Projection, SearchDocument
from search.outbox import indexes, projecting
from search.outbox.building import build
from search.outbox.projecting import project_waiting, send_everything
from search.outbox.sending import Change, changes_of, send
from tests.factories import PlaceFactory, translated
from tests.search.outbox.seen import held, stored

pytestmark = pytest.mark.django_db

FAR_FROM_EARTH = 500.0


def waiting_count() -> int:
    return PendingDocument.objects.count()


def meanwhile(monkeypatch: pytest.MonkeyPatch, happening: Callable[[], object]) -> None:
    """Let something happen once, after the documents were read and before they are sent."""
    left = [happening]

    def send_after_it(*args: Any) -> Any:
        if left:
            left.pop()()
        return send(*args)

    monkeypatch.setattr(projecting, "send", send_after_it)


def test_a_published_record_is_found_and_a_withdrawn_one_is_not(
    live: Elasticsearch, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        place = PlaceFactory(name="みんなの食堂")
        translated(place, "en", name="Dining room")
    assert len(stored()) == 2
    assert held(live) == stored()
    assert waiting_count() == 0
    with django_capture_on_commit_callbacks(execute=True):
        Place.objects.get(pk=place.pk).unpublish()
    assert held(live) == {}


def test_many_changes_of_one_record_arrive_as_the_last(live: Elasticsearch) -> None:
    place = PlaceFactory()
    for name in ("ひとつ", "ふたつ", "みっつ"):
        place.name = name
        place.save()
    gone = PlaceFactory()
    gone.delete()
    project_waiting()
    assert held(live) == stored()
    assert len(stored()) == 1
    assert waiting_count() == 0


def test_what_is_sent_late_or_twice_changes_nothing(live: Elasticsearch) -> None:
    place = PlaceFactory()
    old = changes_of(stored())
    place.name = "あたらしい名前"
    place.save()
    project_waiting()
    newest = changes_of(stored())
    aliases = [elasticsearch.names().live]
    for change in (*old, *newest):
        assert send(live, aliases, [change]).done == {change.document_id}
    assert held(live) == stored()
    gone = [Change(newest[0].document_id, newest[0].version + 1, None)]
    for _ in range(2):
        assert send(live, aliases, gone).done == {newest[0].document_id}
    assert send(live, aliases, newest).done == {newest[0].document_id}
    assert held(live) == {}


def test_a_change_made_while_one_is_sent_is_sent_too(
    live: Elasticsearch, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = PlaceFactory()
    meanwhile(monkeypatch, place.delete)
    project_waiting()
    assert held(live) == stored() == {}
    assert waiting_count() == 0


def test_two_projectors_at_once_do_no_harm(
    live: Elasticsearch, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = PlaceFactory()
    PlaceFactory().delete()

    def overtaken() -> None:
        first.name = "あたらしい名前"
        first.save()
        send_everything(live)

    meanwhile(monkeypatch, overtaken)
    project_waiting()
    assert held(live) == stored()
    assert list(stored().values()) == [2]
    assert waiting_count() == 0


def test_more_than_one_request_carries_arrives(
    live: Elasticsearch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(projecting, "MOST_DOCUMENTS", 2)
    monkeypatch.setattr("search.outbox.sending.MOST_BYTES", 1000)
    for _ in range(5):
        PlaceFactory()
    project_waiting()
    assert held(live) == stored()
    assert len(stored()) == 5


def test_a_document_that_is_refused_stays_with_the_reason_and_keeps_nobody(
    live: Elasticsearch,
) -> None:
    bad, good = PlaceFactory(), PlaceFactory()
    documents = SearchDocument.objects.filter(record_id=bad.public_id)
    refused, lat = documents.get().pk, documents.get().lat
    documents.update(lat=FAR_FROM_EARTH, lng=FAR_FROM_EARTH)
    project_waiting()
    assert held(live).keys() == {SearchDocument.objects.get(record_id=good.public_id).pk}
    [row] = PendingDocument.objects.all()
    assert row.document_id == refused
    assert "latitude" in row.problem
    assert row.retry_at > timezone.now()
    documents.update(lat=lat, lng=None)
    bad.name = "なおした名前"
    bad.save()
    project_waiting()
    assert held(live) == stored()
    assert waiting_count() == 0


def test_everything_waits_while_there_is_no_index(client: Elasticsearch) -> None:
    PlaceFactory()
    project_waiting()
    assert waiting_count() == 1
    assert "索引がありません" in Projection.objects.get().problem
    build(client)
    project_waiting()
    assert held(client) == stored()
    assert waiting_count() == 0
    assert Projection.objects.get().problem == ""


def test_a_row_waits_until_the_index_that_is_filled_has_answered_too(
    live: Elasticsearch,
) -> None:
    names = elasticsearch.names()
    filling = indexes.create(live, names, timezone.now())
    PlaceFactory()
    live.indices.put_settings(index=filling, settings={"index.blocks.write": True})
    project_waiting()
    assert held(live) == stored()
    assert waiting_count() == 1
    assert "断りました" in Projection.objects.get().problem
    live.indices.put_settings(index=filling, settings={"index.blocks.write": False})
    project_waiting()
    assert held(live, filling) == stored()
    assert waiting_count() == 0


def test_nothing_is_written_where_an_index_only_bears_the_name_of_ours(
    client: Elasticsearch, db: None
) -> None:
    PlaceFactory()
    strange = elasticsearch.names().live
    client.indices.create(index=strange)
    try:
        project_waiting()
        assert client.count(index=strange)["count"] == 0
        assert waiting_count() == 1
    finally:
        client.indices.delete(index=strange)
