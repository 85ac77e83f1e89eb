"""Publish and unpublish several records at once, as Wagtail does for pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.utils.functional import classproperty
from wagtail.actions.unpublish import UnpublishAction
from wagtail.models import DraftStateMixin
from wagtail.snippets.bulk_actions.snippet_bulk_action import SnippetBulkAction
from wagtail.snippets.models import get_snippet_models

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.contrib.auth.models import AbstractBaseUser
    from django.db.models import Model


class DraftableBulkAction(SnippetBulkAction):
    """Acts on what may be published by the user, and is not locked for them."""

    template_name = "admin_forms/confirm_bulk.html"
    question: ClassVar[str]
    confirm: ClassVar[str]
    refused: ClassVar[str]
    done: ClassVar[str]

    @classproperty
    def models(cls) -> list[type[Model]]:
        return [model for model in get_snippet_models() if issubclass(model, DraftStateMixin)]

    def check_perm(self, snippet: Any) -> bool:
        user = self.request.user
        lock = snippet.get_lock()
        return not (lock and lock.for_user(user)) and (
            self.permission_policy.user_has_permission_for_instance(user, "publish", snippet)
        )

    def get_execution_context(self) -> dict[str, Any]:
        return super().get_execution_context() | {"user": self.request.user}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "heading": self.display_name,
            "question": self.question,
            "confirm": self.confirm,
            "refused": self.refused,
        }

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str:
        return self.done.format(count=num_parent_objects)


class PublishBulkAction(DraftableBulkAction):
    display_name = "公開する"
    action_type = "publish"
    aria_label = "選んだ記録を公開する"
    action_priority = 40
    question = "この記録を公開しますか。いちばん新しい下書きが公開されます。"
    confirm = "公開する"
    refused = "公開できない記録です（権限がないか、ロックされています）。"
    done = "{count}件を公開しました。"

    @classmethod
    def execute_action(
        cls, objects: Iterable[Any], user: AbstractBaseUser | None = None, **kwargs: Any
    ) -> tuple[int, int]:
        count = 0
        for record in objects:
            revision = record.get_latest_revision() or record.save_revision(user=user)
            revision.publish(user=user)
            count += 1
        return count, 0


class UnpublishBulkAction(DraftableBulkAction):
    display_name = "公開をやめる"
    action_type = "unpublish"
    aria_label = "選んだ記録の公開をやめる"
    action_priority = 50
    question = "この記録の公開をやめますか。訳した記録も公開されなくなります。"
    confirm = "公開をやめる"
    refused = "公開をやめられない記録です（権限がないか、ロックされています）。"
    done = "{count}件の公開をやめました。"

    @classmethod
    def execute_action(
        cls, objects: Iterable[Any], user: AbstractBaseUser | None = None, **kwargs: Any
    ) -> tuple[int, int]:
        live = [record for record in objects if record.live]
        for record in live:
            UnpublishAction(record, user=user).execute(skip_permission_checks=True)
        return len(live), 0
