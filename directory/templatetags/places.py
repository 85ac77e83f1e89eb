"""Tags of the directory's own pages."""

from __future__ import annotations

from typing import Any

from django.template import Context, Library

from cms.base import cards
from cms.base.templatetags.cards import moment

register = Library()


@register.inclusion_tag("directory/phone_line.html", takes_context=True)
def phone_line(context: Context, *, card: cards.Card, level: str = "h3") -> dict[str, Any]:
    """A place to call: whether someone answers now, its number, and what makes it easy."""
    return {"card": card, "state": cards.place_state(card, moment(context)), "level": level}
