"""Addresses inside templates: in the page's language, with furigana kept."""

from __future__ import annotations

import re
from typing import Any

from django.template import Context, Library
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString

from cms.base.languages import in_language
from cms.base.templatetags.text import fact_lang

register = Library()

PAGE_LINK = re.compile(r"""(?<=href=["'])/(?!/)(?:[^"'?#]*/)?(?=["'#])""")
"""The address of a page of this site in HTML; files and addresses with a query are none."""


@register.simple_tag(takes_context=True)
def site_path(context: Context, *, path: str, id: str = "") -> str:
    """The address of `path` (without language), or of the record `id` below it."""
    return context["site"].url(f"{path}{id}/" if id else path)


@register.simple_tag(takes_context=True)
def file_path(context: Context, *, path: str) -> str:
    """The address of a file at `path` (without language) in the page's language."""
    return in_language(path, context["site"].language)


@register.simple_tag(takes_context=True)
def feed_link(context: Context, *, path: str, title: str) -> SafeString:
    """For the head: the Atom feed of a page at `path` (without language), found by feed readers."""
    return format_html(
        '<link rel="alternate" type="application/atom+xml" title="{}"{} href="{}">',
        title,
        fact_lang(title),
        file_path(context, path=path),
    )


@register.filter
def carrying_ruby(html: Any, on: bool) -> SafeString:
    """HTML that staff wrote, its links to pages of this site with `?ruby=1` while furigana is on."""
    written = conditional_escape(html)
    return SafeString(PAGE_LINK.sub(r"\g<0>?ruby=1", written) if on else written)
