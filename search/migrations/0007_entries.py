from itertools import batched

import django.db.models.deletion
from django.db import migrations, models
from django.utils import timezone

BATCH = 1000
COPIED = (
    "locale", "record_type", "record_id", "occurrence", "facets", "public_from", "public_until",
    "ends_at", "next_start", "assured_until", "lat", "lng",
)


def fill(apps, schema_editor):
    SearchDocument = apps.get_model("search", "SearchDocument")
    SearchEntry = apps.get_model("search", "SearchEntry")
    rows = SearchDocument.objects.order_by("pk").values("pk", "title", *COPIED).iterator(BATCH)
    for batch in batched(rows, BATCH):
        SearchEntry.objects.bulk_create(
            SearchEntry(
                document_id=row["pk"],
                title_length=len(row["title"]),
                next_day=row["next_start"] and timezone.localdate(row["next_start"]),
                **{name: row[name] for name in COPIED},
            )
            for row in batch
        )


class Migration(migrations.Migration):

    dependencies = [("search", "0006_outbox")]

    operations = [
        migrations.CreateModel(
            name="SearchEntry",
            fields=[
                ("document", models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name="entry", serialize=False, to="search.searchdocument")),
                ("locale", models.CharField(max_length=15)),
                ("record_type", models.CharField(max_length=20)),
                ("record_id", models.CharField(max_length=60)),
                ("occurrence", models.CharField(max_length=15)),
                ("facets", models.TextField()),
                ("title_length", models.PositiveIntegerField()),
                ("public_from", models.DateTimeField(null=True)),
                ("public_until", models.DateTimeField(null=True)),
                ("ends_at", models.DateTimeField(null=True)),
                ("next_start", models.DateTimeField(null=True)),
                ("next_day", models.DateField(null=True)),
                ("assured_until", models.DateField(null=True)),
                ("lat", models.FloatField(null=True)),
                ("lng", models.FloatField(null=True)),
            ],
            options={"verbose_name": "検索文書の要点", "verbose_name_plural": "検索文書の要点"},
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
