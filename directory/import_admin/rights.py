"""Who may do what with an import: one question each, asked of Django's permissions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.contrib.auth import get_permission_codename

from directory.importing.kinds import kind_named, kinds

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser

    from directory.importing.kinds import ImportKind
    from directory.models import ImportRun

IMPORT: Final = "directory.add_importrun"
UNDO: Final = "directory.delete_importrun"
CHANGE_MAPPING: Final = "directory.change_importmapping"
SAVE_MAPPING: Final = "directory.add_importmapping"
DELETE_MAPPING: Final = "directory.delete_importmapping"


def kinds_for(user: AbstractBaseUser) -> list[ImportKind]:
    """The kinds whose records this person may write."""
    return [kind for kind in kinds() if _may(user, "add", kind)]


def may_publish(user: AbstractBaseUser, kind: str) -> bool:
    """Whether this person may make records of this kind public, or change public ones."""
    return _may(user, "publish", kind_named(kind))


def may_apply(user: AbstractBaseUser, run: ImportRun) -> bool:
    """Without the right to publish: only what makes drafts and changes nothing that is public."""
    only_drafts = run.draft and not run.changes_public
    return user.has_perm(IMPORT) and (only_drafts or may_publish(user, run.kind))


def _may(user: AbstractBaseUser, action: str, kind: ImportKind) -> bool:
    options = kind.model._meta
    return user.has_perm(f"{options.app_label}.{get_permission_codename(action, options)}")
