"""What the home page offers to look for is among what a change of the search is tried on."""

import pytest
from django.utils import timezone

from search.editing.preview import preview_of
from search.ready_words import ready_words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starter_site")]


def test_words_on_the_home_page_are_offered_in_its_language() -> None:
    assert "タクシー券" in ready_words("ja")
    assert "taxi tickets" in ready_words("en")
    assert "タクシー券" not in ready_words("en")


def test_words_on_the_home_page_are_tried_before_a_line_is_saved() -> None:
    seen = preview_of("タクシー券、食堂", "", timezone.now())
    assert ("タクシー券", "よくさがすことば") in [
        (change.query.text, change.query.why) for change in seen.changes
    ]
