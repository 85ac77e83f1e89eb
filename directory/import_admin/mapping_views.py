"""保存した列の読みかえ: looked through, changed, deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from wagtail.admin import messages
from wagtail.admin.auth import permission_required

from directory.import_admin import rights
from directory.import_admin.forms import MappingForm
from directory.import_admin.views import crumbs
from directory.importing.kinds import kind_named
from directory.models import ImportMapping

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

LIST = "保存した列の読みかえ"


@permission_required(rights.IMPORT)
def mapping_list(request: HttpRequest) -> HttpResponse:
    words = {
        "mappings": [
            (mapping, kind_named(mapping.kind)) for mapping in ImportMapping.objects.all()
        ],
        "may_delete": request.user.has_perm(rights.DELETE_MAPPING),
        "breadcrumbs_items": crumbs(("", LIST)),
    }
    return render(request, "import_admin/mappings.html", words)


@permission_required(rights.CHANGE_MAPPING)
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    mapping = get_object_or_404(ImportMapping, pk=pk)
    form = MappingForm(request.POST or None, mapping=mapping)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, f"「{mapping.name}」を保存しました。")
        return redirect("import_mappings")
    words = {
        "form": form,
        "mapping": mapping,
        "kind": kind_named(mapping.kind),
        "breadcrumbs_items": _crumbs(mapping.name),
    }
    return render(request, "import_admin/mapping.html", words)


@permission_required(rights.DELETE_MAPPING)
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks first. Imports that used it stay as they are."""
    mapping = get_object_or_404(ImportMapping, pk=pk)
    if request.method == "POST":
        mapping.delete()
        messages.success(request, f"「{mapping.name}」を消しました。")
        return redirect("import_mappings")
    words = {"mapping": mapping, "breadcrumbs_items": _crumbs(f"{mapping.name}を消す")}
    return render(request, "import_admin/mapping_delete.html", words)


def _crumbs(label: str) -> list[dict[str, str]]:
    return crumbs((reverse("import_mappings"), LIST), ("", label))
