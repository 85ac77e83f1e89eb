"""Groups of a query in Japanese: chunks by script, words, readings, concepts."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from japanese.text import (
    fold_reading,
    is_hiragana,
    is_katakana,
    is_latin,
    normal_text,
    romaji_to_hiragana,
)
from japanese.tokens import LONGEST_SHINGLE, Unit, Word, analyse, phrase_tokens, units, word_token
from search.analysis import SHORTEST_PHONE, phone_digits
from search.concepts import LIGHT_ENGLISH, Concepts, Phrase, concept_leaves
from search.kana_query import add_sound, kana_pieces
from search.kana_words import KanaWords
from search.leaves import MOST_ADDED, PART, PHONE, WORD, Draft, Group, Leaf, Match

__all__ = ["japanese_groups"]

_CHUNK = re.compile(
    r"(?P<phone>(?:\+81|0)[0-9()\s.・-]{4,}[0-9]|[0-9]+(?:[()\s.・-]+[0-9]+)+(?![^\W_])|(?<!\w)[0-9]{3,}(?!\w))"
    r"|(?P<latin>[a-zāīūēōâîûêô]+(?:'[a-z]+)*(?![^\W_]))"
    r"|(?P<rest>[^\W_]+)"
)
# Words of nearly every document here: they say less than what stands beside them.
_COMMON = frozenset(
    {"介護", "家族", "相談", "支援", "サービス", "福祉", "生活", "仕事", "かね", "金"}
    | {"人", "親", "子供", "子", "者", "自分", "会", "日", "地域", "利用", "案内", "情報"}
)
_HALF_TYPED = re.compile("(?P<kana>[ぁ-ゖー]{2,})[a-z]{1,2}")


@dataclass(frozen=True, slots=True)
class _Place:
    """One token of the query in order, and the group it belongs to (none for a dropped word)."""

    token: str
    draft: Draft | None


def japanese_groups(text: str, concepts: Concepts, areas: frozenset[str]) -> list[Group]:
    """A normalised query → its groups in the order of the text.

    ``areas`` are normalised area names: where a thing is counts the same wherever it is written.
    Chunks that are no more than particles and light words matter only when there is nothing else.
    """
    drafts: list[Draft] = []
    places: list[_Place] = []
    chunks: list[int] = []
    for chunk in _CHUNK.finditer(text):
        found, where = _read_chunk(chunk, concepts.kana_words)
        drafts += found
        places += where
        chunks += [chunk.start()] * len(where)
    for draft in drafts:
        if draft.text in areas and len(drafts) > 1:
            draft.forget_titles()
    _weigh(drafts)
    _add_concepts(places, chunks, drafts, concepts)
    strong = [draft for draft in drafts if not draft.weak]
    return [draft.group() for draft in strong or drafts]


def _weigh(drafts: list[Draft]) -> None:
    """Words that say little count less beside one that says more."""
    if any(not draft.weak and not draft.is_common for draft in drafts):
        for draft in drafts:
            if draft.is_common:
                draft.count_half()


def _read_chunk(chunk: re.Match[str], kana_words: KanaWords) -> tuple[list[Draft], list[_Place]]:
    text = chunk.group()
    if chunk.lastgroup == "phone":
        return [_phone(text)], []
    if chunk.lastgroup == "latin":
        return _latin(text, kana_words)
    half_typed = _HALF_TYPED.fullmatch(text)
    if half_typed or is_hiragana(text):
        return _kana(half_typed["kana"] if half_typed else text, kana_words)
    return _words(text)


def _phone(text: str) -> Draft:
    """A number is no word: who types one wants what answers it, before all else."""
    draft = Draft(text)
    digits = phone_digits(text)
    if len(digits) >= SHORTEST_PHONE:
        draft.leaves.append(Leaf("phone", (digits,), Match.EXACT, 4 * PHONE, "phone"))
        draft.leaves.append(Leaf("phone", (digits,), Match.PREFIX, PHONE, "phone"))
    draft.add_phrase(tuple(re.findall("[0-9]+", text)), WORD, "word")
    return draft


def _latin(text: str, kana_words: KanaWords) -> tuple[list[Draft], list[_Place]]:
    """A word in Latin letters: as it is, and as Japanese where its letters can be read so."""
    word = word_token(text)
    if word in LIGHT_ENGLISH:
        draft = Draft(text, weak=True)
        draft.add_word(word)
        return [draft], []
    kana = romaji_to_hiragana(text) or ""
    spelled = _spelled(kana, kana_words)
    if spelled:
        drafts, places = spelled
        for draft in drafts:
            draft.add_word(word)
        return drafts, places
    draft = Draft(text)
    draft.add_word(word)
    parts = units(kana or text)
    draft.weak = bool(kana) and not any(part.is_content for part in parts)
    if kana:
        add_sound(draft, kana, prefix=True)
    if draft.weak:
        return [draft], [_Place(token, draft) for token in phrase_tokens(parts)]
    draft.may_be_misspelt(kana or word, known=len(parts) == 1 and parts[0].known)
    return [draft], [_Place(word, draft)]


def _kana(text: str, kana_words: KanaWords) -> tuple[list[Draft], list[_Place]]:
    spelled = _spelled(text, kana_words)
    if spelled:
        return spelled
    pieces = kana_pieces(text)
    places = [_Place(token, piece.draft) for piece in pieces for token in piece.tokens]
    return [piece.draft for piece in pieces], places


def _spelled(kana: str, kana_words: KanaWords) -> tuple[list[Draft], list[_Place]] | None:
    """Kana read as it would be written; None where too little of it is known."""
    pieces = kana_words.pieces(kana)
    known = [piece for piece in pieces if piece.written]
    if 2 * sum(len(piece.kana) for piece in known) < len(kana) or not known:
        return None
    written = "".join(piece.written or piece.kana for piece in pieces)
    drafts, places = _words(normal_text(written))
    for draft in drafts:
        draft.sound = ""
        draft.add_reading(kana)
        draft.add_substring(kana)
        for piece in known:
            plain = normal_text(piece.written)
            if draft.text in plain or plain in draft.text:
                add_sound(draft, piece.kana, prefix=len(pieces) == 1)
    return drafts, places


def _words(text: str) -> tuple[list[Draft], list[_Place]]:
    """A chunk with kanji or katakana: a group for each word that says something."""
    found = analyse(text)
    drafts: list[Draft] = []
    places: list[_Place] = []
    telling = any(map(_forms_group, found))
    for word in found:
        draft = _word(word) if _forms_group(word) or not telling else None
        if draft:
            draft.weak = not telling
            drafts.append(draft)
        places += [_Place(token, draft) for token in phrase_tokens(word.parts)]
    for draft in drafts:
        _add_whole_chunk(draft, text, found)
    _doubt(found, drafts)
    return drafts, places


def _doubt(found: tuple[Word, ...], drafts: list[Draft]) -> None:
    """Words in kana may be misspelt; of those that stand side by side, none is sure of itself."""
    by_text = {draft.text: draft for draft in drafts}
    for is_kana, some in groupby(found, key=lambda word: _is_kana(word.whole.surface)):
        run = list(some) if is_kana else []
        for word in run:
            draft = by_text.get(word.whole.surface)
            if draft:
                draft.may_be_misspelt(word.whole.reading, known=len(run) == 1 and word.whole.known)


def _is_kana(surface: str) -> bool:
    return is_katakana(surface) or is_hiragana(surface)


def _forms_group(word: Word) -> bool:
    whole = word.whole
    return whole.is_content and not whole.is_affix


def _word(word: Word) -> Draft:
    whole = word.whole
    draft = Draft(whole.surface)
    draft.is_common = whole.token in _COMMON
    if whole.token:
        draft.add_word(whole.token)
    if len(word.parts) > 1:
        tokens = phrase_tokens(word.parts)
        draft.add_phrase(tokens, WORD, "word")
        for part in word.parts:
            if part.token and not part.is_affix:
                draft.add("words", [part.token], Match.EXACT, PART, "word")
    if len(whole.reading) > 2:
        draft.add_reading(whole.reading)
    if len(whole.reading) > 3 and is_hiragana(whole.token[-1:]):
        draft.add_stem(whole.reading)
    draft.add_substring(whole.surface)
    return draft


def _add_whole_chunk(draft: Draft, text: str, found: tuple[Word, ...]) -> None:
    """Finding the chunk as it stands, in sound or in writing, is finding each of its words."""
    if len(found) < 2:
        return
    parts = [part for word in found for part in word.parts]
    if len(parts) <= LONGEST_SHINGLE:
        draft.add_reading(_spoken(parts))
    draft.add_substring(text)


def _spoken(parts: list[Unit]) -> str:
    return "".join(part.reading for part in parts)


def _add_concepts(
    places: list[_Place], chunks: list[int], drafts: list[Draft], concepts: Concepts
) -> None:
    for where, phrase, line in concepts.within([place.token for place in places], chunks):
        for draft in dict.fromkeys(draft for at in where if (draft := places[at].draft)):
            _add_others(draft, concepts, phrase, line)
    for draft in drafts:
        for phrase, line in _read_alike(draft.text, concepts):
            _add_others(draft, concepts, phrase, line)


def _read_alike(text: str, concepts: Concepts) -> Iterator[tuple[Phrase, int]]:
    """Concepts whose reading is a chunk in hiragana or romaji."""
    kana = text if is_hiragana(text) else romaji_to_hiragana(text) if is_latin(text) else None
    if kana:
        yield from concepts.read_as(fold_reading(kana))


def _add_others(draft: Draft, concepts: Concepts, phrase: Phrase, line: int) -> None:
    draft.leaves += concepts.leaves(phrase, line)
    draft.leaves += concept_leaves(phrase.tokens)
    others = concepts.lines[line]
    draft.added |= dict.fromkeys(
        other.text for other in others[: MOST_ADDED + 1] if other.tokens != phrase.tokens
    )
