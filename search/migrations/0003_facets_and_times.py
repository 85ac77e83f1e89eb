from itertools import groupby
from operator import attrgetter

from django.db import migrations, models

BATCH = 1000
REFERENCES = {"measure", "organization", "place", "series"}


def fill_facets(apps, schema_editor):
    SearchDocument = apps.get_model("search", "SearchDocument")
    SearchTag = apps.get_model("search", "SearchTag")
    tags = (
        SearchTag.objects.exclude(name__in=REFERENCES)
        .order_by("document_id", "name", "value")
        .iterator(BATCH)
    )
    documents = [
        SearchDocument(pk=document_id, facets="\n".join(f"{tag.name}={tag.value}" for tag in own))
        for document_id, own in groupby(tags, key=attrgetter("document_id"))
    ]
    SearchDocument.objects.bulk_update(documents, ["facets"], BATCH)


class Migration(migrations.Migration):

    dependencies = [("search", "0002_index")]

    operations = [
        migrations.AddField("searchdocument", "facets", models.TextField(blank=True, default="")),
        migrations.RemoveIndex("searchopening", "search_opening_times"),
        migrations.AddIndex(
            "searchopening",
            models.Index(fields=["opens_at", "closes_at", "document"], name="search_open_at"),
        ),
        migrations.RemoveIndex("searchdocument", "search_doc_type"),
        migrations.AddIndex(
            "searchdocument",
            models.Index(
                fields=[
                    "locale",
                    "record_type",
                    "facets",
                    "public_from",
                    "public_until",
                    "ends_at",
                    "next_start",
                ],
                name="search_doc_facets",
            ),
        ),
        migrations.RunPython(fill_facets, migrations.RunPython.noop),
    ]
