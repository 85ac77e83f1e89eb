from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("search", "0003_facets_and_times")]

    operations = [
        migrations.RemoveIndex("searchdocument", "search_doc_facets"),
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
                    "record_id",
                    "occurrence",
                ],
                name="search_doc_counting",
            ),
        ),
        migrations.AddIndex(
            "searchdocument",
            models.Index(
                fields=[
                    "locale",
                    "record_type",
                    "kana",
                    "title",
                    "assured_until",
                    "public_from",
                    "public_until",
                    "ends_at",
                    "next_start",
                    "record_id",
                    "occurrence",
                ],
                name="search_doc_ordering",
            ),
        ),
    ]
