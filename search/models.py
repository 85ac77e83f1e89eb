"""The search documents: the truth of what can be found, and the outbox of every engine.

One row per record, language of words and, for meetups, occurrence. `search` knows no record
type: a record offers its documents (`to_search_documents()`), and questions such as "what serves
this measure" or "next meetups here" are asked here by reference.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from search.analysis import FIELDS
from search.correcting.models import SearchVocabulary
from search.editing.models import ConceptLine, ExpectedFind, ShippedLine, UnansweredTerm
from search.outbox.models import PendingDocument, Projection

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from search.documents import Document

__all__ = [
    "ConceptLine",
    "ExpectedFind",
    "PendingDocument",
    "Projection",
    "SearchDocument",
    "SearchDocumentQuerySet",
    "SearchOpening",
    "SearchTag",
    "SearchVocabulary",
    "Searchable",
    "ShippedLine",
    "UnansweredTerm",
    "facet_text",
    "facet_values",
]

REFERENCES = frozenset({"measure", "organization", "place", "series"})
"""Tags that name another record: asked for, never counted."""
LISTED_BY = ("locale", "record_type")
READABLE = ("public_from", "public_until", "ends_at", "next_start", "record_id", "occurrence")
"""By what a list is narrowed to what readers may see, each record once in their language."""


def facet_text(tags: Mapping[str, Iterable[str]]) -> str:
    """The values that facets count as one text, the same for documents that carry the same.

    {"area": ["ofuna"], "kind": ["food"], "place": ["x7k2"]} → "area=ofuna\nkind=food".
    """
    return "\n".join(
        f"{name}={value}"
        for name in sorted(tags.keys() - REFERENCES)
        for value in sorted(set(tags[name]))
    )


def facet_values(text: str) -> dict[str, list[str]]:
    """The values that `facet_text` wrote, by the name of their tag."""
    values: dict[str, list[str]] = {}
    for line in text.splitlines():
        name, _equals, value = line.partition("=")
        values.setdefault(name, []).append(value)
    return values


class SearchDocumentQuerySet(models.QuerySet):
    def public(self, now: datetime | None = None) -> Self:
        """What a reader may see at `now`: published and not expired."""
        now = now or timezone.now()
        return self.filter(
            Q(public_from__isnull=True) | Q(public_from__lte=now),
            Q(public_until__isnull=True) | Q(public_until__gt=now),
        )

    def not_over(self, now: datetime) -> Self:
        """Without dates that have passed."""
        return self.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=now))

    def for_cards(self) -> Self:
        """Without the token streams, which are most of a row and needed by the index only."""
        return self.defer(*FIELDS, "open_ranges")

    def of_type(self, *types: str) -> Self:
        return self.filter(record_type__in=types)

    def referring(self, **references: str | Iterable[str]) -> Self:
        """Documents that carry each tag: `referring(organization="abc", area=["ofuna", "tamanawa"])`.

        Several values of one name are alternatives; several names must all hold.
        """
        found = self
        for name, wanted in references.items():
            values = [wanted] if isinstance(wanted, str) else list(wanted)
            tags = SearchTag.objects.filter(document=OuterRef("pk"), name=name, value__in=values)
            found = found.filter(Exists(tags))
        return found

    def worded_for(self, language: str) -> Self:
        """Each record once, for a list: in `language`, or in Japanese where there are no words."""
        default = settings.LANGUAGE_CODE
        if language == default:
            return self.filter(locale=default)
        translated = SearchDocument.objects.filter(
            record_type=OuterRef("record_type"),
            record_id=OuterRef("record_id"),
            occurrence=OuterRef("occurrence"),
            locale=language,
        )
        wanted = self.filter(locale__in=(language, default))
        return wanted.filter(Q(locale=language) | ~Exists(translated))

    def upcoming(self, now: datetime) -> Self:
        """Dated documents that are not over, next first."""
        return self.filter(ends_at__gt=now).order_by("next_start", "title", "pk")


class SearchDocument(models.Model):
    """What can be found about one record in one language (and on one date)."""

    record_type = models.CharField(max_length=20)
    record_id = models.CharField(max_length=60)
    occurrence = models.CharField(max_length=15, blank=True, default="")
    locale = models.CharField(max_length=15)
    version = models.PositiveBigIntegerField(default=1)

    title = models.TextField()
    body = models.TextField(blank=True)
    extra = models.TextField(blank=True)
    path = models.CharField(max_length=200)
    kana = models.TextField(blank=True)
    card = models.JSONField(default=dict)
    facets = models.TextField(blank=True, default="")

    title_words = models.TextField(blank=True)
    title_readings = models.TextField(blank=True)
    title_bigrams = models.TextField(blank=True)
    body_words = models.TextField(blank=True)
    body_readings = models.TextField(blank=True)
    body_bigrams = models.TextField(blank=True)
    phone = models.TextField(blank=True)

    public_from = models.DateTimeField(null=True, blank=True)
    public_until = models.DateTimeField(null=True, blank=True)
    next_start = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    open_ranges = models.JSONField(default=list, blank=True)
    assured_until = models.DateField(null=True, blank=True)
    lat = models.FloatField(null=True, blank=True)
    lng = models.FloatField(null=True, blank=True)
    changed_at = models.DateTimeField(null=True, blank=True)
    dated_on = models.DateField(null=True, blank=True)

    objects = SearchDocumentQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["record_type", "record_id", "occurrence", "locale"],
                name="search_document_key",
            )
        ]
        indexes: ClassVar = [
            # Hold all that counting and ordering ask for: the wide rows are not read for them.
            models.Index(fields=[*LISTED_BY, "facets", *READABLE], name="search_doc_counting"),
            models.Index(
                fields=[*LISTED_BY, "kana", "title", "assured_until", *READABLE],
                name="search_doc_ordering",
            ),
            models.Index(fields=["next_start"], name="search_doc_next"),
        ]
        verbose_name = "検索文書"
        verbose_name_plural = "検索文書"

    def __str__(self) -> str:
        return f"{self.record_type}:{self.record_id}:{self.occurrence}:{self.locale}"


class SearchTag(models.Model):
    """A facet value (kind, area, audience, topic …) or reference (measure, place …) of a document."""

    document = models.ForeignKey(SearchDocument, models.CASCADE, related_name="tags")
    name = models.CharField(max_length=20)
    value = models.CharField(max_length=60)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["document", "name", "value"], name="search_tag_once")
        ]
        indexes: ClassVar = [models.Index(fields=["name", "value"], name="search_tag_value")]
        verbose_name = "検索の目印"
        verbose_name_plural = "検索の目印"

    def __str__(self) -> str:
        return f"{self.name}={self.value}"


class SearchOpening(models.Model):
    """One time of `SearchDocument.open_ranges`, kept by the database engine to be asked by."""

    document = models.ForeignKey(SearchDocument, models.CASCADE, related_name="openings")
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["opens_at", "closes_at", "document"], name="search_open_at")
        ]
        verbose_name = "検索の開いている時間"
        verbose_name_plural = "検索の開いている時間"

    def __str__(self) -> str:
        return f"{self.opens_at}–{self.closes_at}"


class SearchEntry(models.Model):
    """A narrow row beside each document, kept by the database engine.

    Documents are wide, their token streams above all: to read these few facts of ten thousand
    documents from here takes a fifth of the time.
    """

    document = models.OneToOneField(
        SearchDocument, models.CASCADE, primary_key=True, related_name="entry"
    )
    locale = models.CharField(max_length=15)
    record_type = models.CharField(max_length=20)
    record_id = models.CharField(max_length=60)
    occurrence = models.CharField(max_length=15)
    facets = models.TextField()
    title_length = models.PositiveIntegerField()
    public_from = models.DateTimeField(null=True)
    public_until = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    next_start = models.DateTimeField(null=True)
    next_day = models.DateField(null=True)
    assured_until = models.DateField(null=True)
    lat = models.FloatField(null=True)
    lng = models.FloatField(null=True)

    objects = SearchDocumentQuerySet.as_manager()

    class Meta:
        verbose_name = "検索文書の要点"
        verbose_name_plural = "検索文書の要点"

    def __str__(self) -> str:
        return f"{self.record_type}:{self.record_id}:{self.occurrence}:{self.locale}"


class Searchable(models.Model):
    """A record that offers documents; they are written in the transaction of every save."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> Any:
        from search.documents import refresh

        with transaction.atomic():
            result = super().save(*args, **kwargs)
            self.prepare_documents()
            refresh(self)
        return result

    def prepare_documents(self) -> None:
        """What a record derives from itself before its documents are written, such as dates."""

    def to_search_documents(self) -> list[Document]:
        """The documents of this record (the source row) in every language; [] when not public."""
        raise NotImplementedError(f"{type(self).__name__} offers no search documents")

    facts_of_others: ClassVar[tuple[str, ...]] = ()
    relations_shown: ClassVar[dict[str, tuple[str, ...]]] = {}
    """Relations that the documents show, as `cms.base.relations.hold` takes them."""

    @classmethod
    def documents_in_bulk(cls, records: Sequence[Self], now: datetime) -> list[list[Document]]:
        """The documents of each of these source rows, whose shown relations are in memory.

        Rows need not be saved. A type that is written in bulk says them in few queries.
        """
        return [record.to_search_documents() for record in records]

    @property
    def search_key(self) -> tuple[str, str]:
        """(record type, record id) of all documents of this record."""
        return type(self).record_type, self.public_id
