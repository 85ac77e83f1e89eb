"""Morphemes of Japanese text by SudachiPy, and the token streams made of them.

The dictionary is opened once per process and shared; every thread has a tokenizer of its own.
"""

import re
import threading
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from sudachipy import Dictionary, Morpheme, Tokenizer

from japanese.text import (
    fold_reading,
    is_katakana,
    is_token_char,
    katakana_to_hiragana,
    normal_text,
    strip_accents,
)

__all__ = [
    "LONGEST_SHINGLE",
    "Unit",
    "Word",
    "analyse",
    "bigrams",
    "configure",
    "phrase_tokens",
    "reading_shingles",
    "units",
    "word_token",
    "words",
]

LONGEST_SHINGLE: Final = 4
Edition = Literal["core", "small", "full"]

# Sudachi refuses more than 49,149 bytes at once; one character has at most four.
_LONGEST_PIECE = 10_000
_SENTENCE_END = re.compile(r"(?<=[。！？!?\n])")

_LIGHT_POS = frozenset({"助詞", "助動詞", "補助記号", "記号", "空白", "接続詞", "連体詞"})
_LIGHT_VERBS = {
    "為る",
    "有る",
    "居る",
    "成る",
    "出来る",
    "下さる",
    "頂く",
    "貰う",
    "呉れる",
    "置く",
    "言う",
}
_FORMAL_NOUNS = {"御", "事", "物", "為", "様", "所", "方", "訳", "筈", "時"}
_PRONOUNS = {"此れ", "其れ", "其処", "此処", "何", "何処", "誰", "如何", "何れ"}
_LIGHT_WORDS = frozenset(_LIGHT_VERBS | _FORMAL_NOUNS | _PRONOUNS | {"良い", "欲しい"})
# Names of Kamakura that the dictionary reads as a place or family of the same spelling elsewhere.
_LOCAL_READINGS = {"大船": "おおふな", "深沢": "ふかさわ"}
_NEGATIONS = frozenset({"ない", "無い", "ず", "ぬ"})


@dataclass(frozen=True, slots=True)
class Unit:
    """A short unit (Sudachi mode A) of a normalised text.

    ``begin``/``end`` are character positions in that text, ``token`` the normalised form as it is
    stored (may be empty for punctuation), ``reading`` hiragana as spoken (not folded), ``known``
    whether the dictionary has it.
    """

    surface: str
    begin: int
    end: int
    token: str
    reading: str
    pos: tuple[str, ...]
    known: bool = True

    @property
    def is_separator(self) -> bool:
        """Punctuation and space: no phrase and no reading runs across it."""
        return not any(map(is_token_char, self.surface))

    @property
    def is_particle(self) -> bool:
        """A particle (助詞)."""
        return self.pos[0] == "助詞"

    @property
    def is_negation(self) -> bool:
        """ない, ず, ん after a verb, and 無い."""
        return self.token in _NEGATIONS and self.pos[0] in {"助動詞", "形容詞"}

    @property
    def is_affix(self) -> bool:
        """A suffix (接尾辞: 者, 歳, さん) or a prefix (接頭辞: 新, 第)."""
        return self.pos[0] in {"接尾辞", "接頭辞"}

    @property
    def is_content(self) -> bool:
        """Whether the unit says something by itself (no particle, auxiliary, light verb, mark)."""
        return (
            bool(self.token)
            and self.pos[0] not in _LIGHT_POS
            and (self.token not in _LIGHT_WORDS or self.pos[0] == "接尾辞")
            and not self.is_negation
        )


@dataclass(frozen=True, slots=True)
class Word:
    """A long unit (Sudachi mode C) and the short units it is made of (one or more)."""

    whole: Unit
    parts: tuple[Unit, ...]


class _Shelf:
    """The one open dictionary, and each thread's tokenizer on it."""

    def __init__(self) -> None:
        self.edition: Edition = "core"
        self._dictionary: Dictionary | None = None
        self._lock = threading.Lock()
        self._local = threading.local()

    def choose(self, edition: Edition) -> None:
        """Use another dictionary from now on; it is opened when it is first needed."""
        with self._lock:
            if edition != self.edition:
                self.edition = edition
                self._dictionary = None
                self._local = threading.local()
                _analyse_short.cache_clear()

    def tokenizer(self) -> Tokenizer:
        """This thread's tokenizer."""
        tokenizer: Tokenizer | None = getattr(self._local, "tokenizer", None)
        if tokenizer is None:
            with self._lock:
                if self._dictionary is None:
                    self._dictionary = Dictionary(dict=self.edition)
                tokenizer = self._dictionary.tokenizer("C")
                self._local.tokenizer = tokenizer
        return tokenizer


_shelf = _Shelf()


def configure(dictionary: Edition = "core") -> None:
    """Choose the dictionary edition; the package ``sudachidict_<edition>`` must be installed.

    Documents analysed with another edition have to be analysed anew.
    """
    _shelf.choose(dictionary)


def analyse(text: str) -> tuple[Word, ...]:
    """A normalised text → its words in order; any string works, of any length."""
    if len(text) <= 200:
        return _analyse_short(text)
    return tuple(word for begin, piece in _pieces(text) for word in _tokenize(piece, begin))


@lru_cache(maxsize=512)
def _analyse_short(text: str) -> tuple[Word, ...]:
    return tuple(_tokenize(text, 0))


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """Sentences with their start, none longer than Sudachi takes."""
    begin = 0
    for sentence in _SENTENCE_END.split(text):
        for cut in range(0, len(sentence), _LONGEST_PIECE):
            yield begin + cut, sentence[cut : cut + _LONGEST_PIECE]
        begin += len(sentence)


def _tokenize(text: str, offset: int) -> Iterator[Word]:
    for morpheme in _shelf.tokenizer().tokenize(text):
        whole = _unit(morpheme, offset)
        # add_single=True panics on words of one unit (SudachiPy 0.7.0).
        parts = tuple(_unit(part, offset) for part in morpheme.split("A", add_single=False))
        yield Word(whole, parts or (whole,))


def _unit(morpheme: Morpheme, offset: int) -> Unit:
    surface = morpheme.surface()
    return Unit(
        surface=surface,
        begin=morpheme.begin() + offset,
        end=morpheme.end() + offset,
        token=_token_of(surface, morpheme.normalized_form(), morpheme.is_oov()),
        reading=_reading_of(surface, morpheme.reading_form()),
        pos=morpheme.part_of_speech(),
        known=not morpheme.is_oov(),
    )


@lru_cache(maxsize=4096)
def _token_of(surface: str, normal: str, unknown: bool) -> str:
    """The stored form; Latin words keep their letters (Sudachi turns ``english`` into kana)."""
    if surface.isascii():
        return word_token(surface)
    token = word_token(normal)
    if unknown and len(token) > 3 and is_katakana(token):
        return token.removesuffix("ー")
    return token


@lru_cache(maxsize=4096)
def _reading_of(surface: str, reading: str) -> str:
    """Hiragana; the surface where the dictionary knows no reading, nothing for punctuation."""
    if not any(map(is_token_char, surface)):
        return ""
    if surface in _LOCAL_READINGS:
        return _LOCAL_READINGS[surface]
    kana = katakana_to_hiragana(reading)
    known = all("ぁ" <= char <= "ゖ" or char == "ー" for char in kana)
    return kana if known and kana else katakana_to_hiragana(word_token(surface))


@lru_cache(maxsize=16_384)
def word_token(form: str) -> str:
    """A word → the token both engines store: lower case, no accents, letters and digits only."""
    return "".join(filter(is_token_char, strip_accents(normal_text(form))))


def units(text: str) -> tuple[Unit, ...]:
    """A normalised text → its short units in order."""
    return tuple(part for word in analyse(text) for part in word.parts)


def phrase_tokens(parts: Iterable[Unit]) -> tuple[str, ...]:
    """Short units → the tokens that a phrase is matched on.

    Particles, auxiliaries and light verbs are left out and every negation is ``無い``, so that
    学校に行けない and 学校行かない are one phrase.
    """
    return tuple(
        "無い" if part.is_negation else part.token
        for part in parts
        if part.is_content or part.is_negation
    )


def words(found: Sequence[Word]) -> list[str]:
    """Analysed words → tokens of their short units in order, then those of the compounds."""
    short = phrase_tokens(part for word in found for part in word.parts)
    compounds = (word.whole.token for word in found if len(word.parts) > 1)
    return [*short, *dict.fromkeys(filter(None, compounds))]


def reading_shingles(found: Sequence[Word], longest: int = LONGEST_SHINGLE) -> list[str]:
    """Analysed words → folded readings of 1–``longest`` short units, from each content unit on.

    None runs across punctuation, none of several units ends in a particle; each appears once.
    """
    run = [part for word in found for part in word.parts]
    shingles: dict[str, None] = {}
    for start, first in enumerate(run):
        if not (first.is_content or first.is_negation or first.is_affix):
            continue
        spoken = ""
        for unit in run[start : start + longest]:
            if unit.is_separator:
                break
            spoken += unit.reading
            if not unit.is_particle:
                shingles[fold_reading(spoken)] = None
    shingles.pop("", None)
    return list(shingles)


def bigrams(text: str) -> list[str]:
    """A normalised text → pairs of neighbouring characters, kana folded, ``ー`` dropped.

    The last character of every run follows alone, so that a prefix of one character finds each.
    """
    folded = katakana_to_hiragana(strip_accents(text)).replace("ゖ", "が")
    pairs: list[str] = []
    run = ""
    for char in f"{folded} ":
        if char == "ー":
            continue
        if is_token_char(char):
            run += char
        elif run:
            pairs += [run[at : at + 2] for at in range(len(run))]
            run = ""
    return pairs
