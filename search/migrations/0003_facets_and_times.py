from itertools import groupby
from operator import attrgetter

from django.db import migrations, models

from search.models import facet_text

BATCH = 1000


def fill_facets(apps, schema_editor):
    SearchDocument = apps.get_model("search", "SearchDocument")
    SearchTag = apps.get_model("search", "SearchTag")
    tags = SearchTag.objects.order_by("document_id", "name", "value").iterator(BATCH)
    documents = []
    for document_id, own in groupby(tags, key=attrgetter("document_id")):
        by_name = {name: [tag.value for tag in rows] for name, rows in groupby(own, key=attrgetter("name"))}
        documents.append(SearchDocument(pk=document_id, facets=facet_text(by_name)))
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
