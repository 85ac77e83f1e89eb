from uuid import uuid5

from django.db import migrations

import directory.fields
from directory.exporting.hsds_ids import NAMESPACE

ENTITIES = {"Place": "service", "Organization": "organization"}


def fill(apps, schema_editor):
    """As `HsdsIdField` makes them."""
    for name, entity in ENTITIES.items():
        model = apps.get_model("directory", name)
        rows = list(model._base_manager.only("pk", "public_id"))
        for row in rows:
            row.hsds_id = uuid5(NAMESPACE, f"{entity}/{row.public_id}")
        model._base_manager.bulk_update(rows, ["hsds_id"], batch_size=500)


class Migration(migrations.Migration):
    dependencies = [("directory", "0003_confirmation_requests")]

    operations = [
        *(
            migrations.AddField(name, "hsds_id", directory.fields.HsdsIdField(entity, null=True))
            for name, entity in ENTITIES.items()
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        *(
            migrations.AlterField(name, "hsds_id", directory.fields.HsdsIdField(entity))
            for name, entity in ENTITIES.items()
        ),
    ]
