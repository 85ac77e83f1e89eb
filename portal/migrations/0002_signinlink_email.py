from django.db import migrations, models


class Migration(migrations.Migration):
    """Links made before this are bound to no address and end here."""

    dependencies = [
        ("portal", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="signinlink",
            name="email",
            field=models.EmailField(default="", max_length=254),
            preserve_default=False,
        ),
    ]
