"""The blocks of page bodies: few, each with one job."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from wagtail import blocks
from wagtail.blocks import StructBlockValidationError
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock
from wagtail.snippets.blocks import SnippetChooserBlock

from home.related import cards_of

TEXT_FEATURES = ["h3", "bold", "ol", "ul", "link", "document-link"]


class HeadingBlock(blocks.CharBlock):
    class Meta:
        icon = "title"
        label = "見出し"
        template = "blocks/heading.html"


class TextBlock(blocks.RichTextBlock):
    class Meta:
        icon = "pilcrow"
        label = "文章"
        template = "blocks/text.html"


class NoticeBlock(blocks.StructBlock):
    level = blocks.ChoiceBlock(
        [
            ("info", "ふつうの知らせ"),
            ("good", "よい知らせ"),
            ("warn", "注意"),
            ("bad", "中止・危険"),
        ],
        default="info",
        label="種類",
    )
    heading = blocks.CharBlock(required=False, max_length=60, label="見出し")
    text = blocks.RichTextBlock(features=["bold", "link"], label="文章")

    class Meta:
        icon = "warning"
        label = "お知らせの囲み"
        template = "blocks/notice.html"


class StepBlock(blocks.StructBlock):
    title = blocks.CharBlock(max_length=60, label="すること")
    text = blocks.RichTextBlock(features=["bold", "link"], required=False, label="説明")


class StepsBlock(blocks.StructBlock):
    heading = blocks.CharBlock(required=False, max_length=60, label="見出し")
    steps = blocks.ListBlock(StepBlock(label="手順"), min_num=1, label="手順")

    class Meta:
        icon = "list-ol"
        label = "手順"
        template = "blocks/steps.html"


class ContactBlock(blocks.StructBlock):
    heading = blocks.CharBlock(required=False, max_length=60, label="見出し")
    department = SnippetChooserBlock("plan.Department", required=False, label="課")
    place = SnippetChooserBlock("directory.Place", required=False, label="窓口")
    text = blocks.CharBlock(required=False, max_length=120, label="ひとこと")

    class Meta:
        icon = "mail"
        label = "連絡先"
        template = "blocks/contact.html"

    def get_context(
        self, value: Any, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        place = value["place"]
        is_open = place is not None and place.is_open_to_readers(context["now"])
        return context | {"place": place if is_open else None}

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if not cleaned["department"] and not cleaned["place"]:
            raise StructBlockValidationError(
                {"department": ValidationError("課か窓口のどちらかを選んでください。")}
            )
        return cleaned


class PictureBlock(blocks.StructBlock):
    image = ImageChooserBlock(label="画像")
    alt = blocks.CharBlock(
        required=False, max_length=150, label="画像の説明", help_text="見えない人に伝わる短い文"
    )
    decorative = blocks.BooleanBlock(required=False, label="かざりの画像（説明はいらない）")
    caption = blocks.CharBlock(required=False, max_length=120, label="画像の下のことば")

    class Meta:
        icon = "image"
        label = "画像"
        template = "blocks/picture.html"

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if bool(cleaned["alt"]) == bool(cleaned["decorative"]):
            raise StructBlockValidationError(
                {"alt": ValidationError("画像の説明を書くか、「かざりの画像」を選んでください。")}
            )
        return cleaned


class RelatedBlock(blocks.StructBlock):
    """Records live: the card shows the record as it is now, not as it was when it was chosen."""

    heading = blocks.CharBlock(required=False, max_length=60, label="見出し")
    records = blocks.StreamBlock(
        [
            ("place", SnippetChooserBlock("directory.Place", label="居場所・相談先")),
            ("group", SnippetChooserBlock("directory.Organization", label="団体")),
            ("event", SnippetChooserBlock("events.EventSeries", label="集まり")),
            ("benefit", SnippetChooserBlock("navigator.Benefit", label="制度")),
        ],
        min_num=1,
        label="のせるもの",
    )

    class Meta:
        icon = "list-ul"
        label = "居場所・集まり・制度"
        template = "blocks/related.html"

    def get_context(
        self, value: Any, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        keys = [(child.block_type, child.value.public_id) for child in value["records"]]
        frame = context["site"]
        cards = cards_of(keys, now=context["now"], language=frame.language, ruby=frame.ruby)
        return context | {"cards": cards}


class QuoteBlock(blocks.StructBlock):
    text = blocks.TextBlock(label="ことば")
    who = blocks.CharBlock(required=False, max_length=60, label="だれのことばか")

    class Meta:
        icon = "openquote"
        label = "ことば"
        template = "blocks/quote.html"


class VoicesBlock(blocks.ListBlock):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(blocks.CharBlock(max_length=80, label="ことば"), **kwargs)

    class Meta:
        icon = "comment"
        label = "ふきだし"
        template = "blocks/voices.html"


class DownloadBlock(blocks.StructBlock):
    document = DocumentChooserBlock(label="ファイル")
    title = blocks.CharBlock(required=False, max_length=100, label="ファイルの名前")

    class Meta:
        icon = "download"
        label = "ダウンロード"
        template = "blocks/download.html"


BODY_BLOCKS = [
    ("heading", HeadingBlock(max_length=60)),
    ("text", TextBlock(features=TEXT_FEATURES)),
    ("notice", NoticeBlock()),
    ("steps", StepsBlock()),
    ("contact", ContactBlock()),
    ("picture", PictureBlock()),
    ("related", RelatedBlock()),
    ("quote", QuoteBlock()),
    ("voices", VoicesBlock(label="ふきだし")),
    ("download", DownloadBlock()),
]
