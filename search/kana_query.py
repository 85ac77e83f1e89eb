"""Groups of a chunk in hiragana only, where the analyser's word borders cannot be trusted.

にんちしょう is cut into に/ん/ち/しょう, so a chunk is first of all one sound. A longer one is also
read as pieces between particles when the analyser's cut looks sound.
"""

from dataclasses import dataclass
from typing import Final

from japanese.tokens import Unit, phrase_tokens, units
from search.leaves import Draft

__all__ = ["KanaPiece", "add_sound", "kana_pieces"]

_SHORTEST_SENTENCE: Final = 6
_SHORTEST_WORD: Final = 3
_LONG_WORD: Final = 4
_NEVER_FIRST = frozenset({"助詞", "助動詞", "接続詞", "接尾辞"})


@dataclass(frozen=True, slots=True)
class KanaPiece:
    """A part of a hiragana chunk that is looked for by itself, and its tokens for concepts."""

    draft: Draft
    tokens: tuple[str, ...]


def kana_pieces(text: str) -> list[KanaPiece]:
    """A hiragana chunk → its pieces; finding the whole chunk is finding every piece."""
    parts = units(text)
    runs = _runs(parts) if len(text) >= _SHORTEST_SENTENCE else []
    pieces = [_piece(run) for run in runs] if len(runs) > 1 else [_whole(text, parts)]
    if len(pieces) > 1:
        for piece in pieces:
            piece.draft.add_reading(text)
            piece.draft.add_substring(text)
    return pieces


def _whole(text: str, parts: tuple[Unit, ...]) -> KanaPiece:
    draft = Draft(text, weak=not any(part.is_content for part in parts))
    if not draft.weak:
        draft.may_be_misspelt(text, known=len(parts) == 1 and parts[0].known)
    add_sound(draft, text, prefix=True)
    _add_only_word(draft, parts)
    return KanaPiece(draft, phrase_tokens(parts))


def _piece(run: list[Unit]) -> KanaPiece:
    text = "".join(part.surface for part in run)
    draft = Draft(text)
    add_sound(draft, text, prefix=False)
    if run[1:]:
        draft.add_reading(_stem(run))
    else:
        draft.may_be_misspelt(text, known=run[0].known)
    _add_only_word(draft, tuple(run))
    return KanaPiece(draft, phrase_tokens(run))


def _stem(run: list[Unit]) -> str:
    """The sound of the content units: つくり of つくりたい."""
    return "".join(part.reading for part in run if part.is_content)


def add_sound(draft: Draft, text: str, *, prefix: bool) -> None:
    """Look for hiragana by its sound, whole and in parts, and as written."""
    draft.add_reading(text, prefix=prefix)
    if len(text) >= _LONG_WORD:
        draft.add_sounds_within(text)
    draft.add_substring(text)


def _add_only_word(draft: Draft, parts: tuple[Unit, ...]) -> None:
    """The dictionary's word, where there is exactly one: しょうがい is 障害."""
    content = [part for part in parts if part.is_content]
    if len(content) == 1 and len(content[0].surface) >= _SHORTEST_WORD:
        draft.add_word(content[0].token)


def _runs(parts: tuple[Unit, ...]) -> list[list[Unit]]:
    """The units between particles; empty where the cut looks wrong."""
    if not parts or parts[0].pos[0] in _NEVER_FIRST:
        return []
    runs: list[list[Unit]] = [[]]
    for part in parts:
        if part.is_particle:
            runs.append([])
        else:
            runs[-1].append(part)
    spoken = [run for run in runs if any(part.is_content for part in run)]
    return spoken if all(map(_is_plausible, spoken)) else []


def _is_plausible(run: list[Unit]) -> bool:
    return sum(len(part.surface) for part in run) > 1 and all(
        len(part.surface) > 1 for part in run if part.is_content
    )
