"""Synonym lines of editors and of the shipped file: which are in force, from when on."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client

from search import vocabulary
from search.concepts import compile_concepts
from search.editing.shipped import load_shipped
from search.models import ConceptLine
from search.vocabulary import concept_lines, shipped_lines
from search.warming import warm_beside
from tests.factories import PlaceFactory

pytestmark = pytest.mark.django_db

FIRST = ("老人、シニア、年寄り", "特養、老人ホーム", "傾聴、話を聞く")


def lines() -> list[str]:
    return list(ConceptLine.objects.values_list("phrases", flat=True))


def line(start: str) -> ConceptLine:
    return ConceptLine.objects.get(phrases__startswith=start)


def test_without_any_line_in_the_table_the_shipped_ones_are_in_force() -> None:
    assert concept_lines() == shipped_lines()
    ConceptLine.objects.create(phrases="ぬるぬる体操、食堂", is_on=False)
    assert concept_lines() == ()


def test_a_line_acts_on_the_next_search_and_not_after_it_is_switched_off(client: Client) -> None:
    PlaceFactory(name="みんなの食堂")

    def finds() -> bool:
        return "みんなの" in client.get("/search/", {"q": "ぽかぽか"}).content.decode()

    assert not finds()
    kept = ConceptLine.objects.create(phrases="ぽかぽか、食堂")
    assert finds()
    kept.is_on = False
    kept.save()
    assert not finds()
    kept.is_on = True
    kept.save()
    assert finds()
    ConceptLine.objects.all().delete()
    assert not finds()


def test_lines_are_read_once_and_compiled_once_until_one_changes(
    django_assert_num_queries,
) -> None:
    ConceptLine.objects.create(phrases="ぬるぬる体操、食堂")
    first = concept_lines()
    with django_assert_num_queries(0):
        assert concept_lines() is first
    cache.delete(vocabulary.MARK)
    again = concept_lines()
    assert compile_concepts(again) is compile_concepts(first)


def test_another_process_sees_a_change_when_the_mark_in_the_cache_ends_or_is_another() -> None:
    other = vocabulary._Reading()
    ConceptLine.objects.create(phrases="ぬるぬる体操、食堂")
    assert other.lines() == concept_lines() == ("ぬるぬる体操、食堂",)
    ConceptLine.objects.create(phrases="傾聴、話を聞く")
    assert len(concept_lines()) == 2
    assert len(other.lines()) == 2
    assert vocabulary.SECONDS_KEPT < 60


def test_the_shipped_lines_fill_an_empty_table_once(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("load_concepts")
    assert tuple(lines()) == shipped_lines()
    assert concept_lines() == shipped_lines()
    call_command("load_concepts")
    assert "新しい0行、変わった0行、なくなった0行" in capsys.readouterr().out


def test_a_later_version_adds_changes_and_takes_away_what_nobody_touched() -> None:
    load_shipped(FIRST)
    loaded = load_shipped(("老人、シニア", "傾聴、話を聞く", "養護老人ホーム、年寄り"))
    assert loaded == (1, 1, 1)
    assert set(lines()) == {"老人、シニア", "傾聴、話を聞く", "養護老人ホーム、年寄り"}
    assert all(row.origin == "はじめから" for row in ConceptLine.objects.all())


def test_what_an_editor_changed_switched_off_or_deleted_stays_as_it_is() -> None:
    load_shipped(FIRST)
    changed, off = line("老人"), line("特養")
    changed.phrases = "老人、シニア"
    changed.save()
    off.is_on = False
    off.save()
    line("傾聴").delete()

    loaded = load_shipped(tuple(f"{said}、ほかの言い方{at}" for at, said in enumerate(FIRST)))

    assert loaded == (0, 0, 0)
    assert set(lines()) == {"老人、シニア", "特養、老人ホーム"}
    assert concept_lines() == ("老人、シニア",)
    assert {row.origin for row in ConceptLine.objects.all()} == {"はじめから（直した）"}
    load_shipped(())
    assert len(lines()) == 2


def test_a_server_reads_the_lines_beside_its_start(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[tuple[str, ...]] = []
    monkeypatch.setattr("search.warming.concept_lines", lambda: read.append(()) or ())
    monkeypatch.setattr("search.warming.area_names", lambda language: ())
    thread = warm_beside()
    thread.join(30)
    assert read == [()]
    assert thread.daemon
