"""One shape for each kind of record; `{% card card=item %}` chooses it by `item["template"]`."""

from datetime import date, datetime
from typing import Any

from django.template import Context, Library
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString

from cms.base import cards
from cms.base.cards import Card
from cms.base.templatetags.text import day_of

register = Library()

RINGS = 4
HOUSES = {"house": "house", "bowl": "house house-food", "tel": "house house-tel", "people": "house"}
HITS = {"group": ("house", "people"), "benefit": ("stub", "ticket"), "page": ("sheet", "book")}


def moment(context: Context) -> datetime:
    """The page's `now`, or this instant; tests and pages of another day set it in the context."""
    now = context.get("now")
    return now if isinstance(now, datetime) else timezone.now()


@register.simple_tag(takes_context=True)
def card(context: Context, *, card: Card, full: bool = False) -> SafeString:
    """The card of any record, as search hits and lists carry it: a dict that is plain JSON.

    Every card: `template` (place, meet, group, benefit, page), `title`, `url`; and where known
    `lang` (language of the words when it is not the page's), `kana`, `kind` (words), `sample`
    (bool: 見本), `summary`, `traits` [words], `checked` {`date`, `by`, `due`, `overdue`: ISO
    days, words, bool}, `notices` [{`kind` (closed, alert), `message`, `from`, `until`: ISO days}],
    shown on their days only, `excerpt` (what was found, in place of the summary), `distance_m`
    (metres from the point that a list is near). `title`, `summary` and
    `excerpt` may be `[[words, found], …]` for marks. Meetups show no summary.

    place: `icon` (house, bowl, tel, people), `where`, `hours_kind` (rules,
    appointment, anything else: nothing is said), `windows` [[opens, closes]] ISO instants,
    `windows_by_audience` {words: windows}, `hours_note`, `state` {`level`, `text`, `note`} for
    what the hours do not say (wins over them), `alerts` [words].
    meet: `date` (ISO day), `start` `end` ("16:00"), `time` (words, instead of both), `series`,
    `place`, `place_changed` (bool), `status` (held, moved, cancelled), `reason`, `next` (ISO
    day), `original_date` (ISO day, when moved), `schedule_note` (words beside the date), `audience`
    `note` (words of this date), `capacity` (number), `full` (bool), `apply_by` (ISO day), `absent`
    [names].
    group: `picture` (a name below pictures/), `next` {`date`, `title`}.
    benefit: `gets` {`before`, `what`, `after`} (the stub), `sure` (likely, maybe, ask), `reasons`
    [{`text`, `ask`: bool}], `choice` (words: exclusive), `deadline` (words), `desk` {`name`,
    `phone`}, `bring` (words), `department`.
    page: `date` (ISO day), `department`.

    `full=True` shows a group as its ring and a benefit as its ticket; in mixed lists they are
    short. KeyError names an unknown template.
    """
    name, show = (FULL if full else SHORT)[card["template"]]
    return render_to_string(f"components/{name}.html", show(context, card=card))


@register.inclusion_tag("components/card_words.html")
def card_words(*, card: Card) -> dict[str, Any]:
    """What was found in a record, or else what it is in one sentence."""
    return {"words": card.get("excerpt") or card.get("summary"), "lang": card.get("lang")}


@register.inclusion_tag("components/where_line.html")
def where_line(
    *, place: str = "", metres: int | None = None, changed: bool = False
) -> dict[str, Any]:
    """Where it is, how far from the point of the list, and whether it is elsewhere this time."""
    return {"place": place, "metres": metres if metres != "" else None, "changed": changed}


@register.inclusion_tag("components/place_card.html", takes_context=True)
def place_card(context: Context, *, card: Card) -> dict[str, Any]:
    icon = card.get("icon", "house")
    icon = icon if icon in HOUSES else "house"
    state = cards.place_state(card, moment(context))
    return {
        **_checked(context, card),
        "card": card,
        "icon": icon,
        "house": HOUSES[icon],
        "state": state,
        "alerts": [*card.get("alerts", ()), *cards.alerts_on(_notices(card), today(context))],
    }


@register.inclusion_tag("components/meet_card.html", takes_context=True)
def meet_card(context: Context, *, card: Card) -> dict[str, Any]:
    now = moment(context)
    day = day_of(card.get("date"))
    return {
        **_checked(context, card),
        "card": card,
        "states": [
            *cards.meet_states(card, now),
            *(cards.notice_states(_notices(card), day) if day else []),
        ],
        "state": cards.meet_state(card, now),
        "apply": cards.apply_words(card, now),
        "today": cards.is_today(card.get("date"), now),
        "cancelled": card.get("status") == "cancelled",
    }


@register.inclusion_tag("components/group_card.html", takes_context=True)
def group_card(context: Context, *, card: Card) -> dict[str, Any]:
    name = str(card.get("url", "")).partition("?")[0].rstrip("/").rpartition("/")[2]
    number = sum(map(ord, name)) % RINGS + 1
    return {
        **_checked(context, card),
        "card": card,
        "states": _states(context, card),
        "picture": card.get("picture") or f"ring-{number}",
    }


@register.inclusion_tag("components/benefit_card.html", takes_context=True)
def benefit_card(context: Context, *, card: Card) -> dict[str, Any]:
    return {**_checked(context, card), "card": card, "states": _states(context, card)}


@register.inclusion_tag("components/hit_card.html", takes_context=True)
def hit_card(context: Context, *, card: Card) -> dict[str, Any]:
    shape, icon = HITS[card["template"]]
    return {
        **_checked(context, card),
        "card": card,
        "states": _states(context, card),
        "shape": shape,
        "icon": icon,
    }


@register.inclusion_tag("components/phone_line.html", takes_context=True)
def phone_line(
    context: Context, *, card: Card, level: str = "h3", number: bool = True
) -> dict[str, Any]:
    """Someone to talk to: whether they answer now, the number to call, and what makes it easy."""
    state = cards.place_state(card, moment(context))
    return {"card": card, "state": state, "level": level, "number": number}


HIT = ("hit_card", hit_card)
SHORT = {
    "place": ("place_card", place_card),
    "meet": ("meet_card", meet_card),
    "group": HIT,
    "benefit": HIT,
    "page": HIT,
}
FULL = {**SHORT, "group": ("group_card", group_card), "benefit": ("benefit_card", benefit_card)}


def today(context: Context) -> date:
    """The local day of the page's `now`."""
    return timezone.localtime(moment(context)).date()


def _notices(card: Card) -> list[cards.Notice]:
    return card.get("notices") or []


def _states(context: Context, card: Card) -> list[cards.State]:
    return cards.notice_states(_notices(card), today(context))


def _checked(context: Context, card: Card) -> dict[str, Any]:
    return {"check": check_words(card.get("checked"), moment(context))}


def check_words(check: Card | None, now: datetime) -> dict[str, Any] | None:
    """The check with `overdue` asked of the clock and `year_old` (checked a year ago or more)."""
    if not check:
        return None
    today = timezone.localtime(now).date()
    checked, due = day_of(check.get("date")), day_of(check.get("due"))
    return {
        **check,
        "overdue": bool(check.get("overdue")) or (due is not None and due < today),
        "year_old": checked is not None and (today - checked).days >= 365,
    }
