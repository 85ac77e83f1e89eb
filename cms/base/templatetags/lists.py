"""Tags for lists, tables and finding. `items` and `rows` are dicts with the keys named below."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.conf import settings
from django.template import Library
from django.template.loader import render_to_string
from django.utils.translation import get_language, gettext

from cms.base.fact_words import fact_word
from cms.base.languages import in_language
from cms.base.templatetags.text import (
    WEEKDAY_READINGS,
    WEEKDAYS,
    day_of,
    iso_date,
    speaks_japanese,
    year_month,
)

register = Library()

type Item = Mapping[str, Any]
type Items = Sequence[Item]

SUNDAY_FIRST = (6, 0, 1, 2, 3, 4, 5)
WEEKDAYS_SHORT = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


# Ways on


@register.inclusion_tag("components/crumbs.html")
def crumbs(*, items: Items) -> Item:
    """The way back, the page itself left out: `label`, `url`. Phones show the last one only."""
    return {"items": items}


@register.inclusion_tag("components/doors.html")
def doors(*, items: Items) -> Item:
    """Large ways on: `title`, `text`, `url`, `icon` and, instead of the arrow, a `count`."""
    return {"items": items}


@register.inclusion_tag("components/lane.html")
def lane(*, title: str, text: str, url: str, picture: str = "", lang: str = "") -> Item:
    """A way in for one kind of reader, inside `<div class="lanes">`."""
    return {"title": title, "text": text, "url": url, "picture": picture, "lang": lang}


@register.inclusion_tag("components/words.html")
def words(*, items: Items, label: str = "") -> Item:
    """Ready words to look for: `label`, `url`, `count`, `lang`."""
    return {"items": items, "label": label or gettext("よくさがされることば")}


@register.inclusion_tag("components/steps.html")
def steps(*, items: Items) -> Item:
    """Numbered steps: `title`, `text`, and a link `url` with its `label`."""
    return {"items": items}


@register.inclusion_tag("components/voices.html")
def voices(*, items: Sequence[str]) -> Item:
    """Sentences people say, in speech bubbles."""
    return {"items": items}


@register.inclusion_tag("components/news_list.html")
def news_list(*, items: Items) -> Item:
    """Dated titles: `date`, `title`, `url`, `lang`."""
    return {"items": items}


# Finding


@register.inclusion_tag("components/find.html")
def find(
    *,
    action: str,
    label: str,
    value: str = "",
    hint: str = "",
    heading: bool = False,
    id: str = "q",
    hidden: Iterable[tuple[str, str]] = (),
) -> Item:
    """The search field; the submitted words stay. `heading`: the label is the page's h1.

    `hidden` carries what a new search keeps (`ruby`); `id` differs where a page has two fields.
    With JavaScript words and records are suggested while one types.
    """
    return {
        "list_url": in_language("/search/suggest.json", get_language() or settings.LANGUAGE_CODE),
        "action": action,
        "label": label,
        "value": value,
        "hint": hint,
        "heading": heading,
        "id": id,
        "hidden": hidden,
    }


@register.inclusion_tag("components/counts.html")
def counts(*, items: Items, label: str) -> Item:
    """Kinds or periods with their counts: `label`, `url`, `count`, `current`."""
    return {"items": items, "label": label}


@register.inclusion_tag("components/chips.html")
def chips(*, items: Items, clear_url: str = "", label: str = "") -> Item:
    """The conditions in force: `label` and the `url` without it."""
    return {"items": items, "clear_url": clear_url, "label": label}


@register.inclusion_tag("components/found.html")
def found(*, count: int, words: str = "", id: str = "found") -> Item:
    """How many were found, and a word on them."""
    return {"count": count, "words": words, "id": id}


@register.inclusion_tag("components/meant.html")
def meant(
    *,
    query: str = "",
    added: Sequence[str] = (),
    correction: Item | None = None,
    areas: Items = (),
) -> Item:
    """What else the words `query` may mean.

    `added`: words that were looked for too. `correction`: `meant`, `applied` (bool: looked for
    already), `url` (what was meant), `exact_url` (only what was typed). `areas` as conditions
    instead of words: `label`, `url`, `count`.
    """
    return {"query": query, "added": added, "correction": correction, "areas": areas}


@register.simple_block_tag
def facets(content: str, *, chosen: int = 0) -> str:
    """The panel of conditions, inside a GET form: closed on phones, open on wide screens."""
    return render_to_string("components/facets.html", {"chosen": chosen, "content": content})


@register.inclusion_tag("components/facet.html")
def facet(*, legend: str, name: str, options: Items) -> Item:
    """One group of ticks: `value`, `label`, `count`, `checked`. None without options."""
    return {"legend": legend, "name": name, "options": options}


@register.inclusion_tag("components/sorts.html")
def sorts(*, items: Items) -> Item:
    """The orders of a list: `label`, `url`, `current`. None where there is only one."""
    return {"items": items}


@register.inclusion_tag("components/suggest_field.html")
def suggest_field(
    *,
    name: str,
    label: str,
    value: str = "",
    hint: str = "",
    error: str = "",
    options: Iterable[str] = (),
) -> Item:
    """A field with ready words below it, such as towns; `error` says what was not understood."""
    told = {"error": error, "hint": hint}
    described_by = " ".join(f"id_{name}_{part}" for part, words in told.items() if words)
    field = {"name": name, "label": label, "value": value, "options": options}
    return field | told | {"described_by": described_by}


@register.inclusion_tag("components/near_me.html")
def near_me() -> Item:
    """The button that asks the device where it is, inside a form; there with JavaScript only."""
    return {}


@register.inclusion_tag("components/pager.html")
def pager(
    *,
    total: int,
    first: int,
    last: int,
    per_page: int = 20,
    next_url: str = "",
    previous_url: str = "",
    pages: Items = (),
    label: str = "",
) -> Item:
    """Which of how many are shown (`first` and `last` count from 1) and the way to the rest.

    `pages`: `number`, `url`, `current`, `gap` (bool: some are left out before it). `label` names
    it where a page has several.
    """
    return {
        "label": label or gettext("ページ"),
        "total": total,
        "first": first,
        "last": last,
        "next_url": next_url,
        "previous_url": previous_url,
        "following": min(per_page, total - last),
        "pages": pages,
    }


@register.inclusion_tag("components/empty_state.html")
def empty_state(*, title: str, text: str = "", ways: Items = (), near: Items = ()) -> Item:
    """Nothing found: which condition emptied it, `ways` as doors with counts, `near` words."""
    return {"title": title, "text": text, "ways": ways, "near": near}


# Facts


@register.inclusion_tag("components/facts.html")
def facts(*, rows: Items) -> Item:
    """Terms and facts: `term`, `words` (line breaks kept), `url`, `note`, `lang`."""
    return {"rows": rows}


@register.inclusion_tag("components/hours_table.html")
def hours_table(
    *, rows: Items, columns: Sequence[str], caption: str = "", heading: bool = False
) -> Item:
    """Opening hours: `days` (words), `cells` (one a column) or `closed` (words), `today`."""
    caption = caption or gettext("開いている時間")
    return {"rows": rows, "columns": columns, "caption": caption, "heading": heading}


@register.inclusion_tag("components/dates_list.html")
def dates_list(*, rows: Items) -> Item:
    """Dates spelt out: `date`, `time` (words), `text`, `url`, `status`, `reason`, `warning`,
    `full` (bool), `notes` [words].
    """
    return {"rows": rows}


@register.inclusion_tag("components/lines_table.html")
def lines_table(*, rows: Items, columns: Sequence[str], caption: str = "") -> Item:
    """A table with row headings: `number`, `title`, `url`, `note`, `cells`."""
    return {"rows": rows, "columns": columns, "caption": caption}


@register.inclusion_tag("components/month_table.html")
def month_table(*, weeks: Sequence[Items], month: date | str, caption: str = "") -> Item:
    """A month from Sunday to Saturday; phones show a count that leads to the day.

    Each day: `date` (needed), `items` [{`title`, `url`, `lang`, `cancelled`}], `count` (where there
    are more than those named), `holiday` (its name), `today`, `url` (default: the list's
    `#d2026-12-06`). Other months' days are dimmed.
    """
    shown = day_of(month)
    heading = caption or gettext("%(month)sの集まり") % {"month": year_month(month)}
    names = (
        list(zip(WEEKDAYS, WEEKDAY_READINGS, strict=True))
        if speaks_japanese()
        else [(name, "") for name in WEEKDAYS_SHORT]
    )
    return {
        "caption": heading,
        "weekdays": [names[index] for index in SUNDAY_FIRST],
        "weeks": [[_day(day, shown) for day in week] for week in weeks],
    }


def _day(day: Item, month: date | None) -> Item:
    on = day_of(day["date"])
    if on is None or month is None:
        return {"number": "", "items": []}
    out = (on.year, on.month) != (month.year, month.month)
    holiday = bool(day.get("holiday")) or on.weekday() == 6
    items = day.get("items", [])
    count = day.get("count", len(items))
    marks = {"out": out, "hol": holiday and not out, "today": day.get("today")}
    return {
        "number": on.day,
        "date": on,
        "holiday_name": fact_word(day.get("holiday", "")),
        "items": items,
        "count": count,
        "more": count > len(items),
        "url": day.get("url") or f"#d{iso_date(on)}",
        "classes": " ".join(name for name, shown in marks.items() if shown),
    }
