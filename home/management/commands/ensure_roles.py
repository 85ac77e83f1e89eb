"""`manage.py ensure_roles`: make or restore the groups 編集 and 承認 and the workflow."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from home.roles import ensure_roles


class Command(BaseCommand):
    help = "編集・承認のグループと、公開の確認の流れをつくります。何度動かしても同じです。"

    def handle(self, *args: Any, **options: Any) -> None:
        groups = ensure_roles()
        self.stdout.write("グループ：" + "・".join(group.name for group in groups))
