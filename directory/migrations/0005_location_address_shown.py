"""A venue at the point of its town may show its whole address; 行政地域 are chosen among districts."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("directory", "0004_hsds_id")]

    operations = [
        migrations.AddField(
            model_name="location",
            name="address_shown",
            field=models.BooleanField(
                default=False,
                help_text="「町のあたり」のときだけ使います。印がなければ、町の名前だけを出します。",
                verbose_name="番地と建物も公開する",
            ),
        ),
        migrations.AlterField(
            model_name="location",
            name="area",
            field=models.ForeignKey(
                blank=True,
                limit_choices_to={"kind": "district"},
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                to="directory.area",
                verbose_name="行政地域",
            ),
        ),
        migrations.AlterField(
            model_name="organization",
            name="area",
            field=models.ForeignKey(
                blank=True,
                limit_choices_to={"kind": "district"},
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                to="directory.area",
                verbose_name="地域",
            ),
        ),
    ]
