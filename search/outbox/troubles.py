"""What keeps documents from Elasticsearch, in words for staff."""

from __future__ import annotations

from typing import Final

from elastic_transport import ConnectionTimeout, TlsError, TransportError
from elasticsearch import ApiError
from elasticsearch import ConnectionError as NoConnection

__all__ = ["FAILURES", "TWO_LIVE", "NotTaken", "in_words", "of_status"]

FAILURES: Final = (ApiError, TransportError, TimeoutError)
"""What the client raises, and whoever stops waiting for it."""

_BY_STATUS: Final = {
    401: "Elasticsearch が、接続を断りました。ユーザー名とパスワードを確かめてください。",
    403: "Elasticsearch が、書き込みを断りました。ディスクの空きと、ユーザーの権限を確かめてください。",
    404: "Elasticsearch に、このサイトの索引がありません。",
    413: "Elasticsearch が、大きすぎると断りました。",
    429: "Elasticsearch が、こみあっています。",
    503: "Elasticsearch の準備ができていません。",
}
TWO_LIVE: Final = "Elasticsearch に、このサイトの索引が2つ重なっています。"


class NotTaken(Exception):
    """Documents that Elasticsearch did not take for now; the text is a sentence for staff."""


def of_status(status: int) -> str:
    """The sentence for an HTTP status of Elasticsearch."""
    return _BY_STATUS.get(status, f"Elasticsearch が、エラーを返しました（{status}）。")


def in_words(error: Exception) -> str:
    """The sentence for what the client or we raised."""
    if isinstance(error, NotTaken):
        return str(error)
    if isinstance(error, ApiError):
        return of_status(error.status_code)
    if isinstance(error, (ConnectionTimeout, TimeoutError)):
        return "Elasticsearch が、時間のうちに答えません。"
    if isinstance(error, TlsError):
        return "Elasticsearch の証明書を確かめられません。"
    if isinstance(error, NoConnection):
        return "Elasticsearch につながりません。"
    return "Elasticsearch の答えを読めません。"
