"""Whoever follows links from the opening page never meets a dead end."""

from __future__ import annotations

from collections import Counter, deque
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest

from tests.pages.conftest import Reading
from tests.pages.reading import Read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starter_site"), pytest.mark.slow]

QUERIES_FOR_EACH_PAGE = 3
DATES_OF_A_SERIES = 2
STARTS = {"ja": "/", "en": "/en/", "ja-x-easy": "/ja-x-easy/"}
OTHERS = ("/admin/", "/portal/", "/exit/", "/documents/")


class Walk:
    """Every address once; of the endless ones (conditions, dates) a few of each."""

    def __init__(self, prefix: str) -> None:
        self.prefix = prefix
        self.seen: set[str] = set()
        self.waiting: deque[tuple[str, str]] = deque([(prefix, "")])
        self.counts: Counter[str] = Counter()

    def note(self, page: Read) -> None:
        for link in page.inner_links:
            if link not in self.seen and self._wanted(link):
                self.seen.add(link)
                self.waiting.append((link, page.path))

    def _wanted(self, link: str) -> bool:
        if link.startswith(OTHERS) or not self._in_language(link):
            return False
        parts = urlsplit(link)
        if parts.query:
            return self._room(f"?{parts.path}", QUERIES_FOR_EACH_PAGE)
        steps = parts.path.removeprefix(self.prefix).strip("/").split("/")
        if steps[0] == "events" and len(steps) > 2:
            kind = "ics" if link.endswith(".ics") else "page"
            return self._room(f"{kind}:{steps[1]}", DATES_OF_A_SERIES)
        return True

    def _in_language(self, link: str) -> bool:
        if self.prefix != "/":
            return link.startswith(self.prefix)
        return not link.startswith(tuple(start for start in STARTS.values() if start != "/"))

    def _room(self, kind: str, most: int) -> bool:
        self.counts[kind] += 1
        return self.counts[kind] <= most


@pytest.mark.parametrize("language", STARTS)
def test_every_link_on_every_page_leads_to_a_page(get: Reading, language: str):
    walk = Walk(STARTS[language])
    dead, twice, lost = [], [], []
    while walk.waiting:
        path, source = walk.waiting.popleft()
        page = get(path)
        if page.status != 200:
            dead.append((path, source, page.status))
        ids = Counter(page.having("id"))
        twice += [(path, name) for name, count in ids.items() if count > 1]
        lost += [(path, name) for name in aims(page) if name not in ids]
        if "?" not in path:
            walk.note(page)
    assert dead == []
    assert twice == []
    assert lost == []
    assert len(walk.seen) > 150


def aims(page: Read) -> list[str]:
    """The ids on this page that its links, labels and descriptions point to."""
    here = [
        urldefrag(href).fragment
        for href in page.having("href", "a")
        if urldefrag(urljoin(page.path, href)).url == page.path and "#" in href
    ]
    told = [
        name
        for attribute in ("for", "aria-labelledby", "aria-describedby", "aria-controls")
        for value in page.having(attribute)
        for name in value.split()
    ]
    return here + told
