"""Where suggestions come from: public documents, words of tags and rooms, and synonym lines."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.core.cache import cache
from django.db.models import F

from cms.base.languages import in_language
from japanese.text import normal_text
from search.analysis import is_japanese
from search.concepts import split_phrases
from search.facets import TYPE
from search.models import SearchDocument
from search.suggest.entries import Suggested, Suggestion, suggested, taking_turns
from search.terms import terms
from search.vocabulary import concept_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import datetime

    type Option = tuple[str, str]
    type Kinds = Callable[[str], Sequence[Option]]
    type Records = Callable[[str, datetime], Iterable[Suggestion]]

SECONDS_KEPT: Final = 120
"""What is published, renamed or withdrawn is so in the list at the latest after this time."""
TERMS: Final = ("area", "topic")
"""Tags whose words are looked for as they are."""

_kinds: dict[str, Kinds] = {}
_records: dict[str, Records] = {}


def register_kinds(record_type: str, options: Kinds) -> None:
    """Offer the words for the kinds of a record: `options(language)` → (value, label)."""
    _kinds[record_type] = options


def register_records(record_type: str, records: Records) -> None:
    """Offer records that are found by their dates, each once: `records(language, now)`."""
    _records[record_type] = records


def suggestions(language: str, now: datetime) -> Suggested:
    """The list for readers of a language, as it was made within the last minutes."""
    return cache.get_or_set(
        f"search-suggest-{language}", lambda: _made(language, now), SECONDS_KEPT
    )


def _made(language: str, now: datetime) -> Suggested:
    known = _Known.read(language, now)
    offered = chain(known.words(), taking_turns(known.records.values()))
    return suggested(offered, {kind: str(label) for kind, label in TYPE.choices(language)})


@dataclass(frozen=True)
class _Known:
    """What the public documents say: their titles, the tags they carry, and their records.

    `titles` is one normal text, `tags` are (record type, "name=value").
    """

    language: str
    titles: str
    tags: frozenset[tuple[str, str]]
    records: dict[str, list[Suggestion]]

    @classmethod
    def read(cls, language: str, now: datetime) -> _Known:
        """Records stand by type, what was checked last first, so that it is the last to go."""
        documents = SearchDocument.objects.public(now).not_over(now).worded_for(language)
        found = documents.order_by(F("assured_until").desc(nulls_last=True), "title", "pk")
        records: defaultdict[str, list[Suggestion]] = defaultdict(list)
        titles, facets = [], set()
        for kind, date, title, kana, path, text in found.values_list(
            "record_type", "occurrence", "title", "kana", "path", "facets"
        ):
            titles.append(title)
            facets.add((kind, text))
            if not date:
                records[kind].append(Suggestion(title, kana, kind, in_language(path, language)))
        for kind, of_room in _records.items():
            records[kind] += of_room(language, now)
        tags = ((kind, line) for kind, text in facets for line in text.splitlines())
        return cls(language, normal_text("\n".join(titles)), frozenset(tags), dict(records))

    def words(self) -> Iterator[Suggestion]:
        """Words that find something and are no record's name; each once."""
        named = {normal_text(each.label) for each in chain.from_iterable(self.records.values())}
        japanese = is_japanese(self.language)
        heads = self._known_lines() if japanese else ()
        for label in chain(self._tags_in_use(), self._kinds_in_use(), heads):
            if normal_text(label) not in named:
                yield Suggestion(label, "" if japanese else label.lower())

    def _tags_in_use(self) -> Iterator[str]:
        carried = {line for _kind, line in self.tags}
        spoken = settings.LANGUAGE_CODE if is_japanese(self.language) else self.language
        for name in TERMS:
            for value, label in terms(name, spoken):
                if f"{name}={value}" in carried:
                    yield label

    def _kinds_in_use(self) -> Iterator[str]:
        for record_type, options in _kinds.items():
            for value, label in options(self.language):
                if (record_type, f"kind={value}") in self.tags:
                    yield label

    def _known_lines(self) -> Iterator[str]:
        """The first phrase of each synonym line of which a title has any."""
        for line in concept_lines():
            phrases = split_phrases(line)
            if any(normal_text(phrase) in self.titles for phrase in phrases):
                yield phrases[0]
