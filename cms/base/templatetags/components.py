"""The components of the site as tags with keyword-only arguments; `/styleguide/` shows each one.

`items` and `rows` are lists of dicts (or objects); the keys stand in each docstring. A key may be
absent unless it is called needed. `lang` is the language of the words where it is not the page's.
Block tags (note, aside_box, cover, facets) take their content between the tag and its `end…`.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.forms import BaseForm, BoundField
from django.template import Context, Library
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from cms.base.languages import lang_attribute
from cms.base.structured_data import breadcrumbs
from cms.base.templatetags import cards, drawings, lists
from cms.base.templatetags.text import DateLike, day_of

register = Library()
for part in (cards, drawings, lists):
    register.tags.update(part.register.tags)

type Item = Mapping[str, Any]
type Items = Sequence[Item]

JSON_IN_HTML = {ord(char): f"\\u{ord(char):04X}" for char in "<>&\u2028\u2029"}


# Frame


@register.simple_tag(takes_context=True)
def json_ld(context: Context, *, data: Item | Items) -> SafeString:
    """Structured data as a script block that no text can leave; dates become ISO strings."""
    words = json.dumps(data, cls=DjangoJSONEncoder, ensure_ascii=False).translate(JSON_IN_HTML)
    nonce = format_html(' nonce="{}"', context["csp_nonce"]) if "csp_nonce" in context else ""
    return format_html('<script type="application/ld+json"{}>{}</script>', nonce, SafeString(words))


@register.simple_tag(takes_context=True)
def crumbs_data(context: Context, *, items: Items) -> SafeString:
    """The trail of `crumbs` as structured data, with the page itself at its end where it is named."""
    about = context.get("structured_data") or {}
    return json_ld(context, data=breadcrumbs(items, about.get("name", "")))


@register.inclusion_tag("components/exit_pill.html")
def exit_pill() -> Item:
    """The way out at once, to a neutral page (`EXIT_URL`); the page says what it cannot erase."""
    return {"url": "/exit/"}


@register.inclusion_tag("components/language_notice.html")
def language_notice(*, words_lang: str) -> Item:
    """Says in the page's language that the words below are still in another (`words_lang`)."""
    return {"lang": lang_attribute(get_language() or "ja"), "words_lang": words_lang}


@register.simple_block_tag
def cover(
    content: str, *, title: str, lead: str = "", kind: str = "", picture: str = "", tone: str = ""
) -> str:
    """The opening of a lane, with buttons as its content; `tone` is young, work or nothing."""
    words = {"title": title, "lead": lead, "kind": kind, "picture": picture, "tone": tone}
    return render_to_string("components/cover.html", {**words, "content": content})


@register.inclusion_tag("components/head.html")
def head(
    *, title: str, url: str = "", label: str = "", count: int | str = "", id: str = ""
) -> Item:
    """A section's heading with the link to more beside it."""
    return {"title": title, "url": url, "label": label, "count": count, "id": id}


# Things to press


@register.inclusion_tag("components/more.html")
def more(*, url: str, label: str, icon: str = "") -> Item:
    """A link that leads on; with an icon the arrow is left out."""
    return {"url": url, "label": label, "icon": icon}


@register.inclusion_tag("components/button_link.html")
def button_link(
    *, url: str, label: str, kind: str = "", icon: str = "", small: bool = False
) -> Item:
    """A link as a button: filled (one a view), `plain` or `danger`."""
    return {"url": url, "label": label, "kind": kind, "icon": icon, "small": small}


# Said in words


@register.inclusion_tag("components/sample.html")
def sample_mark() -> Item:
    """見本: an example until the city confirms it."""
    return {}


@register.inclusion_tag("components/state.html")
def state(*, level: str, text: str, note: str = "") -> Item:
    """A state in words; the level (open, shut, call, late, off) gives the shape."""
    return {"level": level, "text": text, "note": note}


@register.inclusion_tag("components/traits.html")
def traits(*, words: Sequence[str]) -> Item:
    """What makes it easy to go: 予約なしでOK. Known words are said in the page's language."""
    return {"words": [gettext(word) for word in words if word]}


@register.inclusion_tag("components/checked.html", takes_context=True)
def checked(
    context: Context,
    *,
    date: DateLike,
    by: str = "",
    due: DateLike = None,
    report_url: str = "",
    advice: str = "",
) -> Item:
    """When and by whom a record was checked; after `due` it turns to ▲ with advice."""
    check = cards.check_words({"date": date, "by": by, "due": due}, cards.moment(context))
    return {"check": check, "report_url": report_url, "advice": advice}


@register.inclusion_tag("components/checked.html")
def check_line(*, check: Item | None, lang: str = "", advice: str = "") -> Item:
    """The checked line of a card, from `cards.check_words`."""
    return {"check": check or {}, "lang": lang, "advice": advice}


@register.inclusion_tag("components/sure.html")
def sure(*, level: str) -> Item:
    """How sure a benefit fits: likely ●●, maybe ●○, ask ○○."""
    return {"level": level}


@register.inclusion_tag("components/leaf.html")
def leaf(*, date: date | str, today: bool = False, cancelled: bool = False) -> Item:
    """A torn-off calendar leaf."""
    return {"date": date, "day": day_of(date), "today": today, "cancelled": cancelled}


@register.inclusion_tag("components/card_title.html")
def card_title(*, card: Item) -> Item:
    """The only link of a card, with 見本 beside it."""
    return {"card": card}


@register.inclusion_tag("components/next_meet.html")
def next_meet(*, next: Item | None, lang: str = "") -> Item:
    """The next meetup of a group in one line: `date` (ISO day), `title`."""
    return {"next": next or {}, "lang": lang}


@register.simple_block_tag
def note(content: str, *, level: str = "plain", title: str = "", role: str = "") -> str:
    """A notice: plain, good, warn or bad; `role` status or alert when it answers an action."""
    words = {"level": level, "title": title, "role": role, "content": content}
    return render_to_string("components/note.html", words)


@register.simple_block_tag
def aside_box(content: str, *, title: str, no_print: bool = False) -> str:
    """A box of the side column."""
    words = {"title": title, "no_print": no_print, "content": content}
    return render_to_string("components/aside_box.html", words)


@register.inclusion_tag("components/call.html")
def call(
    *, phone: str, name: str = "", hours: str = "", sample: bool = False, text_url: str = ""
) -> Item:
    """A number to call, who answers and when, and the way for those who cannot phone."""
    return {"phone": phone, "name": name, "hours": hours, "sample": sample, "text_url": text_url}


@register.inclusion_tag("components/share.html")
def share(*, url: str) -> Item:
    """The QR code of an absolute address with a word on printing."""
    return {"url": url}


@register.inclusion_tag("components/download.html")
def download(*, url: str, title: str, kind: str = "", size: str = "") -> Item:
    """A file with its type and size in words."""
    return {"url": url, "title": title, "kind": kind, "size": size}


@register.inclusion_tag("components/busy.html")
def busy(*, done: int, total: int, label: str = "", ending: str = "") -> Item:
    """Long work: how far it is, that the page may be closed, and how the end is announced."""
    label = label or gettext("進みぐあい")
    return {"done": done, "total": total, "label": label, "ending": ending}


# Asking


@register.inclusion_tag("components/field.html")
def field(*, bound: BoundField) -> Item:
    """A form's field with its label, hint and error above it."""
    return {"bound": bound, "widget": bound.as_widget(attrs={"class": "input"})}


@register.inclusion_tag("components/choices.html")
def choices(*, bound: BoundField, heading: bool = False) -> Item:
    """A radio or checkbox group as large choices; `heading` when it is the page's question."""
    return {"bound": bound, "heading": heading}


@register.inclusion_tag("components/error_summary.html")
def error_summary(*, form: BaseForm) -> Item:
    """What is to be put right, first on the page, each linked to its field."""
    errors = [
        {"target": "" if name == "__all__" else form[name].id_for_label, "text": text}
        for name, texts in form.errors.items()
        for text in texts
    ]
    return {"errors": errors}


@register.inclusion_tag("components/ways.html")
def ways(*, number: int, total: int) -> Item:
    """How far one is in a row of questions: 3つのうち 2つ目."""
    return {"number": number, "total": total, "steps": range(1, total + 1)}
