from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from search.analysis import FIELDS
from search.engines.streams_table import TABLE, sql


def index_at_once(_apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Tables made before keep no list of pending words, which every search had to read through."""
    if schema_editor.connection.vendor != "postgresql":
        return
    for name in FIELDS:
        schema_editor.execute(sql("ALTER INDEX", f"{TABLE}_{name}", "SET (fastupdate = off)"))
        schema_editor.execute("SELECT gin_clean_pending_list(%s::regclass)", [f"{TABLE}_{name}"])


class Migration(migrations.Migration):
    dependencies = [("search", "0008_vocabulary")]
    operations = [migrations.RunPython(index_at_once, migrations.RunPython.noop)]
