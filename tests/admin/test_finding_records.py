"""Staff find rows in lists and choosers as they type, by word, sound, romaji and parts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Page
from wagtail.search.backends import get_search_backend
from wagtail.search.models import IndexEntry
from wagtail.search.query import MATCH_ALL, Boost, Not, Phrase, PlainText

from directory.models import Area, Organization, Place
from home.models import ArticlePage
from plan.models import Department, Measure
from search.admin_search.tasks import index_all, index_missing, index_rows
from search.admin_search.wording import fts5, phrase, stored, tsquery, wanted
from tests.factories import (
    AreaFactory,
    DepartmentFactory,
    EventSeriesFactory,
    MeasureFactory,
    OrganizationFactory,
    PlaceFactory,
)

pytestmark = pytest.mark.django_db
CAFETERIA = "みどり子ども食堂"
AS_TYPED = (
    "子ども食堂", "子供食堂", "こども食堂", "しょくどう", "食堂", "shokudo", "ｼｮｸﾄﾞｳ", "ショクド",
    "しょく", "どり子", "食", "midori", "ﾐﾄﾞﾘ食堂", "みどり 食堂", "食堂 みどり",
)  # fmt: skip
ODD = ('"', '食"堂"', "'", "*", "AND OR NOT", "NEAR(食 堂)", "食堂 -", "(", "a:b", "%", "\\", ":*")

type Committing = Callable[..., AbstractContextManager[list[Callable[[], None]]]]


@pytest.fixture
def committed(django_capture_on_commit_callbacks: Committing) -> Callable[[], object]:
    """A block whose work after commit is done at its end."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def places(locales, committed) -> Iterator[None]:
    with committed():
        PlaceFactory(name=CAFETERIA, phone="0467-23-3000")
        PlaceFactory(name="ベンチの家", summary="だれでもどうぞ")


def found(client: Client, viewset: object, typed: str) -> str:
    """The rows of a list, without the page around them."""
    address = reverse(viewset.get_url_name("list_results"))
    answer = client.get(address, {"q": typed})
    assert answer.status_code == 200
    return answer.content.decode()


def chosen(client: Client, viewset: object, typed: str) -> str:
    address = reverse(viewset.chooser_viewset.get_url_name("choose_results"))
    answer = client.get(address, {"q": typed})
    assert answer.status_code == 200
    return answer.content.decode()


def names(rows: object) -> list[str]:
    return [row.name for row in rows]


@pytest.mark.parametrize("typed", AS_TYPED)
def test_a_list_and_a_chooser_find_a_place_however_it_is_typed(editor, places, typed):
    for look in (found, chosen):
        shown = look(editor, Place.snippet_viewset, typed)
        assert CAFETERIA in shown
        assert "ベンチの家" not in shown


@pytest.mark.parametrize("typed", ["0467-23-3000", "0467", "233000"])
def test_a_part_of_a_phone_number_is_enough(editor, places, typed):
    assert CAFETERIA in found(editor, Place.snippet_viewset, typed)


@pytest.mark.parametrize("typed", ODD)
def test_signs_and_words_of_query_languages_are_no_errors(editor, admin_client, places, typed):
    for look in (found, chosen):
        look(editor, Place.snippet_viewset, typed)
    for name in ("wagtailadmin_pages:search", "wagtailimages:index", "wagtailusers_users:index"):
        assert admin_client.get(reverse(name), {"q": typed}).status_code == 200


@settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(typed=st.text(min_size=1, max_size=60) | st.text("食堂しょ\"*^:()-+ANDORT\\' ", min_size=1))
def test_any_string_can_be_asked(places, typed):
    backend = get_search_backend()
    for query in (PlainText(typed), PlainText(typed, operator="or"), Phrase(typed)):
        assert len(backend.autocomplete(query, Place)) == backend.autocomplete(query, Place).count()


def test_every_kind_of_record_is_found_by_its_sound(editor, admin_client, locales, committed):
    with committed():
        group = OrganizationFactory(name="鎌倉家族会")
        EventSeriesFactory(name="おしゃべりの日", organizers=[group])
        DepartmentFactory(name="高齢者いきいき課")
        MeasureFactory(title="相談窓口の充実")
        AreaFactory(name="腰越")
    for model, typed, name in (
        (Organization, "かぞくかい", "鎌倉家族会"),
        (Department, "koureisha", "高齢者いきいき課"),
        (Measure, "まどぐち", "相談窓口の充実"),
        (Area, "こしごえ", "腰越"),
    ):
        assert name in found(admin_client, model.snippet_viewset, typed)
    from events.models import EventSeries

    assert "おしゃべりの日" in found(editor, EventSeries.snippet_viewset, "かぞくかい")


# Wagtail leaves a temporary file of a picture it scales to be closed when it is forgotten.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_pages_images_and_documents_are_found_by_sound(admin_client, kept_page, committed):
    with committed():
        image = get_image_model().objects.create(title="海の写真", file=get_test_image_file())
        image.tags.add("食堂")
        image.save()
        get_document_model().objects.create(title="申込みの用紙", file="form.pdf")
    explorer = reverse("wagtailadmin_explore_results", args=[kept_page.get_parent().pk])
    for address, typed, title in (
        (explorer, "おうえん", "介護者を応援する日"),
        (reverse("wagtailadmin_pages:search"), "kaigosha", "介護者を応援する日"),
        (reverse("wagtailadmin_pages:search"), '"応援"', "介護者を応援する日"),
        (reverse("wagtailadmin_choose_page_search"), "おうえん", "介護者を応援する日"),
        (reverse("wagtailimages:index_results"), "しゃしん", "海の写真"),
        (reverse("wagtailimages:index_results"), "しょくどう", "海の写真"),
        (reverse("wagtailimages_chooser:choose_results"), "shashin", "海の写真"),
        (reverse("wagtaildocs:index_results"), "もうしこみ", "申込みの用紙"),
        (reverse("wagtaildocs_chooser:choose_results"), "もうしこみ", "申込みの用紙"),
    ):
        assert title in admin_client.get(address, {"q": typed}).content.decode(), (address, typed)


@pytest.fixture
def kept_page(locales, committed) -> Page:
    with committed():
        root = Page.get_first_root_node()
        return root.add_child(instance=ArticlePage(title="介護者を応援する日", slug="ouen"))


def test_the_body_of_a_page_is_found_by_search_and_not_by_its_list(kept_page, committed):
    with committed():
        kept_page.search_description = "言葉の説明"
        kept_page.save()
    assert list(Page.objects.search("せつめい")) == []
    assert [page.pk for page in Page.objects.search("おうえん")] == [kept_page.pk]


def test_staff_and_redirects_are_found_by_parts_as_before(admin_client, django_user_model):
    django_user_model.objects.create_user("hanako", "hanako@example.jp", first_name="花子")
    users = reverse("wagtailusers_users:index_results")
    assert "hanako" in admin_client.get(users, {"q": "花"}).content.decode()
    redirects = reverse("wagtailredirects:index_results")
    assert admin_client.get(redirects, {"q": "食堂"}).status_code == 200


def test_a_filter_an_order_and_counts_go_with_the_words(editor, locales, committed):
    with committed():
        for name, kind in (("あおい食堂", "food"), ("いろは食堂", "food"), ("食堂の相談", "desk")):
            PlaceFactory(name=name, kana=name, kind=kind)
    rows = get_search_backend().autocomplete("食堂", Place.objects.filter(kind="food"))
    assert names(rows) == ["あおい食堂", "いろは食堂"]
    backwards = Place.objects.order_by("-name")
    rows = get_search_backend().autocomplete("食堂", backwards, order_by_relevance=False)
    assert names(rows) == ["食堂の相談", "いろは食堂", "あおい食堂"]
    assert names(rows[1:2]) == ["いろは食堂"]
    listed = reverse(Place.snippet_viewset.get_url_name("list_results"))
    shown = editor.get(listed, {"q": "食堂", "kind": "desk", "ordering": "-name"}).content.decode()
    assert "食堂の相談" in shown
    assert "あおい食堂" not in shown


def test_the_word_itself_comes_before_the_same_sound(locales, committed):
    with committed():
        PlaceFactory(name="食道の病気の会", kana="a")
        PlaceFactory(name="海の食堂", kana="b")
    rows = get_search_backend().autocomplete("食堂", Place).annotate_score("level")
    assert names(rows) == ["海の食堂", "食道の病気の会"]
    assert rows[0].level > rows[1].level


def test_facets_count_what_is_found(locales, committed):
    with committed():
        page = Page.get_first_root_node().add_child(instance=ArticlePage(title="食堂", slug="a"))
    counts = get_search_backend().autocomplete("食堂", Page).facet("content_type_id")
    assert dict(counts) == {page.content_type_id: 1}


def test_queries_are_put_together_as_wagtail_does(places):
    def asked(query: object) -> set[str]:
        return set(names(get_search_backend().autocomplete(query, Place)))

    both = {CAFETERIA, "ベンチの家"}
    assert asked(MATCH_ALL) == both
    assert asked(Not(MATCH_ALL)) == set()
    assert asked(PlainText("食堂") | PlainText("ベンチ")) == both
    assert asked(PlainText("食堂 ベンチ", operator="or")) == both
    assert asked(PlainText("食堂") & PlainText("ベンチ")) == set()
    assert asked(Not(PlainText("食堂"))) == {"ベンチの家"}
    assert asked(PlainText("みどり") & Not(PlainText("ベンチ"))) == {CAFETERIA}
    assert asked(Boost(PlainText("食堂"), 2)) == {CAFETERIA}
    assert asked(Phrase("子ども食堂")) == {CAFETERIA}
    assert asked(Phrase("堂食")) == set()


@pytest.mark.django_db(transaction=True)
def test_a_change_and_a_deletion_are_found_at_once(editor, places, committed):
    place = Place.objects.get(name="ベンチの家")
    with committed():
        place.name = "いすの家"
        place.save()
    assert "いすの家" in found(editor, Place.snippet_viewset, "いす")
    assert "いすの家" not in found(editor, Place.snippet_viewset, "ベンチ")
    key = str(place.pk)
    place.delete()
    assert not IndexEntry.objects.filter(object_id=key, content_type__model="place").exists()


@pytest.mark.django_db(transaction=True)
def test_a_save_that_is_rolled_back_leaves_nothing(locales):
    @transaction.atomic
    def save_and_fail() -> None:
        PlaceFactory(name=CAFETERIA)
        raise ZeroDivisionError

    before = IndexEntry.objects.count()
    with pytest.raises(ZeroDivisionError):
        save_and_fail()
    assert IndexEntry.objects.count() == before


def test_rows_written_in_bulk_and_a_site_of_before_are_brought_in_step(locales, places):
    key = Place.objects.get(name=CAFETERIA).pk
    IndexEntry.objects.all().delete()
    assert names(get_search_backend().autocomplete("食堂", Place)) == []
    index_rows.func({"directory.place": [key]})
    assert names(get_search_backend().autocomplete("食堂", Place)) == [CAFETERIA]
    IndexEntry.objects.all().update(title="Wagtail")
    assert index_missing() >= 2
    assert names(get_search_backend().autocomplete("ベンチ", Place)) == ["ベンチの家"]
    assert index_missing() == 0


def test_the_nightly_run_knows_renamed_groups_and_drops_what_is_gone(locales, committed):
    with committed():
        group = OrganizationFactory(name="家族会")
        series = EventSeriesFactory(name="おしゃべりの日", organizers=[group])
    Organization.objects.filter(pk=group.pk).update(name="介護の会")
    Place.objects.all().delete()
    entry = IndexEntry.objects.get(object_id=str(group.pk), content_type__model="organization")
    entry.pk, entry.object_id = None, "987654"
    entry.save()
    assert index_all() >= 2
    assert [row.pk for row in get_search_backend().autocomplete("かいご", type(series))] == [
        series.pk
    ]
    assert not IndexEntry.objects.filter(object_id="987654").exists()


def test_the_command_of_wagtail_rebuilds_the_same_index(places):
    index_all()
    kept = list(IndexEntry.objects.order_by("content_type", "object_id").values("autocomplete"))
    IndexEntry.objects.all().delete()
    call_command("update_index", verbosity=0)
    made = IndexEntry.objects.order_by("content_type", "object_id").values("autocomplete")
    assert list(made) == kept


def test_the_admin_needs_no_elasticsearch(editor, places, settings):
    settings.ELASTICSEARCH_URL = "http://127.0.0.1:9"
    with transaction.atomic():
        PlaceFactory(name="もうひとつの食堂")
    index_missing()
    shown = found(editor, Place.snippet_viewset, "しょくどう")
    assert CAFETERIA in shown
    assert "もうひとつの食堂" in shown


def test_both_databases_are_told_the_same_in_their_own_words():
    asked = wanted("食堂 しょく")
    assert '"w食堂"' in fts5(asked, "and")
    assert "('w食堂')" in tsquery(asked, "and")
    assert '"rしょく" *' in fts5(asked, "and")
    assert "('rしょく':*)" in tsquery(asked, "and")
    assert fts5(asked, "and").count(" AND ") == tsquery(asked, "and").count(" & ") == 1
    assert "b食堂" in stored(["食堂"])
    assert tsquery(phrase("子ども"), "and") == "(('b子ど' <-> 'bども'))"


def test_an_administrator_sees_where_pages_begin(admin_client, kept_page):
    for address in (reverse("wagtailadmin_explore_root"), reverse("wagtailadmin_pages:search")):
        assert admin_client.get(address, {"q": "'"}, follow=True).status_code == 200
