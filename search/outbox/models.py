"""What Elasticsearch has not heard of yet, and what is known of its index."""

from __future__ import annotations

from django.db import models


class PendingDocument(models.Model):
    """A document that was written or taken away, until every index that should know it answered.

    Added in the transaction of the document and never changed there, so that no writer waits for
    another or for what is being sent: a document stands here once for each change. `document_id`
    is a plain number, since the document may be gone; `version` the one it was given, or the last
    that it had. What is sent is what the table of documents says then.

    `problem` is why Elasticsearch refused this one document; it is tried again from `retry_at` on.
    """

    document_id = models.BigIntegerField()
    version = models.PositiveBigIntegerField()
    since = models.DateTimeField()
    problem = models.TextField(blank=True, default="")
    retry_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "検索に送る文書"
        verbose_name_plural = "検索に送る文書"

    def __str__(self) -> str:
        return f"{self.document_id}:{self.version}"


class Projection(models.Model):
    """What was last seen of the index under one prefix of names; one row for each prefix.

    `problem` is the reason of the last failure in words for staff, empty since something was sent.
    `builder` names the process that fills a new index; it is alive while `heard_at` is fresh.
    """

    prefix = models.CharField(max_length=60, primary_key=True)
    problem = models.TextField(blank=True, default="")
    failed_at = models.DateTimeField(null=True, blank=True)
    unusable_since = models.DateTimeField(null=True, blank=True)
    compared_at = models.DateTimeField(null=True, blank=True)
    mended = models.PositiveIntegerField(default=0)
    built_at = models.DateTimeField(null=True, blank=True)
    builder = models.CharField(max_length=32, blank=True, default="")
    heard_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "検索の索引のようす"
        verbose_name_plural = "検索の索引のようす"

    def __str__(self) -> str:
        return self.prefix
