"""「取り込み」: the list of imports, a new one, and the page of each from its upload to its end.

A GET changes nothing; every step is a POST with the CSRF token of the admin.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import F
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.auth import permission_required

from directory.import_admin import desk, rights
from directory.import_admin.forms import RunForm, UploadForm
from directory.importing import queue, runs
from directory.importing.keeping import KEPT
from directory.importing.kinds import kind_named
from directory.models import ImportMapping, ImportRun

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse

PER_PAGE: Final = 30
BUSY: Final = "この取り込みは、もう始まっているか、終わっています。何もしませんでした。"
ONLY_DRAFTS: Final = (
    "公開できるのは、承認の人だけです。「新しい記録は下書きにする」でくらべなおしてください。"
)
State, Job = ImportRun.State, ImportRun.Job


def crumbs(*steps: tuple[str, str]) -> list[dict[str, str]]:
    """The way to a page: (address, label); the last is the page itself."""
    known = (("wagtailadmin_home", "ホーム"), ("imports", "取り込み"))
    way = [(reverse(name), label) for name, label in known]
    return [{"url": url, "label": label} for url, label in (*way, *steps)]


@permission_required(rights.IMPORT)
def run_list(request: HttpRequest) -> HttpResponse:
    """All imports, newest first."""
    now = timezone.now()
    known = [kind.name for kind in rights.kinds_for(request.user)]
    listed = _without_contents(ImportRun.objects.filter(kind__in=known))
    page = Paginator(listed, PER_PAGE).get_page(request.GET.get("page"))
    words = {
        "page": page,
        "rows": [_row(run, now) for run in page],
        "may_undo": request.user.has_perm(rights.UNDO),
        "breadcrumbs_items": crumbs(),
    }
    return render(request, "import_admin/list.html", words)


def _without_contents(rows: QuerySet[ImportRun]) -> QuerySet[ImportRun]:
    """Files and reports may have megabytes; of a report a list shows the counts."""
    return (
        rows.select_related("file", "created_by")
        .defer("file__content", "report", "columns")
        .annotate(counts=F("report__counts"))
    )


def _row(run: ImportRun, now: datetime) -> dict[str, Any]:
    counts = run.counts or {}
    names = ("created", "updated", "unchanged", "refused")
    labels = {part.name: part.label for part in desk.PARTS}
    return {
        "run": run,
        "kind": kind_named(run.kind).label,
        "state": desk.in_words(run, now),
        "standing": desk.standing(run, now),
        "counts": [(labels[name], counts[name]) for name in names if counts.get(name)],
    }


@permission_required(rights.IMPORT)
def upload(request: HttpRequest) -> HttpResponse:
    """ファイルを取り込む: what is chosen is compared at once, and nothing is written."""
    form = UploadForm(request.POST or None, request.FILES or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        run = _keep(form, request)
        queue.ask(run, Job.CHECK, request.user, timezone.now())
        return redirect("import_run", run.pk)
    words = {
        "form": form,
        "breadcrumbs_items": crumbs(("", "ファイルを取り込む")),
        "kept_days": KEPT.days,
    }
    return render(request, "import_admin/upload.html", words)


def _keep(form: UploadForm, request: HttpRequest) -> ImportRun:
    said = form.cleaned_data
    run = runs.upload(
        kind=said["kind"],
        name=said["file"].name,
        content=form.content,
        source=said["source"],
        mapping=said["mapping"],
        draft=form.draft,
        user=request.user,
    )
    run.changes_public = rights.may_publish(request.user, run.kind)
    run.save(update_fields=["changes_public"])
    return run


@permission_required(rights.IMPORT)
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """One import: its preview, how far it is, or what became of it."""
    run = found(request, pk)
    return _page(request, run, RunForm(run=run))


def found(request: HttpRequest, pk: int) -> ImportRun:
    """Raises Http404, and PermissionDenied for a kind that this person may not write."""
    run = get_object_or_404(
        ImportRun.objects.select_related(
            "file", "mapping", "created_by", "applied_by", "undone_by"
        ),
        pk=pk,
    )
    if kind_named(run.kind) not in rights.kinds_for(request.user):
        raise PermissionDenied
    return run


def _page(request: HttpRequest, run: ImportRun, form: RunForm) -> HttpResponse:
    now = timezone.now()
    part = desk.shown_part(run, request.GET.get("show", ""))
    words = {
        "run": run,
        "kind": kind_named(run.kind),
        "form": form,
        "standing": desk.standing(run, now),
        "state": desk.in_words(run, now),
        "form_title": desk.form_title(run),
        "tiles": desk.tiles(run, part),
        "part": next(tile for tile in desk.tiles(run, part) if tile.shown),
        "page": desk.page_of(run, part, request.GET.get("page")),
        "what_happens": desk.what_happens(run),
        "used": sum(bool(column["target"]) for column in run.columns),
        "may_publish": rights.may_publish(request.user, run.kind),
        "may_apply": rights.may_apply(request.user, run),
        "may_undo": request.user.has_perm(rights.UNDO) and run.forgotten_at is None,
        "may_save": request.user.has_perm(rights.SAVE_MAPPING),
        "breadcrumbs_items": crumbs(("", run.file.name)),
        "kept_days": KEPT.days,
    }
    return render(request, "import_admin/run.html", words)


@require_POST
@permission_required(rights.IMPORT)
def compare(request: HttpRequest, pk: int) -> HttpResponse:
    """もう一度くらべる, with other columns; or この対応を保存, which compares too."""
    run = found(request, pk)
    saves = request.POST.get("do") == "save"
    if saves and not request.user.has_perm(rights.SAVE_MAPPING):
        raise PermissionDenied
    form = RunForm(request.POST, run=run, saves=saves)
    if not form.is_valid():
        return _page(request, run, form)
    if run.job or run.state not in (State.UPLOADED, State.READY, State.FAILED):
        messages.warning(request, BUSY)
        return redirect("import_run", run.pk)
    _choose(run, form, request)
    if saves:
        _save_mapping(run, form)
        messages.success(
            request, f"「{run.mapping.name}」として保存しました。次の取り込みでえらべます。"
        )
    if not queue.ask(run, Job.CHECK, request.user, timezone.now()):
        messages.warning(request, BUSY)
    return redirect("import_run", run.pk)


def _choose(run: ImportRun, form: RunForm, request: HttpRequest) -> None:
    """Only what was chosen otherwise than it was read is remembered for the file."""
    read = {column["header"]: column["target"] for column in run.columns}
    other = {header: to for header, to in form.chosen.items() if to != read[header]}
    may_publish = rights.may_publish(request.user, run.kind)
    run.choices = {**run.choices, **other}
    run.source = form.cleaned_data["source"]
    run.draft = not may_publish or form.cleaned_data["publish"] != "public"
    run.changes_public = may_publish
    run.save(update_fields=["choices", "source", "draft", "changes_public"])


def _save_mapping(run: ImportRun, form: RunForm) -> None:
    saved = run.mapping
    run.mapping = ImportMapping.objects.create(
        name=form.cleaned_data["mapping_name"],
        kind=run.kind,
        dataset=run.report.get("dataset", ""),
        columns=form.chosen,
        fixed=saved.fixed if saved else {},
        source=run.source,
    )
    run.choices = {}
    run.save(update_fields=["mapping", "choices"])


@require_POST
@permission_required(rights.IMPORT)
def apply(request: HttpRequest, pk: int) -> HttpResponse:
    """取り込む: pressed twice, it is done once."""
    run = found(request, pk)
    if not rights.may_apply(request.user, run):
        messages.error(request, ONLY_DRAFTS)
    elif not queue.ask(run, Job.APPLY, request.user, timezone.now()):
        messages.warning(request, BUSY)
    return redirect("import_run", run.pk)


@require_POST
@permission_required(rights.IMPORT)
def resume(request: HttpRequest, pk: int) -> HttpResponse:
    """もう一度: what broke off wrote nothing, and is begun anew."""
    run = found(request, pk)
    if run.job == Job.UNDO and not request.user.has_perm(rights.UNDO):
        raise PermissionDenied
    if run.job == Job.APPLY and not rights.may_apply(request.user, run):
        raise PermissionDenied
    if not queue.resume(run, timezone.now()):
        messages.warning(request, BUSY)
    return redirect("import_run", run.pk)


@permission_required(rights.UNDO)
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """この取り込みを元に戻す: asks first; a second time it says that it is done already."""
    run = found(request, pk)
    if run.state == State.UNDONE:
        messages.warning(request, "この取り込みは、もう元に戻してあります。")
        return redirect("import_run", run.pk)
    if request.method == "POST":
        if not queue.ask(run, Job.UNDO, request.user, timezone.now()):
            messages.warning(request, BUSY)
        return redirect("import_run", run.pk)
    words = {
        "run": run,
        "counts": run.report.get("counts", {}),
        "breadcrumbs_items": crumbs(
            (reverse("import_run", args=[run.pk]), run.file.name), ("", "元に戻す")
        ),
    }
    return render(request, "import_admin/undo.html", words)
