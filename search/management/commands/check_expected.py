"""`manage.py check_expected`: whether what should be found is found right now."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from search.editing.expected import Rank, Verdict, verdicts


class Command(BaseCommand):
    help = "「これが見つかるはず」をいまの検索でたしかめて、1行ずつ出します。だめなものがあれば、終了コードは1です。"

    def handle(self, *args: Any, **options: Any) -> None:
        judged = verdicts(timezone.now())
        for one in judged:
            self.stdout.write(_sentence(one))
        failing = sum(not one.holds for one in judged)
        self.stdout.write(f"{len(judged)}件のうち、見つからないもの{failing}件")
        if failing:
            raise SystemExit(1)


def _sentence(one: Verdict) -> str:
    """○ ごはん（ja、10番目まで）：きみえ食堂 3番目."""
    where = "、".join(map(_where, one.ranks))
    mark = "○" if one.holds else "▲"
    return f"{mark} {one.row.query}（{one.row.locale}、{one.row.within}番目まで）：{where}"


def _where(rank: Rank) -> str:
    if rank.result is None:
        return f"{rank.key} 公開されていません"
    return f"{rank.result.title} {f'{rank.rank}番目' if rank.rank else '出ません'}"
