"""A page as its HTML says it: elements with their attributes, text, and where its links lead."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin, urlsplit

from django.test import Client

VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"]
)
UNSEEN = frozenset({"script", "style", "template", "head", "rt", "rp"})


@dataclass
class Element:
    tag: str
    attrs: dict[str, str]
    texts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join("".join(self.texts).split())


class Reader(HTMLParser):
    """Every element in order; each holds the text inside it, readings left out."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[Element] = []
        self.seen = Element("page", {})
        self.open: list[Element] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.elements.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        for depth in range(len(self.open) - 1, -1, -1):
            if self.open[depth].tag == tag:
                del self.open[depth:]
                return

    def handle_data(self, data: str) -> None:
        tags = {element.tag for element in self.open}
        if not tags & (UNSEEN - {"head"}):
            for element in self.open:
                element.texts.append(data)
        if not tags & UNSEEN:
            self.seen.texts.append(data)


@dataclass
class Read:
    """One answer: its status, headers and HTML."""

    path: str
    status: int
    headers: dict[str, str]
    cookies: list[str]
    html: str

    @cached_property
    def _reader(self) -> Reader:
        reader = Reader()
        reader.feed(self.html)
        return reader

    @property
    def text(self) -> str:
        """What a reader sees, spaces joined."""
        return self._reader.seen.text

    def all(self, tag: str, **attrs: str) -> list[Element]:
        """The elements of a tag ("*": any) whose attributes have these values."""
        return [
            element
            for element in self._reader.elements
            if tag in ("*", element.tag)
            and all(element.attrs.get(name) == value for name, value in attrs.items())
        ]

    def having(self, name: str, tag: str = "*") -> list[str]:
        """The values of one attribute in order."""
        return [found.attrs[name] for found in self.all(tag) if name in found.attrs]

    @property
    def inner_links(self) -> list[str]:
        """Addresses on this site, with query, without fragment; in order, each once."""
        links = (urldefrag(urljoin(self.path, href)).url for href in self.having("href", "a"))
        return list(dict.fromkeys(link for link in links if link.startswith("/")))

    @property
    def asked_for(self) -> list[str]:
        """What the browser fetches by itself for this page."""
        sheets = [e.attrs["href"] for e in self.all("link") if "stylesheet" in e.attrs["rel"]]
        icons = [e.attrs["href"] for e in self.all("link") if "icon" in e.attrs["rel"]]
        return sheets + icons + self.having("src")


def read(client: Client, path: str) -> Read:
    """The answer to a GET, redirects not followed; of a file in cp932 what is ASCII."""
    answer = client.get(path)
    body = b"".join(answer) if answer.streaming else answer.content
    is_text = not answer.headers.get("Content-Type", "").startswith(("image/", "font/"))
    return Read(
        path=path,
        status=answer.status_code,
        headers=dict(answer.headers),
        cookies=list(answer.cookies),
        html=body.decode(errors="replace") if is_text else "",
    )


def path_of(address: str) -> str:
    """The path of an address, without host and query."""
    return urlsplit(address).path
