import django.db.models.deletion
from django.db import migrations, models

from search.engines import database


def create_index(apps, schema_editor):
    # Derived data: whatever the present code needs; `manage.py reindex` fills it.
    database.create_table(schema_editor.connection)


def drop_index(apps, schema_editor):
    database.drop_table(schema_editor.connection)


class Migration(migrations.Migration):

    dependencies = [("search", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="SearchOpening",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("opens_at", models.DateTimeField()),
                ("closes_at", models.DateTimeField()),
                ("document", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="openings", to="search.searchdocument")),
            ],
            options={
                "verbose_name": "検索の開いている時間",
                "verbose_name_plural": "検索の開いている時間",
                "indexes": [models.Index(fields=["document", "opens_at", "closes_at"], name="search_opening_times")],
            },
        ),
        migrations.RunPython(create_index, drop_index),
    ]
