"""`manage.py starter_content`"""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from home.starter.loading import Loaded, load_starter_content
from portal.links import make_link

NAMES = {
    "group": "団体",
    "place": "居場所・相談先",
    "event": "集まり",
    "benefit": "制度",
    "page": "ページ",
    "words": "訳",
}


class Command(BaseCommand):
    help = "空のサイトに見本の内容を入れます。すでに内容があるサイトには何もしません。"

    def handle(self, *args: Any, **options: Any) -> None:
        loaded = load_starter_content(timezone.localdate())
        if options["verbosity"]:
            self._say(loaded)

    def _say(self, loaded: Loaded) -> None:
        if not loaded.is_new:
            self.stdout.write("内容はもう入っています。何も変えていません。")
            return
        numbers = "、".join(f"{NAMES[kind]}{count}件" for kind, count in loaded.counts.items())
        self.stdout.write(f"見本の内容を入れました：{numbers}")
        if loaded.member:
            link = make_link(loaded.member, timezone.now())
            self.stdout.write(
                f"団体のページに入るリンク（{loaded.member}、1回だけ使えます）：{link}"
            )
