"""Judged queries and documents, and what the engines and stock Wagtail make of them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings

from bench.search_stock import StockWagtail
from search.evaluation import Asker, answers_of, figures, highlighted
from search.management.commands.evaluate_search import asker_of
from search.scratch import ScratchDatabase, ScratchElasticsearch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bench.registry import Line
    from search.evaluation import Ranker

type Rows = list[dict[str, Any]]

BOUNDS: Final = {"dev": 0.83}
SHARED: Final = settings.BASE_DIR.parent / "shared" / "search"
OWN_DOCUMENTS: Final[Rows] = [
    {"id": key, "title": title, "body": body}
    for key, title, body in (
        ("cafeteria", "なぎさ子ども食堂", "子どもとおとながいっしょに夕ごはんを食べます。"),
        ("dementia", "もの忘れの相談室", "認知症の人と家族が、看護師に話せます。"),
        ("young", "学校帰りの部屋", "きょうだいの世話をしている中学生や高校生が休めます。"),
        ("respite", "ショートステイの案内", "介護する人が休むあいだ、泊まって過ごせます。"),
        ("work", "仕事と介護の両立", "介護休業のとりかたを社会保険労務士に聞けます。"),
        ("money", "おむつ代の助成", "紙おむつを買うお金の半分がもどります。"),
        ("wheelchair", "車いすの貸し出し", "二週間まで無料で借りられます。"),
        ("bench", "浜辺のベンチ", "だれでもすわれます。"),
    )
]
OWN_QUERIES: Final[Rows] = [
    {"id": query, "query": query, "expected": {key: 3}}
    for query, key in (
        ("こどもしょくどう", "cafeteria"), ("shokudo", "cafeteria"), ("にんちしょう", "dementia"),
        ("認知症 家族", "dementia"), ("兄弟のお世話", "young"), ("短期入所", "respite"),
        ("介護休業", "work"), ("紙オムツ", "money"), ("ｸﾙﾏｲｽ", "wheelchair"), ("車椅子", "wheelchair"),
    )
]  # fmt: skip


def judged() -> tuple[str, Rows, Rows]:
    """The name of the set, documents, queries: the development set where it is, else our own."""
    documents, queries = SHARED / "documents.json", SHARED / "queries-dev.json"
    if not (documents.exists() and queries.exists()):
        return "own", OWN_DOCUMENTS, OWN_QUERIES
    return "dev", _read(documents, "documents"), _read(queries, "queries")


def _read(file: Any, key: str) -> Rows:
    read = json.loads(file.read_text(encoding="utf-8"))
    return read[key] if isinstance(read, dict) else read


def quality() -> Iterator[Line]:
    """A line for each engine, and one for stock Wagtail."""
    name, documents, queries = judged()
    makers: dict[str, Callable[[], Ranker]] = {"database": lambda: ScratchDatabase(documents)}
    if url := settings.ELASTICSEARCH_URL:
        makers["elasticsearch"] = lambda: ScratchElasticsearch(documents, url)
    asker = asker_of(documents)
    for engine, make in makers.items():
        ranker = make()
        try:
            said = _figures(ranker, documents, queries, asker)
        finally:
            ranker.close()
        bound = BOUNDS.get(name)
        holds = bound is None or (said["ndcg10"] >= bound and said["zero_rate"] <= 0.01)
        yield _line(name, engine, said) | {"at_least": bound, "holds": holds}
    yield _line(name, "stock Wagtail", _stock_figures(documents, queries))


def _figures(ranker: Ranker, documents: Rows, queries: Rows, asker: Asker) -> dict[str, Any]:
    answers = answers_of(ranker, queries, asker)
    found = {key: answer.found for key, answer in answers.items()}
    return figures(queries, found) | {"highlighted": highlighted(answers.values(), documents)}


def _stock_figures(documents: Rows, queries: Rows) -> dict[str, Any]:
    with StockWagtail() as stock:
        stock.add((row["title"], _text(row)) for row in documents)
        keys = [row["id"] for row in documents]
        runs = {row["id"]: [keys[place] for place in stock.places(row["query"])] for row in queries}
    return figures(queries, runs)


def _text(row: dict[str, Any]) -> str:
    return "\n".join(row.get(name) or "" for name in ("body", "extra", "address", "area", "phone"))


def _line(name: str, engine: str, said: dict[str, Any]) -> Line:
    return {"bench": "search", "what": "quality", "set": name, "engine": engine, **said}


def everyday_queries() -> list[str]:
    """What is asked while time is measured: the judged queries, and words of very many documents."""
    _name, _documents, queries = judged()
    return [*(row["query"] for row in queries), *COMMON]


COMMON: Final = (
    "食堂", "相談", "ケアラー", "介護", "認知症", "家族", "しょくどう", "shokudo", "ひだまり食堂",
    "大船 相談", "お金", "あ", "認知症の相談 電話", "0467",
)  # fmt: skip
