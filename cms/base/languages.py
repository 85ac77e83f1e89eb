"""Addresses and languages: Japanese at /, every other language below its code."""

from __future__ import annotations

from django.conf import settings


def prefixed_codes() -> list[str]:
    """The codes that stand at the start of an address, longest first."""
    codes = [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
    return sorted(codes, key=len, reverse=True)


def language_of(path: str) -> str:
    """The language of an address: "/en/places/" → "en", "/places/" → "ja"."""
    first = path.lstrip("/").partition("/")[0]
    return first if first in prefixed_codes() else settings.LANGUAGE_CODE


def without_language(path: str) -> str:
    """The address without its language: "/en/places/" → "/places/"."""
    language = language_of(path)
    if language == settings.LANGUAGE_CODE:
        return path
    return path[len(language) + 1 :] or "/"


def in_language(path: str, language: str) -> str:
    """A path without language, as an address in `language`: "/places/" → "/en/places/"."""
    return path if language == settings.LANGUAGE_CODE else f"/{language}{path}"


def lang_attribute(language: str) -> str:
    """The value for `lang` in HTML: easy Japanese is Japanese to a screen reader."""
    return "ja" if language.startswith("ja") else language
