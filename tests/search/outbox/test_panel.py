"""The first page of the admin says how far Elasticsearch is behind, and what to do."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.utils import timezone
from elasticsearch import Elasticsearch

from home.roles import EDITORS, ensure_roles
from search.engines import elasticsearch as reading
from search.models import PendingDocument, SearchDocument
from search.outbox import state
from search.outbox.panel import LONG, MOMENT, standing
from search.outbox.tasks import project_waiting
from tests.admin.conftest import member_of
from tests.factories import PlaceFactory

pytestmark = pytest.mark.django_db

HEADING = "検索のしくみ"


@pytest.fixture(autouse=True)
def _fresh_engine() -> None:
    """Readers' engine of this process remembers no outage of an earlier test."""
    reading._engine.cache_clear()


@pytest.fixture
def first_page(locales: Any, client_of_editor: Client) -> Any:
    return lambda: client_of_editor.get("/admin/").content.decode()


@pytest.fixture
def client_of_editor(db: None) -> Client:
    ensure_roles()
    browser = Client()
    browser.force_login(member_of(EDITORS, "suzuki"))
    return browser


def test_a_site_without_elasticsearch_shows_nothing(first_page: Any, settings: Any) -> None:
    settings.ELASTICSEARCH_URL = ""
    assert HEADING not in first_page()


def test_people_who_do_not_look_after_the_search_see_nothing(
    configured: Any, django_user_model: Any
) -> None:

    person = django_user_model.objects.create_user("tanaka", password="-")
    person.user_permissions.add(Permission.objects.get(codename="access_admin"))
    browser = Client()
    browser.force_login(person)
    assert HEADING not in browser.get("/admin/").content.decode()


def test_all_is_well(live: Elasticsearch, first_page: Any) -> None:
    PlaceFactory()
    project_waiting()
    page = first_page()
    assert "Elasticsearch が、見る人のさがしものに答えています" in page
    assert "すべての文書が届いています" in page


def test_it_says_what_is_behind_since_when_and_why(configured: Any, first_page: Any) -> None:
    PlaceFactory()
    PlaceFactory()
    PendingDocument.objects.update(since=timezone.now() - 2 * MOMENT)
    project_waiting()
    page = first_page()
    assert "<strong>データベース</strong>が答えています" in page
    assert "<strong>2件</strong>" in page
    assert "Elasticsearch につながりません" in page
    assert "何もしなくてだいじょうぶです" in page


def test_what_lasts_long_is_for_somebody_else_to_mend(configured: Any, first_page: Any) -> None:
    PlaceFactory()
    PendingDocument.objects.update(since=timezone.now() - LONG - timedelta(minutes=1))
    project_waiting()
    assert "情報システムの担当に" in first_page()


def test_refused_documents_are_named_with_the_reason(live: Elasticsearch, first_page: Any) -> None:
    PlaceFactory(name="とおすぎる食堂")
    SearchDocument.objects.update(lat=500.0, lng=500.0)
    project_waiting()
    page = first_page()
    assert "受けとらない文書（1件）" in page
    assert "とおすぎる食堂" in page
    assert "latitude" in page


def test_an_index_that_is_being_filled_is_named(configured: Any, first_page: Any) -> None:
    state.claim("another", timezone.now())
    assert "新しい索引を作っているところです" in first_page()


def test_what_was_saved_a_moment_ago_is_not_called_behind(live: Elasticsearch) -> None:
    PlaceFactory()
    seen = standing(timezone.now())
    assert (seen.waiting, seen.is_behind, seen.is_well) == (1, False, True)
