"""A schedule phrase as tokens: every character stands in exactly one.

Words that are nothing of a schedule are gathered as WORDS; inside them only patterns that cannot be
a part of other words begin a new token.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from japanese.schedule import day_patterns, word_patterns
from japanese.schedule.day_patterns import NUMBER, PLAIN_WEEKDAYS
from japanese.schedule.kinds import Kind
from japanese.text import normalise


@dataclass(frozen=True, slots=True)
class Token:
    """`text` is in normal form; `groups` are the named parts of its pattern that are there."""

    kind: Kind
    text: str
    groups: dict[str, str] = field(default_factory=dict)


_ANYWHERE = (
    *word_patterns.NOTES,
    *day_patterns.DATES,
    *day_patterns.TIMES,
    *day_patterns.DAYS,
    *word_patterns.CLOSURES,
    *word_patterns.PUNCTUATION,
)
_OUTSIDE_WORDS = (
    *_ANYWHERE,
    *day_patterns.LATE_DAYS,
    *word_patterns.AFTER_KNOWN,
    *day_patterns.LATE_WEEKDAYS,
    *word_patterns.PARTICLES,
)
_AFTER_NUMBER = (
    *_ANYWHERE,
    (Kind.WEEKDAYS, PLAIN_WEEKDAYS),
    *_OUTSIDE_WORDS[len(_ANYWHERE) :],
)
_BEFORE_PLAIN_WEEKDAYS = frozenset({Kind.NTH, Kind.EVERY, Kind.INTERVAL, Kind.COUNT})

_CIRCLED_DIGITS = {0x2460 + n: chr(0xE001 + n) for n in range(20)}
_BETWEEN = re.compile(
    r"\s+(?=[~〜()・、,/時分月日年回-]|$)|(?<=[~〜()・、,/第年-])\s+|(?<=毎[週月])\s+|(?<=隔[週月])\s+|"
    rf"(?<=[午][前後])\s+|(?<=月)\s+(?={NUMBER}日)|(?<=和)\s+"
)


_BULLET = re.compile(r"^[-→]\s*")
# 月ー金 9:00ー17:00
_LONG_VOWEL_AS_DASH = re.compile(r"(?<=[月火水木金土日曜0-9時分])ー(?=[月火水木金土日0-9午])")


def plain(text: str) -> str:
    """The normal form that tokens are cut from: ① stays apart from 1, idle spaces are gone."""
    spaced = re.sub(r"\s+", " ", normalise(text.translate(_CIRCLED_DIGITS)).text.strip())
    return _BETWEEN.sub("", _LONG_VOWEL_AS_DASH.sub("~", _BULLET.sub("", spaced)))


def tokenise(text: str, first: day_patterns.Patterns = ()) -> Iterator[Token]:
    """Tokens of a text in normal form; together they are the text.

    `first` are patterns of another kind of phrase, tried before those of schedules.
    """
    position = words = 0
    previous: Kind | None = None
    while position < len(text):
        patterns = (*first, *_patterns(words < position, previous))
        token = _token_at(text, position, patterns)
        if token is None:
            position += 1
            continue
        if words < position:
            yield Token(Kind.WORDS, text[words:position])
        yield token
        position += len(token.text)
        words, previous = position, token.kind
    if words < position:
        yield Token(Kind.WORDS, text[words:position])


def _patterns(in_words: bool, previous: Kind | None) -> day_patterns.Patterns:
    if in_words:
        return _ANYWHERE
    return _AFTER_NUMBER if previous in _BEFORE_PLAIN_WEEKDAYS else _OUTSIDE_WORDS


def _token_at(text: str, position: int, patterns: day_patterns.Patterns) -> Token | None:
    for kind, pattern in patterns:
        found = pattern.match(text, position)
        if found and found.group():
            groups = {name: part for name, part in found.groupdict().items() if part}
            return Token(kind, found.group(), groups)
    return None
