"""What the frame of every public page needs; no query to the database."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.conf import settings
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from cms.base.languages import in_language, lang_attribute, language_of, without_language

if TYPE_CHECKING:
    from django.http import HttpRequest


@dataclass(frozen=True)
class Language:
    """A language of the site, with the address of the present page in it."""

    code: str
    lang: str
    name: str
    url: str
    current: bool


@dataclass(frozen=True)
class NavItem:
    label: str
    url: str
    icon: str
    current: bool


@dataclass(frozen=True)
class FooterLink:
    """A link of the foot; `lang` where its label is not in the page's language."""

    label: str
    url: str
    lang: str = ""


@dataclass(frozen=True)
class FooterColumn:
    heading: str
    links: list[FooterLink]


class SiteFrame:
    """The frame of a page: name, languages, furigana, the four ways in, and the foot."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.name = settings.SITE_NAME
        self.language = language_of(request.path)
        self.lang = lang_attribute(self.language)
        self.path = without_language(request.path)

    def url(self, path: str) -> str:
        """A path of this site in the present language, furigana kept."""
        return in_language(path, self.language) + ("?ruby=1" if self.ruby else "")

    def absolute(self, path: str) -> str:
        """The absolute address of a path in the present language, for QR codes and other sites."""
        return settings.BASE_URL + in_language(path, self.language)

    def with_ruby(self, path: str) -> str:
        """A path of this site with furigana on, where the language has any."""
        return in_language(path, self.language) + ("?ruby=1" if self.lang == "ja" else "")

    def url_with(self, path: str, **conditions: str | list[str]) -> str:
        """A path of this site with conditions in its query, furigana kept."""
        query = urlencode(conditions, doseq=True)
        address = in_language(path, self.language)
        parts = [part for part in (query, "ruby=1" if self.ruby else "") if part]
        return address + (f"?{'&'.join(parts)}" if parts else "")

    def search_for(self, words: str) -> str:
        """The search for these words."""
        return self.url_with("/search/", q=words)

    @cached_property
    def home_url(self) -> str:
        return self.url("/")

    @cached_property
    def search_url(self) -> str:
        return in_language("/search/", self.language)

    @cached_property
    def ruby(self) -> bool:
        return self.request.GET.get("ruby") == "1" and self.lang == "ja"

    @cached_property
    def kept(self) -> list[tuple[str, str]]:
        """What a form on the page carries on: (name, value) of hidden fields."""
        return [("ruby", "1")] if self.ruby else []

    @cached_property
    def ruby_url(self) -> str:
        """The present address with furigana turned the other way."""
        query = self.request.GET.copy()
        query.pop("ruby", None)
        if not self.ruby:
            query["ruby"] = "1"
        return self.request.path + (f"?{query.urlencode()}" if query else "")

    @cached_property
    def canonical_url(self) -> str:
        return settings.BASE_URL + self.request.path

    @cached_property
    def languages(self) -> list[Language]:
        return [
            Language(
                code=code,
                lang=lang_attribute(code),
                name=name,
                url=in_language(self.path, code),
                current=code == self.language,
            )
            for code, name in settings.LANGUAGES
        ]

    @cached_property
    def alternates(self) -> list[tuple[str, str]]:
        """(hreflang, absolute address) of the page in every language."""
        return [(language.code, settings.BASE_URL + language.url) for language in self.languages]

    @cached_property
    def nav(self) -> list[NavItem]:
        items = (
            ("/places/", _("居場所"), "house"),
            ("/events/", _("集まり"), "cal"),
            ("/support/", _("制度"), "ticket"),
            ("/contact/", _("相談"), "talk"),
        )
        return [
            NavItem(label, self.url(path), icon, self.path.startswith(path))
            for path, label, icon in items
        ]

    @cached_property
    def footer(self) -> list[FooterColumn]:
        return [
            FooterColumn(
                _("話してみたいとき"),
                [
                    FooterLink(_("相談できるところ"), self.url("/contact/")),
                    FooterLink(_("団体をさがす"), self.url("/groups/")),
                ],
            ),
            FooterColumn(
                _("見やすくする"),
                [FooterLink(_("表示のせってい"), self.url("/settings/"))]
                + [
                    FooterLink(item.name, item.url, item.lang)
                    for item in self.languages
                    if not item.current
                ],
            ),
            FooterColumn(
                _("このひろばについて"),
                [
                    FooterLink(_("お知らせ"), self.url("/news/")),
                    FooterLink(_("市の取組"), self.url("/plan/")),
                    FooterLink(_("オープンデータ"), self.url("/opendata/")),
                    FooterLink(_("アクセシビリティ"), self.url("/accessibility/")),
                    FooterLink(_("個人情報のあつかい"), self.url("/privacy/")),
                ],
            ),
        ]


def site(request: HttpRequest) -> dict[str, Any]:
    """Template context: `site`, the frame of the page."""
    return {"site": SiteFrame(request)}
