"""The token streams of a document, which every engine stores as they are."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from typing import Final

from japanese.text import normal_text
from japanese.tokens import analyse, bigrams, reading_shingles, word_token, words

__all__ = ["FIELDS", "SHORTEST_PHONE", "TokenStreams", "analyse_document", "phone_digits"]

SHORTEST_PHONE: Final = 3
_NUMBER = re.compile(r"\+?[0-9][0-9()\s.・-]*[0-9]")
_PHONE_IN_TEXT = re.compile(r"(?<![0-9])(?:\+81|0)[0-9()\s.・-]{7,14}[0-9](?![0-9])")
_PLAIN_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class TokenStreams:
    """Tokens of one document, each field a string of tokens with single spaces.

    ``*_words`` are normalised words in text order (phrases match on them), then compounds;
    ``*_readings`` folded hiragana readings; ``*_bigrams`` pairs of kana-folded characters in text
    order; ``phone`` every suffix of at least three digits of every number. The body fields hold
    body and extra.
    """

    title_words: str = ""
    title_readings: str = ""
    title_bigrams: str = ""
    body_words: str = ""
    body_readings: str = ""
    body_bigrams: str = ""
    phone: str = ""

    def items(self) -> Iterator[tuple[str, str]]:
        """(field name, tokens) of every field."""
        return ((name, getattr(self, name)) for name in FIELDS)


FIELDS: Final = tuple(field.name for field in fields(TokenStreams))


def analyse_document(
    title: str, body: str = "", extra: str = "", phone: str = "", *, locale: str = "ja"
) -> TokenStreams:
    """A document's texts → its token streams; any strings work.

    ``extra`` is text that is searched but not shown as a body (address, area, desk). ``locale``
    chooses the analysis: Japanese for ``ja`` and ``ja-…``, plain words for every other.
    """
    head = normal_text(title)
    text = normal_text(f"{body}\n{extra}")
    numbers = [normal_text(phone), *_PHONE_IN_TEXT.findall(text)]
    if not is_japanese(locale):
        return TokenStreams(
            title_words=_join(plain_words(head)),
            body_words=_join(plain_words(text)),
            title_bigrams=_join(bigrams(head)),
            body_bigrams=_join(bigrams(text)),
            phone=_join(_suffixes(numbers)),
        )
    in_title, in_body = analyse(head), analyse(text)
    return TokenStreams(
        title_words=_join(words(in_title)),
        title_readings=_join(reading_shingles(in_title)),
        title_bigrams=_join(bigrams(head)),
        body_words=_join(words(in_body)),
        body_readings=_join(reading_shingles(in_body)),
        body_bigrams=_join(bigrams(text)),
        phone=_join(_suffixes(numbers)),
    )


def is_japanese(locale: str) -> bool:
    """Whether documents and queries of a locale are analysed as Japanese."""
    return locale.lower().split("-")[0] == "ja"


def plain_words(text: str) -> list[str]:
    """A normalised text → words between spaces and punctuation, accents folded."""
    return [token for word in _PLAIN_WORD.findall(text) if (token := word_token(word))]


def phone_digits(number: str) -> str:
    """A number in any notation → its digits as dialled inside Japan (``+81 467`` → ``0467``)."""
    digits = "".join(filter(str.isdecimal, number))
    return f"0{digits[2:].removeprefix('0')}" if number.lstrip().startswith("+81") else digits


def _suffixes(texts: Iterable[str]) -> list[str]:
    found: dict[str, None] = {}
    for text in texts:
        for number in _NUMBER.findall(text):
            digits = phone_digits(number)
            for start in range(len(digits) - SHORTEST_PHONE + 1):
                found[digits[start:]] = None
    return list(found)


def _join(tokens: Iterable[str]) -> str:
    return " ".join(tokens)
