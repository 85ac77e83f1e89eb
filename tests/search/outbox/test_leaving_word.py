"""Every change of a document leaves word of itself in the same transaction, or not at all."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cms.tasks import Work
from directory.models import Place
from search import documents
from search.documents import Document, prepare, refresh_many, write_many
from search.models import PendingDocument
from tests.factories import PlaceFactory, translated
from tests.search.outbox.seen import stored

pytestmark = pytest.mark.django_db


class ChangedMyMind(Exception):
    pass


def words() -> list[tuple[int, int]]:
    return sorted(PendingDocument.objects.values_list("document_id", "version"))


def document(name: str) -> Document:
    return Document(locale="ja", title=name, path="/", card={})


def test_a_saved_record_leaves_word_of_every_language(configured: Any) -> None:
    place = PlaceFactory(name="みんなの食堂")
    translated(place, "en", name="Dining room")
    assert len(stored()) == 2
    assert dict(words()) == stored()


def test_what_did_not_change_leaves_no_word(configured: Any) -> None:
    place = PlaceFactory()
    PendingDocument.objects.all().delete()
    place.save()
    assert words() == []
    place.anonymous = True
    place.save()
    assert words() == sorted(stored().items())


def test_a_site_without_elasticsearch_keeps_no_word(settings: Any) -> None:
    settings.ELASTICSEARCH_URL = ""
    PlaceFactory().delete()
    assert words() == []


def test_a_rolled_back_save_leaves_no_word(configured: Any) -> None:
    with suppress(ChangedMyMind), transaction.atomic():
        PlaceFactory()
        assert words()
        raise ChangedMyMind
    assert words() == []


def test_a_savepoint_takes_only_its_own_words_along(configured: Any) -> None:
    with transaction.atomic():
        PlaceFactory()
        with suppress(ChangedMyMind), transaction.atomic():
            PlaceFactory()
            raise ChangedMyMind
    assert words() == sorted(stored().items())


@pytest.mark.parametrize(
    "take_away",
    [
        lambda place: place.unpublish(),
        lambda place: place.delete(),
        lambda place: Place.objects.filter(pk=place.pk).delete(),
    ],
    ids=["unpublished", "deleted", "deleted by query set"],
)
def test_what_is_taken_away_leaves_word_with_its_last_version(
    configured: Any, take_away: Any
) -> None:
    place = PlaceFactory()
    translated(place, "en", name="Dining room")
    before = sorted(stored().items())
    PendingDocument.objects.all().delete()
    take_away(Place.objects.get(pk=place.pk))
    assert stored() == {}
    assert words() == before


def test_records_written_together_leave_word_together(configured: Any) -> None:
    places = [PlaceFactory(live=False) for _ in range(3)]
    Place.objects.update(live=True)
    refresh_many(places, timezone.now())
    assert len(words()) == 3
    assert dict(words()) == stored()


def test_words_of_many_documents_take_as_many_statements_as_of_one(configured: Any) -> None:
    def statements(first: int, count: int) -> int:
        keys = [("place", f"p{number}") for number in range(first, first + count)]
        with CaptureQueriesContext(connection) as queries:
            write_many([prepare(key, [document(key[1])]) for key in keys])
        return len([query for query in queries if "pendingdocument" in query["sql"]])

    assert statements(0, 1) == statements(10, 200) == 1
    assert len(words()) == 201


def test_sending_is_asked_for_once_in_a_transaction(configured: Any) -> None:
    with transaction.atomic():
        places = [PlaceFactory() for _ in range(3)]
        places[0].delete()
    asked = [work for _ids, work, _robust in connection.run_on_commit if isinstance(work, Work)]
    assert len([work for work in asked if work.path == "search.outbox.tasks.project"]) == 1


def test_no_version_is_given_out_twice_to_a_writer_that_read_an_old_one(configured: Any) -> None:
    place = PlaceFactory(name="はじめ")
    key = place.search_key
    [(pk, first)] = stored().items()
    batch = [prepare(key, [document("あと")])]
    read = documents._stored(batch)
    write_many([prepare(key, [document("さき")])])
    documents._update([(read.popitem()[1], batch[0].documents[0])])
    assert stored() == {pk: first + 2}
