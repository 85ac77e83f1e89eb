import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0008_stations"),
        ("portal", "0006_together"),
    ]

    operations = [
        migrations.CreateModel(
            name="GroupCalendar",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("address", models.CharField(max_length=1000, verbose_name="カレンダーのアドレス")),
                ("active", models.BooleanField(default=True, verbose_name="読みに行く")),
                ("etag", models.CharField(blank=True, editable=False, max_length=200)),
                ("last_modified", models.CharField(blank=True, editable=False, max_length=200)),
                (
                    "last_read_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="読めた日時"
                    ),
                ),
                ("last_whole_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "next_read_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="次に読む日時"
                    ),
                ),
                (
                    "last_error",
                    models.CharField(
                        blank=True, editable=False, max_length=30, verbose_name="読めなかったわけ"
                    ),
                ),
                (
                    "failures",
                    models.PositiveSmallIntegerField(
                        default=0, editable=False, verbose_name="つづけて読めなかった回数"
                    ),
                ),
                ("left_out", models.JSONField(default=dict, editable=False)),
                (
                    "organization",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="own_calendar",
                        to="directory.organization",
                        verbose_name="団体",
                    ),
                ),
            ],
            options={
                "verbose_name": "団体のカレンダー",
                "verbose_name_plural": "団体のカレンダー",
                "ordering": ["organization"],
            },
        ),
        migrations.CreateModel(
            name="CalendarEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.CharField(max_length=200)),
                ("recurrence_id", models.CharField(blank=True, max_length=40)),
                ("summary", models.CharField(blank=True, max_length=200, verbose_name="題")),
                ("description", models.TextField(blank=True, verbose_name="説明")),
                ("location", models.CharField(blank=True, max_length=300, verbose_name="場所")),
                ("facts", models.JSONField(default=dict, verbose_name="日にち")),
                ("is_whole", models.BooleanField(default=True)),
                ("next_on", models.DateField(verbose_name="次の日")),
                ("first_seen_at", models.DateTimeField(verbose_name="見つけた日時")),
                ("gone_at", models.DateTimeField(blank=True, null=True, verbose_name="消えた日時")),
                (
                    "decision",
                    models.CharField(
                        choices=[
                            ("waiting", "きめていない"),
                            ("taken", "のせる"),
                            ("ignored", "のせない"),
                        ],
                        default="waiting",
                        max_length=10,
                        verbose_name="きめたこと",
                    ),
                ),
                ("decided", models.JSONField(default=dict, verbose_name="きめたときの内容")),
                (
                    "proposal",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="calendar_entries",
                        to="portal.proposal",
                    ),
                ),
                (
                    "calendar",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="entries",
                        to="portal.groupcalendar",
                    ),
                ),
            ],
            options={
                "verbose_name": "カレンダーの予定",
                "verbose_name_plural": "カレンダーの予定",
                "ordering": ["next_on", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("calendar", "uid", "recurrence_id"),
                        name="portal_one_entry_of_an_event",
                    )
                ],
            },
        ),
    ]
