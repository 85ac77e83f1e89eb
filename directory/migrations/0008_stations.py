from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("directory", "0007_report_in_plain_letters"),
    ]

    operations = [
        migrations.AlterField(
            model_name="area",
            name="kind",
            field=models.CharField(
                choices=[
                    ("district", "行政地域"),
                    ("school", "小学校区"),
                    ("town", "町丁目"),
                    ("station", "駅"),
                ],
                default="district",
                max_length=10,
                verbose_name="種類",
            ),
        ),
    ]
