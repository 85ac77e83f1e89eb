"""Keep the words of the site in step with its documents, and read them once for each process."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, NamedTuple

from django.conf import settings
from django.db.models import Count, Max, Sum
from django.utils import timezone

from search.correcting.models import SearchVocabulary
from search.correction import Term, Vocabulary
from search.known_words import known_words
from search.models import SearchDocument
from search.terms import terms
from search.vocabulary import concept_lines

if TYPE_CHECKING:
    from search.models import SearchDocumentQuerySet

NAMED = ("area", "topic")
"""Tags whose words are looked for."""


class _Kept(NamedTuple):
    stamp: str
    words: Vocabulary


_read: dict[str, _Kept] = {}


def vocabulary(locale: str) -> Vocabulary:
    """The words of a language as they stand in the table; empty until they were gathered.

    One narrow query; the words are read only when they changed.
    """
    rows = SearchVocabulary.objects.filter(locale=locale)
    stamp = rows.values_list("stamp", flat=True).first() or ""
    kept = _read.get(locale)
    if kept is None or kept.stamp != stamp:
        kept = _Kept(stamp, Vocabulary(_terms(rows.values_list("words", flat=True).first() or "")))
        _read[locale] = kept
    return kept.words


def refresh_vocabularies() -> int:
    """Gather the words of every language whose documents changed; returns how many languages.

    Where nothing changed it costs one count of the documents.
    """
    return sum(_refresh(locale) for locale, _name in settings.LANGUAGES)


def _refresh(locale: str) -> bool:
    documents = SearchDocument.objects.public(timezone.now()).filter(locale=locale)
    names = [str(label) for name in NAMED for _value, label in terms(name, locale)]
    lines = concept_lines()
    stamp = _stamp(documents, *names, *lines)
    if SearchVocabulary.objects.filter(locale=locale, stamp=stamp).exists():
        return False
    titles = documents.values_list("title", flat=True).iterator()
    words = "\n".join(
        f"{term.sound}\t{term.written}\t{term.documents}"
        for term in known_words(titles, names, lines, locale)
    )
    SearchVocabulary.objects.update_or_create(
        locale=locale, defaults={"stamp": stamp, "words": words}
    )
    return True


def _stamp(documents: SearchDocumentQuerySet, *said: str) -> str:
    """Differs as soon as a document is written, appears or goes, or anything else that is said."""
    state = documents.aggregate(Count("pk"), Max("pk"), Sum("version"))
    return hashlib.sha256("\n".join([str(sorted(state.items())), *said]).encode()).hexdigest()


def _terms(words: str) -> list[Term]:
    rows = (line.split("\t") for line in words.splitlines())
    return [Term(sound, written, int(count)) for sound, written, count in rows]
