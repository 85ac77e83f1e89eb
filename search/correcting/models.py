"""One row for each language: the words of its public titles."""

from django.db import models


class SearchVocabulary(models.Model):
    """Words by their sound; `stamp` changes with what they were made of.

    `words` has a line for each: sound, writing and number of titles, parted by tabs. They are read
    whole, so that they are one text and no hundred thousand rows.
    """

    locale = models.CharField(max_length=15, primary_key=True)
    stamp = models.CharField(max_length=64)
    words = models.TextField(blank=True)

    class Meta:
        verbose_name = "検索のことば"
        verbose_name_plural = "検索のことば"

    def __str__(self) -> str:
        return self.locale
