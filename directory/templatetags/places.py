"""Tags of the directory's own pages."""

from __future__ import annotations

from typing import Any

from django.template import Context, Library

from cms.base import cards
from cms.base.templatetags.cards import moment

register = Library()


@register.inclusion_tag("directory/phone_line.html", takes_context=True)
def phone_line(
    context: Context, *, card: cards.Card, level: str = "h3", number: bool = True
) -> dict[str, Any]:
    """Someone to talk to: whether they answer now, the number to call, and what makes it easy."""
    state = cards.place_state(card, moment(context))
    return {"card": card, "state": state, "level": level, "number": number}
