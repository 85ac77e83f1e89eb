"""Who may do what in the admin: two groups and one workflow. Administrators are superusers.

編集 writes pages and records and sends them on; 承認 approves, publishes and takes back. Members of
groups have no account here: they sign in to the portal. What the two groups may do is written in
this file and restored by every run; make a group of your own for anything else.
"""

from __future__ import annotations

from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Workflow,
    WorkflowContentType,
    WorkflowPage,
    WorkflowTask,
)

from cms.base.records import Record

EDITORS = "編集"
MODERATORS = "承認"
WORKFLOW = "公開の確認"
STOCK_GROUPS = ("Editors", "Moderators")
STOCK_WORKFLOW = "Moderators approval"

AT_ONCE = (
    "directory.check", "directory.temporarystatus",
    "events.occurrencechange", "events.occurrencenote", "events.organizerabsence",
)  # fmt: skip
"""Facts that act at once: whoever hears of a cancellation may say so."""
TERMS = ("directory.area", "directory.audience", "directory.topic")
IMPORTS = ("directory.importrun", "directory.importmapping")
"""Whoever may add a run may compare a file and make drafts of it; whoever may delete one may take
it back. What becomes public needs the right to publish the record."""
SEARCH = ("search.conceptline", "search.expectedfind")
"""Lines and rows that act at once; whoever hears what residents call a thing may add the word."""
UNANSWERED = ("search.view_unansweredterm", "search.change_unansweredterm")
PORTAL = ("portal.member", "portal.groupstanding")
CALENDARS = "portal.change_groupcalendar"
"""Whoever sees the calendar that a group gave may also have it left alone; nobody of the staff gives one."""
SEE_PROPOSALS = "portal.view_proposal"
"""Whoever sees what groups propose may also comment on it."""
DECIDE_PROPOSALS = "portal.change_proposal"
BOARD = ("portal.view_boardpost", "portal.change_boardpost")
"""Whoever may change a post may read the groups' board and take out of sight what does harm."""
PLAN = ("plan.department", "plan.planedition", "plan.measure")

EDITOR_PAGES = ("add", "change")
MODERATOR_PAGES = ("add", "change", "publish", "bulk_delete", "lock", "unlock")
EDITOR_FILES = ("add", "change", "choose")
MODERATOR_FILES = (*EDITOR_FILES, "delete")
MODERATOR_RECORDS = ("add", "change", "delete", "publish", "lock", "unlock")


@transaction.atomic
def ensure_roles() -> tuple[Group, Group]:
    """Make or restore (editors, moderators) with their permissions and the workflow."""
    editors = Group.objects.get_or_create(name=EDITORS)[0]
    moderators = Group.objects.get_or_create(name=MODERATORS)[0]
    editors.permissions.add(*_permissions(_editor_codenames()))
    moderators.permissions.add(*_permissions(_moderator_codenames()))
    _allow_pages(editors, EDITOR_PAGES)
    _allow_pages(moderators, MODERATOR_PAGES)
    _allow_files(editors, EDITOR_FILES)
    _allow_files(moderators, MODERATOR_FILES)
    _ensure_workflow(moderators)
    _remove_stock()
    return editors, moderators


def record_labels() -> list[str]:
    """The draftable records: ["directory.organization", "directory.place", …]."""
    return [model._meta.label_lower for model in apps.get_models() if issubclass(model, Record)]


def _editor_codenames() -> set[str]:
    return {
        "wagtailadmin.access_admin",
        "wagtail_localize.submit_translation",
        *_each(("add", "change"), (*record_labels(), "directory.location")),
        *_each(("add", "change", "delete"), AT_ONCE),
        *_each(("add", "change"), (*IMPORTS, *SEARCH)),
        *UNANSWERED,
        SEE_PROPOSALS,
    }


def _moderator_codenames() -> set[str]:
    return {
        "wagtailadmin.access_admin",
        "wagtail_localize.submit_translation",
        *_each(MODERATOR_RECORDS, record_labels()),
        *_each(("add", "change", "delete"), ("directory.location", *PORTAL)),
        *_each(("add", "change", "delete"), (*AT_ONCE, *TERMS, *IMPORTS, *SEARCH)),
        *UNANSWERED,
        *_each(("add", "change"), PLAN),
        *BOARD,
        CALENDARS,
        SEE_PROPOSALS,
        DECIDE_PROPOSALS,
    }


def _each(actions: tuple[str, ...], labels: list[str] | tuple[str, ...]) -> set[str]:
    """{"directory.add_place", …} for every action on every model."""
    pairs = (label.split(".") for label in labels)
    return {f"{app}.{action}_{model}" for app, model in pairs for action in actions}


def _permissions(names: set[str]) -> list[Permission]:
    """The permissions of these names; raises LookupError for one that there is not."""
    apps_of = {name.partition(".")[0] for name in names}
    found = {
        f"{permission.content_type.app_label}.{permission.codename}": permission
        for permission in Permission.objects.select_related("content_type").filter(
            content_type__app_label__in=apps_of
        )
    }
    missing = sorted(names - found.keys())
    if missing:
        raise LookupError(f"権限がありません：{'、'.join(missing)}")
    return [found[name] for name in names]


def _allow_pages(group: Group, actions: tuple[str, ...]) -> None:
    """On the root, so that every language is meant."""
    root = Page.get_first_root_node()
    codenames = [f"{action}_page" for action in actions]
    for permission in Permission.objects.filter(
        content_type__app_label="wagtailcore", codename__in=codenames
    ):
        GroupPagePermission.objects.get_or_create(group=group, page=root, permission=permission)


def _allow_files(group: Group, actions: tuple[str, ...]) -> None:
    root = Collection.get_first_root_node()
    for permission in Permission.objects.filter(
        content_type__app_label__in=("wagtailimages", "wagtaildocs"),
        codename__in=[f"{action}_{kind}" for action in actions for kind in ("image", "document")],
    ):
        GroupCollectionPermission.objects.get_or_create(
            group=group, collection=root, permission=permission
        )


def _ensure_workflow(moderators: Group) -> None:
    """One step: somebody of 承認. It holds for all pages and for every kind of draftable record."""
    workflow = Workflow.objects.get_or_create(name=WORKFLOW)[0]
    task = GroupApprovalTask.objects.get_or_create(name=f"{MODERATORS}のグループが確かめる")[0]
    task.groups.add(moderators)
    WorkflowTask.objects.get_or_create(workflow=workflow, task=task, defaults={"sort_order": 0})
    WorkflowPage.objects.update_or_create(
        page=Page.get_first_root_node(), defaults={"workflow": workflow}
    )
    for label in record_labels():
        WorkflowContentType.objects.update_or_create(
            content_type=ContentType.objects.get_for_model(apps.get_model(label)),
            defaults={"workflow": workflow},
        )


def _remove_stock() -> None:
    """Wagtail's own two groups and workflow, while nobody uses them, would only be confused."""
    Group.objects.filter(name__in=STOCK_GROUPS, user__isnull=True).delete()
    Workflow.objects.filter(name=STOCK_WORKFLOW, workflow_states__isnull=True).delete()
