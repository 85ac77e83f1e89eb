"""Tokens with a place in them, to look ahead and step back."""

from collections.abc import Sequence

from japanese.schedule.kinds import Kind
from japanese.schedule.tokens import Token


class Stream:
    """A walk through tokens; `place` may be kept and set back."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self._tokens = tokens
        self.place = 0

    def peek(self, ahead: int = 0) -> Token | None:
        """The token `ahead` of the next one (negative: behind), None outside the phrase."""
        place = self.place + ahead
        return self._tokens[place] if 0 <= place < len(self._tokens) else None

    def next_is(self, *kinds: Kind) -> bool:
        token = self.peek()
        return token is not None and token.kind in kinds

    def take(self, *kinds: Kind) -> Token | None:
        """The next token, if it is of one of these kinds."""
        token = self.peek()
        if token is None or token.kind not in kinds:
            return None
        self.place += 1
        return token

    def take_bare_or_bracketed(self, kind: Kind) -> Token | None:
        """The next token, if it is of this kind, alone or in brackets of its own: 土曜, (土)."""
        place = self.place
        bracketed = self.take(Kind.OPEN) is not None
        token = self.take(kind)
        if token is None or (bracketed and self.take(Kind.CLOSE) is None):
            self.place = place
            return None
        return token

    def take_bracketed(self, kind: Kind) -> Token | None:
        """The next token, if it is of this kind and stands in brackets of its own."""
        place = self.place
        token = self.take(kind) if self.take(Kind.OPEN) else None
        if token is None or self.take(Kind.CLOSE) is None:
            self.place = place
            return None
        return token

    def skip(self, *kinds: Kind) -> None:
        while self.take(*kinds):
            pass
