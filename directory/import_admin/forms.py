"""What somebody says about a file: which list it is, and what its columns stand for."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any, ClassVar, Final

from django import forms
from django.core.exceptions import ValidationError

from directory.import_admin.rights import kinds_for, may_publish
from directory.importing.files import MAX_BYTES
from directory.importing.kinds import kind_named
from directory.importing.matching import Mapping
from directory.importing.problems import UnreadableFile
from directory.importing.queue import SMALL_BYTES
from directory.importing.reading import read_columns
from directory.importing.targets import COLUMN_TARGETS
from directory.importing.workbooks import is_workbook
from directory.models import ImportMapping, ImportRun

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.contrib.auth.models import AbstractBaseUser
    from django.core.files.uploadedfile import UploadedFile

NOT_USED: Final = "使わない"
TOO_LARGE: Final = (
    f"ファイルが大きすぎます（{MAX_BYTES // 1024 // 1024}MBまで）。いくつかに分けてください。"
)
PUBLISH: Final = (
    ("public", "すぐに公開する"),
    ("draft", "下書きにする（公開は、あとで1つずつ）"),
)
MAPPING_NAME: Final = 60
NAME_TAKEN: Final = "この名前の読みかえは、もうあります。別の名前にしてください。"


class MappingField(forms.ModelChoiceField):
    """A saved mapping, with the kind of list that it is for."""

    def label_from_instance(self, mapping: ImportMapping) -> str:
        return f"{mapping.name}（{kind_named(mapping.kind).label}）"


class UploadForm(forms.Form):
    """A new import. `content` is the file as it came, once the form is valid."""

    file = forms.FileField(
        label="ファイル",
        max_length=200,
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx"}),
        help_text="CSV か Excel（.xlsx）、20MB・5万行まで。公開されず、90日たつと消えます。",
        error_messages={"required": "ファイルをえらんでください。"},
    )
    kind = forms.ChoiceField(label="何の一覧ですか", widget=forms.RadioSelect)
    source = forms.CharField(
        label="出どころの短い名前",
        max_length=60,
        required=False,
        help_text="例：県のこども食堂一覧。同じ一覧を次に取り込むときも、同じ名前にします。"
        "空なら、市区町村のコードかファイルの名前を使います。",
    )
    mapping = MappingField(
        ImportMapping.objects.all(),
        label="保存した列の読みかえ",
        required=False,
        empty_label="使わない（列の名前から読む）",
    )
    publish = forms.ChoiceField(
        label="新しい記録を", choices=PUBLISH, widget=forms.RadioSelect, initial="draft"
    )

    def __init__(self, *args: Any, user: AbstractBaseUser, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = kinds_for(user)
        self.user, self.content = user, b""
        self.fields["kind"].choices = [(kind.name, kind.label) for kind in kinds]
        self.initial.setdefault("kind", kinds[0].name if kinds else "")
        if not any(may_publish(user, kind.name) for kind in kinds):
            del self.fields["publish"]

    def clean_file(self) -> UploadedFile:
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise ValidationError(TOO_LARGE)
        self.content = file.read()
        return file

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        kind, mapping = said.get("kind"), said.get("mapping")
        if kind and mapping and mapping.kind != kind:
            self.add_error(
                "mapping",
                "この読みかえは、ほかの種類の一覧のためのものです。えらびなおしてください。",
            )
        elif kind and self.content:
            self._look_into(said["file"].name, kind, mapping)
        return said

    def _look_into(self, name: str, kind: str, saved: ImportMapping | None) -> None:
        """Refuse what cannot be read while the form can still say so; large files are read later."""
        mapping = Mapping(saved.name, kind, saved.columns, saved.fixed) if saved else None
        try:
            if _weight(self.content) <= SMALL_BYTES:
                read_columns(name, self.content, kind, mapping=mapping)
            else:
                is_workbook(self.content)
        except UnreadableFile as problem:
            self.add_error("file", str(problem))

    @property
    def draft(self) -> bool:
        """Whether new records are drafts; always for those who may not publish."""
        allowed = may_publish(self.user, self.cleaned_data["kind"])
        return not allowed or self.cleaned_data.get("publish") != "public"


def _weight(content: bytes) -> int:
    """How many bytes reading goes through: a workbook is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return sum(part.file_size for part in archive.infolist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return len(content)


class ColumnsForm(forms.Form):
    """A select for each of `columns` (`header`, `target`, `example`)."""

    def __init__(
        self, *args: Any, kind: str, columns: Iterable[dict[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.columns = list(columns)
        choices = [("", NOT_USED), *COLUMN_TARGETS[kind].items()]
        for number, column in enumerate(self.columns):
            self.fields[f"column-{number}"] = forms.ChoiceField(
                label=column["header"],
                choices=choices,
                required=False,
                initial=column["target"],
                help_text=column.get("example", ""),
            )

    def column_fields(self) -> list[forms.BoundField]:
        return [self[f"column-{number}"] for number in range(len(self.columns))]

    @property
    def chosen(self) -> dict[str, str]:
        """Header → target, "" for a column that is not used; of two with one header the first."""
        said = {
            column["header"]: self.cleaned_data[f"column-{number}"]
            for number, column in reversed(list(enumerate(self.columns)))
        }
        return {column["header"]: said[column["header"]] for column in self.columns}

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        if self.columns and "name" not in self.chosen.values():
            raise ValidationError("「名前」の列を1つえらんでください。")
        return said


class RunForm(ColumnsForm):
    """How a file is to be read again."""

    source = forms.CharField(label="出どころの短い名前", max_length=60, required=False)
    publish = forms.ChoiceField(
        label="新しい記録を", choices=PUBLISH, widget=forms.RadioSelect, required=False
    )
    mapping_name = forms.CharField(
        label="次も使うなら、この対応に名前をつける",
        max_length=MAPPING_NAME,
        required=False,
        help_text="例：市のこども食堂一覧",
    )

    def __init__(self, *args: Any, run: ImportRun, saves: bool = False, **kwargs: Any) -> None:
        initial = {"source": run.source, "publish": "draft" if run.draft else "public"}
        super().__init__(*args, kind=run.kind, columns=run.columns, initial=initial, **kwargs)
        self.saves = saves

    def clean_mapping_name(self) -> str:
        name = self.cleaned_data["mapping_name"]
        if self.saves and not name:
            raise ValidationError("名前を書いてください。")
        if self.saves and ImportMapping.objects.filter(name=name).exists():
            raise ValidationError(NAME_TAKEN)
        return name


class MappingForm(ColumnsForm):
    """A saved mapping."""

    name = forms.CharField(label="名前", max_length=MAPPING_NAME)
    source = forms.CharField(
        label="出どころの短い名前",
        max_length=60,
        required=False,
        help_text=ImportMapping._meta.get_field("source").help_text,
    )
    field_order: ClassVar = ["name", "source"]

    def __init__(self, *args: Any, mapping: ImportMapping, **kwargs: Any) -> None:
        self.mapping = mapping
        columns = [{"header": header, "target": to} for header, to in mapping.columns.items()]
        initial = {"name": mapping.name, "source": mapping.source}
        super().__init__(*args, kind=mapping.kind, columns=columns, initial=initial, **kwargs)

    def clean_name(self) -> str:
        name = self.cleaned_data["name"]
        if ImportMapping.objects.exclude(pk=self.mapping.pk).filter(name=name).exists():
            raise ValidationError(NAME_TAKEN)
        return name

    def save(self) -> ImportMapping:
        self.mapping.name = self.cleaned_data["name"]
        self.mapping.source = self.cleaned_data["source"]
        self.mapping.columns = self.chosen
        self.mapping.save()
        return self.mapping
