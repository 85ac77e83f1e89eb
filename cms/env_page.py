"""The reference page of the environment variables, made from their table."""

from pathlib import Path

from cms import env

PAGE = env.BASE_DIR / "docs" / "reference" / "environment.md"

HEAD = """\
# 環境変数

変数がなくてもサイトは動きます。空の値は、ないのと同じです。
「秘密」の変数は、`名前_FILE` にファイルの場所を書いても渡せます。
読めない値があると、変数の名前と正しい形を示して、起動をやめます。
この表は `manage.py check_environment --page` が `cms/env.py` から作ります。

| 名前 | 形 | ないとき | 秘密 | 使いみち |
| --- | --- | --- | --- | --- |
"""


def render() -> str:
    """The whole page as Markdown."""
    return HEAD + "".join(_row(variable) for variable in env.VARIABLES)


def _row(variable: env.Variable[object]) -> str:
    default = _default(variable.default)
    secret = "はい" if variable.secret else ""
    cells = (f"`{variable.name}`", variable.kind.expected, default, secret, variable.purpose)
    return f"| {' | '.join(cells)} |\n"


def _default(value: object) -> str:
    if isinstance(value, bool):
        value = int(value)
    if isinstance(value, Path):
        value = value.relative_to(env.BASE_DIR)
    if isinstance(value, tuple):
        value = ",".join(value)
    return f"`{value}`" if str(value) else ""
