"""Romaji as people type it (Hepburn, Kunrei, keyboard spellings) → hiragana."""

import re

_VOWELS = "aiueo"
ROWS = {
    "": "あいうえお",
    "k": "かきくけこ",
    "s": "さしすせそ",
    "t": "たちつてと",
    "n": "なにぬねの",
    "h": "はひふへほ",
    "m": "まみむめも",
    "r": "らりるれろ",
    "g": "がぎぐげご",
    "z": "ざじずぜぞ",
    "d": "だぢづでど",
    "b": "ばびぶべぼ",
    "p": "ぱぴぷぺぽ",
}
"""The kana that each consonant makes with a, i, u, e and o."""
_GLIDES = {
    "ky": "き",
    "sy": "し",
    "sh": "し",
    "ty": "ち",
    "ch": "ち",
    "cy": "ち",
    "ny": "に",
    "hy": "ひ",
    "my": "み",
    "ry": "り",
    "gy": "ぎ",
    "zy": "じ",
    "jy": "じ",
    "j": "じ",
    "dy": "ぢ",
    "by": "び",
    "py": "ぴ",
}
_SMALL = {"a": "ゃ", "u": "ゅ", "e": "ぇ", "o": "ょ"}
_SINGLE = {
    "ya": "や",
    "yu": "ゆ",
    "yo": "よ",
    "wa": "わ",
    "wi": "うぃ",
    "we": "うぇ",
    "wo": "を",
    "shi": "し",
    "chi": "ち",
    "tsu": "つ",
    "tsa": "つぁ",
    "tso": "つぉ",
    "ji": "じ",
    "fu": "ふ",
    "fa": "ふぁ",
    "fi": "ふぃ",
    "fe": "ふぇ",
    "fo": "ふぉ",
    "va": "ゔぁ",
    "vi": "ゔぃ",
    "vu": "ゔ",
    "ve": "ゔぇ",
    "vo": "ゔぉ",
    "thi": "てぃ",
    "dhi": "でぃ",
    "n": "ん",
    "n'": "ん",
    "-": "ー",
}
_MACRONS = str.maketrans(
    {"ā": "aa", "ī": "ii", "ū": "uu", "ē": "ee", "ō": "ou"}
    | {"â": "aa", "î": "ii", "û": "uu", "ê": "ee", "ô": "ou"}
)
_LONG_OH = re.compile("oh(?=[bcdfgjkmnprstwyz]|$)")
_DOUBLE = re.compile(r"([bcdfghjkmpqrstwyz])(?=\1)|t(?=ch)")
_SYLLABIC_M = re.compile("m(?=[bpm])")
_DOUBLE_N = re.compile("nn(?![aiueoy])")


def _syllables() -> dict[str, str]:
    table = dict(_SINGLE)
    for consonant, row in ROWS.items():
        table |= {consonant + vowel: kana for vowel, kana in zip(_VOWELS, row, strict=True)}
    for glide, kana in _GLIDES.items():
        table |= {glide + vowel: kana + small for vowel, small in _SMALL.items()}
    return table


_SYLLABLES = _syllables()
_LONGEST = max(map(len, _SYLLABLES))


def to_hiragana(text: str) -> str | None:
    """Lower-case romaji → hiragana; ``None`` where some letter cannot be read as Japanese."""
    letters = _LONG_OH.sub("ou", text.lower().translate(_MACRONS))
    letters = _SYLLABIC_M.sub("n", letters)
    letters = _DOUBLE_N.sub("n", letters)
    letters = _DOUBLE.sub("っ", letters)
    kana: list[str] = []
    position = 0
    while position < len(letters):
        step = _step(letters, position)
        if step is None:
            return None
        syllable, length = step
        kana.append(syllable)
        position += length
    return "".join(kana) or None


def _step(letters: str, position: int) -> tuple[str, int] | None:
    """The longest syllable that starts at ``position`` and its length in letters."""
    if letters[position] == "っ":
        return "っ", 1
    for length in range(min(_LONGEST, len(letters) - position), 0, -1):
        syllable = _SYLLABLES.get(letters[position : position + length])
        if syllable is not None:
            return syllable, length
    return None
