"""Addresses inside templates: in the page's language, with furigana kept."""

from __future__ import annotations

from django.template import Context, Library

register = Library()


@register.simple_tag(takes_context=True)
def site_path(context: Context, *, path: str, id: str = "") -> str:
    """The address of `path` (without language), or of the record `id` below it."""
    return context["site"].url(f"{path}{id}/" if id else path)
