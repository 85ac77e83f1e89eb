"""Normal forms of written Japanese: widths, dashes, kana, long vowels, romaji.

Everything here is a pure function of its argument; nothing needs a dictionary.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from japanese.romaji import to_hiragana

__all__ = [
    "DASHES",
    "OLD_KANJI",
    "Normalised",
    "fold_reading",
    "folded_places",
    "is_hiragana",
    "is_kanji",
    "is_katakana",
    "is_latin",
    "is_token_char",
    "katakana_to_hiragana",
    "normal_text",
    "normalise",
    "plain_width",
    "romaji_to_hiragana",
    "strip_accents",
]

DASHES = frozenset("-‐‑‒–—―−⁃﹘﹣－─━╌╍")
_DROPPED = re.compile(
    "[\0\u00ad\u200b-\u200f\u2060\ufeff\ud800-\udfff\ufe00-\ufe0f\U000e0100-\U000e01ef]"
)
"""NUL, invisible marks, lone surrogates, variation selectors."""
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_CLUSTER = re.compile("[\\s\\S][\u0300-\u036f\u3099\u309a\uff9e\uff9f]*")
_LONG_MARK_AS_DASH = re.compile("(?<=[0-9])ー(?=[0-9])")
_DASH_AS_LONG_MARK = re.compile("(?<=[ァ-ヺー])-(?![0-9a-z])")
_PLACE_GA = re.compile("(?<=[一-鿿々])[ガケ](?=[一-鿿])")
OLD_KANJI = str.maketrans("髙﨑邉邊濵濱澤齋齊嶋籠", "高崎辺辺浜浜沢斎斉島篭")
_KATAKANA_TO_HIRAGANA = {code: code - 0x60 for code in range(0x30A1, 0x30F7)}
_PLAIN_SOUNDS = str.maketrans("ぢづゐゑをヶヵゖゕ", "じずいえおがががか")
_DOUBLED = {
    "う": "うくすつぬふむゆるぐずぶぷぅゅゔ",
    "お": "おこそとのほもよろごぞどぼぽぉょ",
}
_ROW_OF = {kana: vowel for vowel, row in _DOUBLED.items() for kana in row}


@dataclass(frozen=True, slots=True)
class Normalised:
    """A normalised text and, for each of its characters, where it came from.

    ``offsets[i]`` is the index in the original text of the character behind ``text[i]``; one
    more entry stands at the end with the length of the original, so that the slice
    ``original[offsets[a]:offsets[b]]`` is what ``text[a:b]`` was written as.
    """

    text: str
    offsets: tuple[int, ...]


def normalise(text: str) -> Normalised:
    """Any string → one spelling for widths, dashes and case, with the way back.

    NFKC, lower case, every dash as ``-``, ``ー`` between digits as ``-``, a dash after katakana
    as ``ー``; NUL, lone surrogates, variation selectors and other invisible marks are dropped,
    other control characters become a space.
    """
    pieces: list[str] = []
    offsets: list[int] = []
    for match in _CLUSTER.finditer(text):
        folded = _fold_cluster(match.group())
        pieces.append(folded)
        offsets.extend([match.start()] * len(folded))
    offsets.append(len(text))
    return Normalised(_one_spelling("".join(pieces)), tuple(offsets))


def normal_text(text: str) -> str:
    """`normalise(text).text` in less time, for those who need no way back."""
    return _one_spelling("".join(map(_fold_cluster, _CLUSTER.findall(text))))


def _one_spelling(folded: str) -> str:
    """Each step replaces one character by one, so that offsets stay true."""
    text = folded.translate(OLD_KANJI)
    text = _LONG_MARK_AS_DASH.sub("-", text)
    text = _DASH_AS_LONG_MARK.sub("ー", text)
    return _PLACE_GA.sub("ヶ", text)


@lru_cache(maxsize=8192)
def _fold_cluster(cluster: str) -> str:
    """One base character with its combining marks → its normal form (may be empty or longer)."""
    folded = unicodedata.normalize("NFKC", cluster).lower()
    return "".join(map(_fold_character, folded))


def _fold_character(char: str) -> str:
    if char in DASHES:
        return "-"
    return _without_marks(char)


def plain_width(text: str) -> str:
    """NFKC for display: case, dashes and kanji stay; invisible marks go, control characters are spaces."""
    return _CONTROLS.sub(" ", unicodedata.normalize("NFKC", _DROPPED.sub("", text)))


def _without_marks(text: str) -> str:
    return _CONTROLS.sub(" ", _DROPPED.sub("", text))


@lru_cache(maxsize=8192)
def is_token_char(char: str) -> bool:
    """Whether a (normalised) character may stand in a token: letters, digits, kana, kanji."""
    return unicodedata.category(char)[0] in "LN"


def is_kanji(char: str) -> bool:
    """Whether one character is a Chinese character (or the repeat mark 々)."""
    return "一" <= char <= "鿿" or "㐀" <= char <= "䶿" or "𠀀" <= char <= "𱍊" or char == "々"


def is_hiragana(text: str) -> bool:
    """Whether a text is hiragana only (``ー`` allowed after the first character)."""
    return bool(text) and text[0] != "ー" and all("ぁ" <= c <= "ゖ" or c == "ー" for c in text)


def is_katakana(text: str) -> bool:
    """Whether a text is katakana only (``ー`` included)."""
    return bool(text) and all("ァ" <= char <= "ヺ" or char == "ー" for char in text)


def is_latin(text: str) -> bool:
    """Whether a text is made of unaccented Latin letters, apostrophes inside allowed."""
    return bool(text) and text.isascii() and text.replace("'", "").isalpha()


def katakana_to_hiragana(text: str) -> str:
    """Katakana → hiragana, one character for one; ``ー`` and everything else stay."""
    return text.translate(_KATAKANA_TO_HIRAGANA)


@lru_cache(maxsize=16_384)
def fold_reading(text: str) -> str:
    """Kana → the form in which readings are compared.

    Hiragana; long vowels are one vowel (``おお``/``おう`` → ``お``, ``うう`` → ``う``, ``ー``
    dropped), ``ぢ``/``づ``/``を`` sound like ``じ``/``ず``/``お``.
    """
    return folded_places(text)[0]


def folded_places(text: str) -> tuple[str, list[int]]:
    """`fold_reading`, and the place in the text of each character that it keeps."""
    plain = katakana_to_hiragana(text).translate(_PLAIN_SOUNDS)
    folded: list[str] = []
    places: list[int] = []
    for place, char in enumerate(plain):
        if char == "ー" or (folded and _lengthens(folded[-1], char)):
            continue
        folded.append(char)
        places.append(place)
    return "".join(folded), places


def _lengthens(before: str, char: str) -> bool:
    row = _ROW_OF.get(before)
    return row == char or (row == "お" and char == "う")


def strip_accents(text: str) -> str:
    """``café`` → ``cafe``; kana and everything outside the Latin script stay as they are."""
    if text.isascii():
        return text
    return "".join(map(_strip_accent, text))


@lru_cache(maxsize=1024)
def _strip_accent(char: str) -> str:
    if not ("\u00c0" <= char <= "\u024f" or "\u1e00" <= char <= "\u1eff"):
        return char
    decomposed = unicodedata.normalize("NFKD", char)
    return "".join(part for part in decomposed if not unicodedata.combining(part))


def romaji_to_hiragana(text: str) -> str | None:
    """Hepburn or Kunrei romaji → hiragana; ``None`` where the letters are no Japanese."""
    return to_hiragana(text)
