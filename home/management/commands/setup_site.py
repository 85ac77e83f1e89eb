"""Makes the site in an empty database, or brings an existing one up to date."""

import secrets
from argparse import ArgumentParser
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import transaction

from home.roles import EDITORS, MODERATORS, ensure_roles
from search.admin_search.tasks import index_missing
from search.correcting.keeping import refresh_vocabularies
from search.editing.shipped import load_shipped
from search.engines.settling import settle_index
from search.vocabulary import shipped_lines

PLAN_TEXT = settings.BASE_DIR.parent / "shared" / "plan" / "kamakura-goal6-2025-03.txt"


@dataclass(frozen=True, slots=True)
class Account:
    """A member of staff of the new site; no `group` means an administrator."""

    username: str
    title: str
    group: str = ""


ACCOUNTS = (
    Account("admin", "管理者 (administrator)"),
    Account("editor", "編集者 (editor)", EDITORS),
    Account("moderator", "承認者 (moderator)", MODERATORS),
)


class Command(BaseCommand):
    help = "空のデータベースにサイトを作ります。すでにあるサイトは新しい形に直すだけです。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--plan", type=Path, default=PLAN_TEXT, help="計画の本文のファイル")

    def handle(self, *, plan: Path, **options: object) -> None:
        call_command("migrate", verbosity=0, interactive=False)
        ensure_roles()
        load_shipped(shipped_lines())
        index_missing()
        if get_user_model().objects.exists():
            return
        with transaction.atomic():
            call_command("load_plan", *([str(plan)] if plan.exists() else []), verbosity=0)
            call_command("starter_content")
            passwords = [(account, _create(account)) for account in ACCOUNTS]
        settle_index()
        refresh_vocabularies()
        self._print(passwords)

    def _print(self, passwords: list[tuple[Account, str]]) -> None:
        """The only time these passwords are shown."""
        self.stdout.write("\n次の内容は一度だけ表示します。 This is shown once only.")
        self.stdout.write(f"  管理画面 (admin): {settings.BASE_URL}/admin/")
        for account, password in passwords:
            self.stdout.write(f"  {account.title}: {account.username} / {password}")


def _create(account: Account) -> str:
    password = secrets.token_urlsafe(9)
    users = get_user_model().objects
    make = users.create_user if account.group else users.create_superuser
    user = make(account.username, f"{account.username}@example.jp", password)
    if account.group:
        user.groups.add(Group.objects.get(name=account.group))
    return password
