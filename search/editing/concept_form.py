"""The form of a synonym line: what is refused, each with one sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.html import format_html
from wagtail.admin.forms.models import WagtailAdminModelForm

from search.concepts import phrases_of, split_phrases
from search.models import ConceptLine

if TYPE_CHECKING:
    from collections.abc import Iterator

PARTED: Final = "、"
FEWEST: Final = 2
LONGEST_PHRASE: Final = 40
MOST_PHRASES: Final = 60

type Tokens = tuple[str, ...]


def one_line(typed: str) -> str:
    """What was typed, on one line: 「、」 between phrases, whatever parted them."""
    return PARTED.join(split_phrases(PARTED.join(typed.splitlines())))


class ConceptForm(WagtailAdminModelForm):
    """Nothing is saved that would act otherwise than it reads."""

    def look_first(self) -> None:
        """Judges what was typed as saving it would, so that the preview says what is wrong too."""
        self.full_clean()

    def clean_phrases(self) -> str:
        line = one_line(self.cleaned_data["phrases"])
        problems = list(_problems_of(line)) or list(self._taken(line))
        if problems:
            raise ValidationError(problems)
        return line

    def _taken(self, line: str) -> Iterator[ValidationError]:
        """Phrases new to this line that stand in another one already, with a way to it.

        Shipped lines share some phrases on purpose; those may stay.
        """
        others = ConceptLine.objects.exclude(pk=self.instance.pk)
        homes = {phrase.tokens: other for other in others for phrase in phrases_of(other.phrases)}
        own = {phrase.tokens for phrase in phrases_of(self.instance.phrases)}
        for phrase in phrases_of(line):
            other = homes.get(phrase.tokens)
            if other and phrase.tokens not in own:
                yield ValidationError(_taken_by(phrase.text, other))


def _taken_by(text: str, other: ConceptLine) -> str:
    url = reverse(ConceptLine.snippet_viewset.get_url_name("edit"), args=[other.pk])
    return format_html(
        "「{}」は、もう「<a href='{}'>{}</a>」の行にあります。"
        "1つのことばは1つの行にだけ入れます。その行に書き足すか、ここから消してください。",
        text,
        url,
        other,
    )


def _problems_of(line: str) -> Iterator[ValidationError]:
    """What is wrong with the phrases of a line by themselves."""
    texts = split_phrases(line)
    if len(texts) < FEWEST:
        yield ValidationError("同じ意味のことばを、「、」で区切って2つ以上書いてください。")
    if len(texts) > MOST_PHRASES:
        yield ValidationError(f"1行に書けるのは{MOST_PHRASES}個までです。行を分けてください。")
    for text in texts:
        if len(text) > LONGEST_PHRASE:
            yield ValidationError(
                f"「{text}」は長すぎます。1つのことばは{LONGEST_PHRASE}字までにしてください。"
            )
    yield from _problems_of_meaning(texts)


def _problems_of_meaning(texts: list[str]) -> Iterator[ValidationError]:
    known: dict[Tokens, str] = {}
    for text in texts:
        phrases = phrases_of(text)
        if not phrases:
            yield ValidationError(
                f"「{text}」は、それだけでは検索のことばになりません（「から」「です」など）。"
                "消すか、ほかのことばを足してください。"
            )
            continue
        same = known.setdefault(phrases[0].tokens, text)
        if same is not text:
            yield ValidationError(
                f"「{same}」と「{text}」は、検索では同じことばです。片方を消してください。"
            )
