"""`manage.py reindex` fills a new index beside the live one and switches when it holds everything."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from elastic_transport import ConnectionTimeout
from elasticsearch import Elasticsearch

from directory.models import Place
from search.engines import client as elasticsearch
from search.engines.mapping import FINGERPRINT
from search.models import PendingDocument, Projection, SearchDocument
from search.outbox import building, indexes, state
from search.outbox.building import AlreadyBuilding, build
from search.outbox.comparing import Differences
from search.outbox.projecting import project_waiting
from search.outbox.sending import send
from search.outbox.troubles import NotTaken
from tests.factories import PlaceFactory
from tests.search.outbox.conftest import UNREACHABLE
from tests.search.outbox.seen import held, stored

pytestmark = pytest.mark.django_db


def look(client: Elasticsearch) -> indexes.Indexes:
    return indexes.look(client, elasticsearch.names())


def test_the_command_builds_documents_and_index_and_says_so(
    client: Elasticsearch, capsys: pytest.CaptureFixture[str]
) -> None:
    PlaceFactory(name="みんなの食堂")
    SearchDocument.objects.update(title_words="本")
    call_command("reindex")
    said = capsys.readouterr().out
    assert "1件の記録から1件の文書" in said
    assert "1件の文書を入れて切りかえました" in said
    assert held(client) == stored()
    found = look(client)
    assert (len(found.live), found.building, found.others) == (1, (), ())
    assert indexes.fingerprint_of(client, found.live[0]) == FINGERPRINT


def test_one_engine_can_be_rebuilt_alone(
    client: Elasticsearch, capsys: pytest.CaptureFixture[str]
) -> None:
    PlaceFactory()
    call_command("reindex", engine="database")
    assert look(client).live == ()
    call_command("reindex", engine="elasticsearch")
    assert held(client) == stored()
    assert capsys.readouterr().out.count("作りなおし") == 1


def test_a_site_without_elasticsearch_rebuilds_the_database_only(
    settings: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.ELASTICSEARCH_URL = ""
    PlaceFactory()
    call_command("reindex")
    assert "Elasticsearch" not in capsys.readouterr().out
    with pytest.raises(CommandError, match="ELASTICSEARCH_URL"):
        call_command("reindex", engine="elasticsearch")


def test_what_changes_while_an_index_is_filled_is_in_it(
    live: Elasticsearch,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Any,
) -> None:
    kept, renamed, gone = (PlaceFactory(name=name) for name in ("のこる", "かわる", "きえる"))
    project_waiting()
    monkeypatch.setattr(building, "MOST_DOCUMENTS", 1)
    sent = []

    def change(*args: Any) -> Any:
        """Editors go on while each part is on its way."""
        with django_capture_on_commit_callbacks(execute=True):
            sent.append(args)
            renamed.name = f"かわる{len(sent)}"
            renamed.save()
            if len(sent) == 1:
                Place.objects.get(pk=gone.pk).delete()
                PlaceFactory(name="あたらしい")
        return send(*args)

    monkeypatch.setattr(building, "send", change)
    before = look(live).live
    built = build(live)
    assert len(sent) >= 3
    assert look(live).live == (built.index,) != before
    assert held(live) == stored()
    assert {kept.public_id, renamed.public_id} < set(
        SearchDocument.objects.values_list("record_id", flat=True)
    )
    assert PendingDocument.objects.count() == 0


def test_what_was_broken_off_leaves_the_live_index_and_is_cleared_by_the_next_run(
    live: Elasticsearch,
) -> None:
    PlaceFactory()
    project_waiting()
    before = look(live).live
    long_ago = timezone.now() - timedelta(minutes=2)
    state.claim("killed", long_ago)
    left = indexes.create(live, elasticsearch.names(), long_ago)
    assert look(live).building == (left,)
    assert held(live) == stored()
    build(live)
    found = look(live)
    assert found.building == found.others == ()
    assert left not in found.live
    assert before != found.live
    assert held(live) == stored()


def test_two_rebuilds_never_run_at_once(live: Elasticsearch) -> None:
    state.claim("another", timezone.now())
    with pytest.raises(AlreadyBuilding):
        build(live)
    with pytest.raises(CommandError, match="いま"):
        call_command("reindex", engine="elasticsearch")
    state.release("another")
    build(live)
    assert Projection.objects.get().builder == ""


def test_a_rebuild_that_another_one_took_over_gives_up(
    live: Elasticsearch, monkeypatch: pytest.MonkeyPatch
) -> None:
    PlaceFactory()
    before = look(live)

    def overtake(*args: Any) -> Any:
        Projection.objects.update(builder="another")
        return send(*args)

    monkeypatch.setattr(building, "send", overtake)
    with pytest.raises(NotTaken, match="ほかの処理"):
        build(live)
    assert look(live) == before


def test_an_index_that_does_not_hold_everything_is_never_switched_to(
    live: Elasticsearch, monkeypatch: pytest.MonkeyPatch
) -> None:
    PlaceFactory()
    before = look(live)
    monkeypatch.setattr(building, "compare", lambda *args: Differences({1: 1}, {}, {}))
    with pytest.raises(CommandError, match="そろいません"):
        call_command("reindex", engine="elasticsearch")
    assert look(live) == before


def test_an_index_that_readers_have_is_kept_though_the_answer_was_lost(
    live: Elasticsearch, monkeypatch: pytest.MonkeyPatch
) -> None:
    PlaceFactory()
    before = look(live).live
    switch = indexes.switch

    def lose_the_answer(*args: Any) -> None:
        switch(*args)
        raise ConnectionTimeout("no answer")

    monkeypatch.setattr(indexes, "switch", lose_the_answer)
    with pytest.raises(ConnectionTimeout):
        build(live)
    monkeypatch.undo()
    assert len(look(live).live) == 1
    assert look(live).live != before
    assert held(live) == stored() != {}


def test_refused_documents_are_counted_and_tried_again_in_the_new_index(
    live: Elasticsearch, capsys: pytest.CaptureFixture[str]
) -> None:
    PlaceFactory()
    PlaceFactory()
    SearchDocument.objects.filter(pk=min(stored())).update(lat=500.0, lng=500.0)
    call_command("reindex", engine="elasticsearch")
    assert "1件は Elasticsearch が断りました" in capsys.readouterr().out
    assert held(live).keys() == {max(stored())}
    assert set(PendingDocument.objects.values_list("document_id", flat=True)) == {min(stored())}


def test_the_command_says_what_is_wrong(configured: Any) -> None:
    assert configured.ELASTICSEARCH_URL == UNREACHABLE
    with pytest.raises(CommandError, match="つながりません。 検索は、"):
        call_command("reindex", engine="elasticsearch")
    assert Projection.objects.get().builder == ""
