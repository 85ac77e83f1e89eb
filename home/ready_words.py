"""The words that the home page offers, for those who look at what a search would find."""

from __future__ import annotations

from home.models import HomePage


def words_on_home(language: str) -> list[str]:
    """Those of the published home page in a language, in its order."""
    pages = HomePage.objects.live().filter(locale__language_code=language)
    return [word for page in pages for word in page.words_offered]
