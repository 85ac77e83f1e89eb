"""Imports of lists: what a file is read as, each run of it, and what a run wrote.

An imported record is named by (record type, public id), so that rooms above this one can be
imported into too. `ImportedRecord` says what the last import wrote: a field that holds something
else now was changed by an editor since.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models

from cms.base.fields import PlainLetters

if TYPE_CHECKING:
    from datetime import datetime

SILENT = timedelta(minutes=3)
"""A run at work says so every few seconds, and its transaction takes seconds: after this time
without a word it was broken off."""


class ImportMapping(models.Model):
    """Which column of a file stands for what: a preset of a data set, changed for one sender.

    `columns` maps a header to a target (see `directory.importing.targets`); `fixed` holds facts
    that are true of every row; `source` is the short name that ids of the file belong to.
    """

    name = models.CharField("名前", max_length=60, unique=True)
    kind = models.CharField("何の一覧か", max_length=20)
    dataset = models.CharField("もとの様式", max_length=60, blank=True)
    columns = models.JSONField("列の読みかえ", default=dict, blank=True)
    fixed = models.JSONField("どの行にも入れる値", default=dict, blank=True)
    source = models.CharField(
        "出どころの短い名前",
        max_length=60,
        blank=True,
        help_text="同じ出どころの一覧には、いつも同じ名前を使います。前に取り込んだ記録と結びつけるためです。",
    )

    class Meta:
        ordering: ClassVar = ["name"]
        verbose_name = "列の読みかえ"
        verbose_name_plural = "列の読みかえ"

    def __str__(self) -> str:
        return self.name


class ImportFile(models.Model):
    """The bytes of an uploaded list. They stand in the database because they may name mobiles and
    mail addresses: no address of the site and no folder of a web server reaches them.
    """

    name = models.CharField("ファイルの名前", max_length=200)
    sha256 = models.CharField(max_length=64, editable=False)
    content = models.BinaryField()

    class Meta:
        verbose_name = "取り込むファイル"
        verbose_name_plural = "取り込むファイル"

    def __str__(self) -> str:
        return self.name


class ImportRun(models.Model):
    """One list, from its upload to its end. `report` is what `report_of()` says.

    `columns` are the columns of the file as they were read (`header`, `target`, `example`);
    `choices` is what was chosen for this file alone (header → target). `job` is what is to be done
    next; a process that took it says so in `taken_at` (see `directory.importing.queue`).
    """

    class State(models.TextChoices):
        UPLOADED = "uploaded", "読みこみ前"
        CHECKING = "checking", "くらべています"
        READY = "ready", "取り込めます"
        APPLYING = "applying", "取り込んでいます"
        APPLIED = "applied", "取り込みました"
        FAILED = "failed", "取り込めませんでした"
        UNDONE = "undone", "もとにもどしました"

    class Job(models.TextChoices):
        CHECK = "check", "くらべる"
        APPLY = "apply", "取り込む"
        UNDO = "undo", "もとにもどす"

    kind = models.CharField("何の一覧か", max_length=20)
    source = models.CharField("出どころの短い名前", max_length=60, blank=True)
    file = models.ForeignKey(ImportFile, models.PROTECT, verbose_name="ファイル")
    mapping = models.ForeignKey(
        ImportMapping, models.SET_NULL, null=True, blank=True, verbose_name="列の読みかえ"
    )
    choices = models.JSONField("このファイルの列の読みかえ", default=dict, blank=True)
    columns = models.JSONField("ファイルの列", default=list, blank=True)
    draft = models.BooleanField("新しい記録は下書きにする", default=False)
    changes_public = models.BooleanField("公開している記録も変える", default=True)
    state = models.CharField("状態", max_length=10, choices=State, default=State.UPLOADED)
    done = models.PositiveIntegerField("終わった行", default=0)
    total = models.PositiveIntegerField("すべての行", default=0)
    heard_at = models.DateTimeField("最後に進んだ時刻", auto_now_add=True)
    problem = models.CharField("取り込めなかったわけ", max_length=300, blank=True)
    report = models.JSONField("結果", default=dict, blank=True, encoder=PlainLetters)
    job = models.CharField("待っている仕事", max_length=10, choices=Job, blank=True)
    job_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="たのんだ人",
    )
    taken_at = models.DateTimeField("仕事をはじめた時刻", null=True, blank=True)
    forgotten_at = models.DateTimeField("中身を消した日時", null=True, blank=True)
    created_at = models.DateTimeField("はじめた日時", auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="はじめた人",
    )
    applied_at = models.DateTimeField("取り込んだ日時", null=True, blank=True)
    applied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="取り込んだ人",
    )
    undone_at = models.DateTimeField("もどした日時", null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="もどした人",
    )

    class Meta:
        ordering: ClassVar = ["-created_at", "-pk"]
        verbose_name = "取り込み"
        verbose_name_plural = "取り込み"

    def __str__(self) -> str:
        return f"{self.file.name}（{self.get_state_display()}）"

    def is_broken_off(self, now: datetime) -> bool:
        """At work, but without a word for long: the process ended, and nothing was written."""
        at_work = self.state in (self.State.CHECKING, self.State.APPLYING)
        return at_work and now - self.heard_at > SILENT


class ImportedRecord(models.Model):
    """What the last import from a source wrote to one record.

    `source_id` is the id in the file, or 「＝名前＠住所」 where the file has none. `values` maps a
    field to the JSON form of what was written (see `directory.importing.stored`).
    """

    record_type = models.CharField("種類", max_length=20)
    source = models.CharField("出どころの短い名前", max_length=60)
    source_id = models.CharField("出どころでのID", max_length=300)
    public_id = models.CharField("公開ID", max_length=60)
    values = models.JSONField("取り込んだ値", default=dict)
    revision_id = models.BigIntegerField("そのときの版", null=True, editable=False)
    run = models.ForeignKey(
        ImportRun, models.SET_NULL, null=True, verbose_name="取り込み", related_name="+"
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["record_type", "source", "source_id"], name="directory_imported_once"
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["record_type", "public_id"], name="imported_record")
        ]
        verbose_name = "取り込んだ記録"
        verbose_name_plural = "取り込んだ記録"

    def __str__(self) -> str:
        return f"{self.source}:{self.source_id} → {self.record_type}:{self.public_id}"


class ImportChange(models.Model):
    """What one run did to one record, and what taking it back needs.

    `before` and `after` hold the JSON form of the fields that the run wrote; `before` is empty
    for a record that the run made. `imported_before` is what `ImportedRecord.values` held, None
    where the source did not know the record yet.
    """

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="changes")
    record_type = models.CharField("種類", max_length=20)
    public_id = models.CharField("公開ID", max_length=60)
    source_id = models.CharField("出どころでのID", max_length=300)
    created = models.BooleanField("この取り込みが作った", default=False)
    before = models.JSONField("前の値", default=dict)
    after = models.JSONField("取り込んだ値", default=dict)
    imported_before = models.JSONField("その前に取り込んだ値", null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["record_type", "public_id"], name="import_change_record")
        ]
        verbose_name = "取り込みの変更"
        verbose_name_plural = "取り込みの変更"

    def __str__(self) -> str:
        return f"{self.record_type}:{self.public_id}"
