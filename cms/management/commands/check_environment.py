"""Reads every environment variable, or writes the reference page about them."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand

from cms import env, env_page


class Command(BaseCommand):
    help = "環境変数をすべて読み、正しいか確かめます。"
    requires_system_checks: tuple[str, ...] = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--page", action="store_true", help="一覧のページを書き出します。")

    def handle(self, *, page: bool, **options: object) -> None:
        if page:
            self.stdout.write(env_page.render(), ending="")
            return
        for variable in env.VARIABLES:
            variable.read()
        self.stdout.write("環境変数はすべて読めます。 Every variable can be read.")
