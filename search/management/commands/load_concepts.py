"""`manage.py load_concepts`: the shipped synonym lines come into the table of the editors."""

from typing import Any

from django.core.management.base import BaseCommand

from search.editing.shipped import load_shipped
from search.vocabulary import shipped_lines


class Command(BaseCommand):
    help = (
        "はじめからある言いかえを、管理画面の「言いかえ」に入れます。新しい版の行は加わり、"
        "職員が直した行、止めた行、消した行はそのままです。何度動かしても同じです。"
    )

    def handle(self, *args: Any, **options: Any) -> None:
        loaded = load_shipped(shipped_lines())
        self.stdout.write(
            f"言いかえ：新しい{loaded.added}行、変わった{loaded.changed}行、"
            f"なくなった{loaded.removed}行。"
        )
