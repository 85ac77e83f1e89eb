"""Furigana in a finished page: readings over the kanji of its text, nothing else touched."""

from __future__ import annotations

from functools import lru_cache
from html import escape, unescape
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any, NamedTuple

from cms.base.languages import lang_attribute, language_of
from japanese.ruby import annotate

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

SILENT = frozenset({"script", "style", "textarea", "select", "title", "svg", "ruby", "head"})
VOID = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "source",
        "track",
        "wbr",
        "path",
        "circle",
        "ellipse",
    ]
)
RUBY = (
    '<ruby>{}<rp aria-hidden="true">（</rp><rt aria-hidden="true">{}</rt>'
    '<rp aria-hidden="true">）</rp></ruby>'
)


@lru_cache(maxsize=8192)
def with_ruby(text: str) -> str:
    """HTML of a plain text with a reading over each run of kanji."""
    return "".join(
        escape(surface, quote=False)
        if reading is None
        else RUBY.format(escape(surface, quote=False), escape(reading, quote=False))
        for surface, reading in annotate(text)
    )


class Element(NamedTuple):
    """An element that is open: whether its text takes readings, and the one it names itself."""

    tag: str
    reads: bool
    reading: str | None = None


class RubyWriter(HTMLParser):
    """Writes a page again with furigana; text in other languages and in fields stays as it is.

    `data-reading` on an element is the reading of its whole text, where a single kanji has several
    (火 as a day of the week is か).
    """

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.written: list[str] = []
        self._pending: list[str] = []
        self._open: list[Element] = []

    def page(self, html: str) -> str:
        """The page with furigana."""
        self.feed(html)
        self.close()
        self._write_text()
        return "".join(self.written)

    def _reads(self) -> bool:
        return self._open[-1].reads if self._open else True

    def _write_text(self) -> None:
        text = "".join(self._pending)
        self._pending.clear()
        if not text:
            return
        if not self._reads():
            self.written.append(text)
        elif reading := self._open[-1].reading if self._open else None:
            self.written.append(RUBY.format(text, escape(reading, quote=False)))
        else:
            self.written.append(with_ruby(unescape(text)))

    def _write(self, raw: str) -> None:
        self._write_text()
        self.written.append(raw)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._write(self.get_starttag_text() or "")
        if tag not in VOID:
            given = dict(attrs)
            self._open.append(Element(tag, self._reads_in(tag, given), given.get("data-reading")))

    def _reads_in(self, tag: str, attrs: dict[str, str | None]) -> bool:
        if tag in SILENT or "kana" in (attrs.get("class") or "").split():
            return False
        language = attrs.get("lang")
        silent_around = any(element.tag in SILENT for element in self._open)
        if language is not None:
            return language.startswith("ja") and not silent_around
        return self._reads()

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._write(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        self._write_text()
        for depth in range(len(self._open) - 1, -1, -1):
            if self._open[depth].tag == tag:
                del self._open[depth:]
                break
        self.written.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self._pending.append(data)

    def handle_entityref(self, name: str) -> None:
        self._pending.append(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self._pending.append(f"&#{name};")

    def handle_comment(self, data: str) -> None:
        self._write(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        self._write(f"<!{decl}>")


class RubyMiddleware:
    """`?ruby=1` on any public page in Japanese turns furigana on."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> Any:
        response = self.get_response(request)
        if wants_ruby(request) and is_page(response):
            html = response.content.decode(response.charset)
            response.content = RubyWriter().page(html)
            if "Content-Length" in response.headers:
                response.headers["Content-Length"] = str(len(response.content))
        return response


def wants_ruby(request: HttpRequest) -> bool:
    japanese = lang_attribute(language_of(request.path_info)) == "ja"
    return request.GET.get("ruby") == "1" and japanese and not request.path.startswith("/admin/")


def is_page(response: HttpResponse) -> bool:
    return not response.streaming and response.headers.get("Content-Type", "").startswith(
        "text/html"
    )
