"""A list of events as series: what it does not say is not made up."""

from __future__ import annotations

import pytest
from django.test import Client

from events.documents import meet_traits
from events.importing import shape_event
from tests.factories import EventSeriesFactory

EVENT = {"name": "介護者のつどい", "start_date": "2026-12-05"}


@pytest.mark.parametrize(
    ("said", "application"),
    [({}, "ask"), ({"application": "none"}, "none"), ({"application": "required"}, "required")],
)
def test_a_list_that_says_nothing_of_applying_leaves_it_open(
    said: dict[str, str], application: str
) -> None:
    assert shape_event(EVENT | said).fields["application"] == application


@pytest.mark.django_db
def test_readers_are_told_to_ask_and_no_card_says_that_none_is_needed(client: Client) -> None:
    series = EventSeriesFactory(name="申込みの分からない会", application="ask")
    page = client.get(f"/events/{series.public_id}/").content.decode()
    assert "ひらく人に聞いてください" in page
    assert meet_traits(series) == []
