"""Reads a page as a screen reader does: each text with the language it is said in."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import NamedTuple

from cms.base.templatetags.text import JAPANESE

VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
UNSAID = {"script", "style", "template"}
SPOKEN = ("alt", "aria-label", "placeholder", "title")


class Element(NamedTuple):
    tag: str
    lang: str


class Speaker(HTMLParser):
    """Collects (language, element, text) of everything a page says."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[Element] = [Element("", "")]
        self.said: list[tuple[str, str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        lang = given.get("lang") or self.open[-1].lang
        for name in SPOKEN:
            if value := given.get(name):
                self.said.append((lang, f"{tag}[{name}]", value))
        if tag not in VOID:
            self.open.append(Element(tag, lang))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        while len(self.open) > 1 and self.open.pop().tag != tag:
            pass

    def handle_data(self, data: str) -> None:
        element = self.open[-1]
        if data.strip() and element.tag not in UNSAID:
            self.said.append((element.lang, element.tag, data.strip()))


def said(html: str) -> list[tuple[str, str, str]]:
    """(language, element, text) of each text and spoken attribute, in order."""
    speaker = Speaker()
    speaker.feed(html)
    return speaker.said


def japanese_called_other(html: str) -> list[str]:
    """Texts in Japanese script that are announced as another language."""
    return [
        f"{element}: {text}"
        for lang, element, text in said(html)
        if lang != "ja" and JAPANESE.search(text)
    ]
