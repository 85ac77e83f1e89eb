"""Ways in for each kind of reader: where they lead, and that no record is shown twice."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.pages.conftest import Reading

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starter_site")]


def test_the_way_in_for_children_opens_with_furigana(get: Reading) -> None:
    assert "/young/?ruby=1" in get("/").inner_links
    assert "/ja-x-easy/young/?ruby=1" in get("/ja-x-easy/").inner_links
    assert "/en/young/" in get("/en/").inner_links


def test_a_lane_that_chose_its_places_shows_each_of_them_once(get: Reading) -> None:
    page = get("/young/")
    places = Counter(link for link in page.inner_links if link.startswith("/places/"))
    assert places
    assert [link for link, times in places.items() if times > 1] == []


def test_a_lane_leads_to_the_desks_of_its_readers(get: Reading) -> None:
    assert "/contact/?for=working" in get("/working/").inner_links
    assert "/contact/?for=around" in get("/employers/").inner_links
