"""Words of somebody else's calendar as plain text: no HTML, no control characters, not too long."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Final

_TAG: Final = re.compile(r"<[a-zA-Z/!?]|&[a-zA-Z#][a-zA-Z0-9]*;")
_BREAKS: Final = frozenset({"br", "p", "div", "li", "ul", "ol", "tr", "h1", "h2", "h3", "h4"})
_UNSEEN: Final = frozenset({"script", "style", "title", "template"})
_CONTROL: Final = re.compile(
    "[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
"""Control characters, marks that turn the direction of writing, and halves of characters."""
_LINE_ENDS: Final = re.compile("\r\n|[\r\x85\u2028\u2029]")


class _Reader(HTMLParser):
    """Gathers the text of HTML."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._unseen += tag in _UNSEEN
        if tag in _BREAKS:
            self.found.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._unseen = max(0, self._unseen - (tag in _UNSEEN))
        if tag in _BREAKS:
            self.found.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.found.append(data)


def plain_text(text: str, most: int) -> str:
    """At most `most` characters; paragraphs keep their line ends, spaces are single."""
    text = _LINE_ENDS.sub("\n", text[: most * 10])
    if _TAG.search(text):
        reader = _Reader()
        reader.feed(text)
        reader.close()
        text = "".join(reader.found)
    lines = [" ".join(line.split()) for line in _CONTROL.sub("", text).split("\n")]
    return re.sub("\n{3,}", "\n\n", "\n".join(lines)).strip()[:most].rstrip()


def one_line(text: str, most: int) -> str:
    """As `plain_text`, in one line."""
    return " ".join(plain_text(text, most * 2).split())[:most].rstrip()
