"""Every environment variable the site reads: name, kind, default and purpose, once each.

Settings call `DEBUG.read()`; `docs/reference/environment.md` is rendered from `VARIABLES`.
An empty value counts as not set. A secret may also come from a file named by `NAME_FILE`.
A value that cannot be read ends the start with one sentence that names the variable.
"""

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

BASE_DIR = Path(__file__).resolve().parent.parent

TRUE_WORDS = frozenset({"1", "true", "yes", "on"})
FALSE_WORDS = frozenset({"0", "false", "no", "off"})


class InvalidVariable(SystemExit):
    """A value that cannot be read. It ends the process without a traceback, exit status 1."""

    def __init__(self, name: str, expected: str) -> None:
        super().__init__(f"環境変数 {name} の値を直してください。{name} must be {expected}.")


@dataclass(frozen=True, slots=True)
class Kind[T]:
    """How a value is read: `parse` raises ValueError for anything but `expected`."""

    expected: str
    parse: Callable[[str], T]


@dataclass(frozen=True, slots=True)
class Variable[T]:
    """One variable of the table; `default` is used when it is not set."""

    name: str
    kind: Kind[T]
    default: T
    purpose: str
    secret: bool = False

    def read(self, environ: Mapping[str, str] = os.environ) -> T:
        """The value, or the default; raises `InvalidVariable`."""
        raw = self._raw(environ)
        if not raw:
            return self.default
        try:
            return self.kind.parse(raw)
        except ValueError:
            raise InvalidVariable(self.name, self.kind.expected) from None

    def _raw(self, environ: Mapping[str, str]) -> str:
        value = environ.get(self.name, "").strip()
        file = environ.get(f"{self.name}_FILE", "").strip() if self.secret else ""
        if not file:
            return value
        if value:
            raise InvalidVariable(self.name, f"given either directly or as {self.name}_FILE")
        try:
            return Path(file).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError):
            raise InvalidVariable(f"{self.name}_FILE", "a text file that can be read") from None


def _parse_boolean(raw: str) -> bool:
    word = raw.lower()
    if word not in TRUE_WORDS | FALSE_WORDS:
        raise ValueError(raw)
    return word in TRUE_WORDS


def _parse_list(raw: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in raw.split(",") if part.strip())


def _parse_path(raw: str) -> Path:
    return (BASE_DIR / raw).resolve()


TEXT = Kind("a text", str)
BOOLEAN = Kind("1 or 0 (true/false, yes/no, on/off)", _parse_boolean)
LIST = Kind("a list separated by commas", _parse_list)
PATH = Kind("a path, absolute or from the project folder", _parse_path)


CODE_WEIGHTS = (6, 5, 4, 3, 2)


def _parse_municipality_code(raw: str) -> str:
    """The sixth digit checks the other five (全国地方公共団体コード)."""
    if len(raw) != len(CODE_WEIGHTS) + 1 or not (raw.isascii() and raw.isdigit()):
        raise ValueError(raw)
    total = sum(weight * int(digit) for weight, digit in zip(CODE_WEIGHTS, raw[:-1], strict=True))
    if (11 - total % 11) % 10 != int(raw[-1]):
        raise ValueError(raw)
    return raw


MUNICIPALITY = Kind("the six digits of a municipality, check digit last", _parse_municipality_code)


def _parse_index_prefix(raw: str) -> str:
    if not re.fullmatch(r"[a-z][a-z0-9-]{0,40}", raw):
        raise ValueError(raw)
    return raw


INDEX_PREFIX = Kind("lower-case letters, digits and hyphens, a letter first", _parse_index_prefix)


def one_of(*choices: str) -> Kind[str]:
    """One of a few words."""

    def parse(raw: str) -> str:
        if raw not in choices:
            raise ValueError(raw)
        return raw

    return Kind("one of " + ", ".join(choices), parse)


def whole_number(low: int, high: int) -> Kind[int]:
    """A whole number from `low` to `high`, both included."""

    def parse(raw: str) -> int:
        number = int(raw)
        if not low <= number <= high:
            raise ValueError(raw)
        return number

    return Kind(f"a whole number from {low} to {high}", parse)


def _check_address(raw: str, schemes: tuple[str, ...]) -> None:
    parts = urlsplit(raw)
    place = parts.path.strip("/") if parts.scheme == "filesystem" else parts.hostname
    # Reading .port raises ValueError where it is no number up to 65535.
    if parts.scheme not in schemes or not place or parts.port == 0:
        raise ValueError(raw)


def address(*schemes: str) -> Kind[str]:
    """An address with one of `schemes`; the text itself is returned."""

    def parse(raw: str) -> str:
        _check_address(raw, schemes)
        return raw

    return Kind("an address starting with " + " or ".join(f"{s}://" for s in schemes), parse)


def addresses(*schemes: str) -> Kind[tuple[str, ...]]:
    """Addresses separated by commas, each with one of `schemes`."""

    def parse(raw: str) -> tuple[str, ...]:
        items = _parse_list(raw)
        for item in items:
            _check_address(item, schemes)
        return items

    return Kind("addresses with " + " or ".join(f"{s}://" for s in schemes) + ", by commas", parse)


DEBUG = Variable(
    "DEBUG", BOOLEAN, False, "開発用の詳しいエラー画面を出します。公開では使いません。"
)
SITE_NAME = Variable("SITE_NAME", TEXT, "かまくらケアラーひろば", "サイトの名前です。")
BASE_URL = Variable(
    "BASE_URL",
    address("http", "https"),
    "http://127.0.0.1:8000",
    "公開アドレスです。メール、フィード、カレンダーの中のリンクに使います。",
)
MUNICIPALITY_CODE = Variable(
    "MUNICIPALITY_CODE",
    MUNICIPALITY,
    "142042",
    "市の全国地方公共団体コード（6桁）です。オープンデータに入ります。",
)
MUNICIPALITY_NAME = Variable(
    "MUNICIPALITY_NAME", TEXT, "鎌倉市", "市の名前です。オープンデータに入ります。"
)
PREFECTURE_NAME = Variable(
    "PREFECTURE_NAME", TEXT, "神奈川県", "都道府県の名前です。オープンデータに入ります。"
)
DATA_LICENCE = Variable(
    "DATA_LICENCE",
    TEXT,
    "CC BY 4.0",
    "オープンデータの利用のきまりの名前です。",
)
DATA_LICENCE_URL = Variable(
    "DATA_LICENCE_URL",
    address("https"),
    "https://creativecommons.org/licenses/by/4.0/deed.ja",
    "オープンデータの利用のきまりのアドレスです。",
)
CALENDAR_DOMAIN = Variable(
    "CALENDAR_DOMAIN",
    TEXT,
    "carers.example.jp",
    "カレンダーの UID の後ろにつく名前です。公開したあとは変えません。",
)
EXIT_URL = Variable(
    "EXIT_URL",
    address("https"),
    "https://www.jma.go.jp/",
    "「すぐ閉じる」で開く、ほかのサイトのアドレスです。",
)
ALLOWED_HOSTS = Variable(
    "ALLOWED_HOSTS",
    LIST,
    ("127.0.0.1", "localhost", "[::1]"),
    "応答するホスト名です。",
)
CSRF_TRUSTED_ORIGINS = Variable(
    "CSRF_TRUSTED_ORIGINS",
    addresses("http", "https"),
    (),
    "管理画面の送信を受けつける、ほかのアドレスです。",
)
SECRET_KEY = Variable(
    "SECRET_KEY",
    TEXT,
    "",
    "署名に使う秘密の文字列です。なければ DATA_DIR に一度だけ作ります。",
    secret=True,
)
HTTPS = Variable(
    "HTTPS",
    BOOLEAN,
    False,
    "HTTPS で公開するときに使います。転送、HSTS、安全なクッキーが有効になります。",
)
DATA_DIR = Variable(
    "DATA_DIR",
    PATH,
    BASE_DIR / "var",
    "データベース、アップロード、秘密の文字列、集めた静的ファイルを置くフォルダです。",
)
STATIC_MANIFEST = Variable(
    "STATIC_MANIFEST",
    BOOLEAN,
    False,
    "集めた静的ファイルを、ハッシュつきの名前で配ります。make serve が有効にします。",
)
DATABASE_URL = Variable(
    "DATABASE_URL",
    address("postgres", "postgresql"),
    "",
    "PostgreSQL のアドレスです。なければ DATA_DIR の SQLite を使います。",
    secret=True,
)
ELASTICSEARCH_URL = Variable(
    "ELASTICSEARCH_URL",
    address("http", "https"),
    "",
    "Elasticsearch のアドレスです。なければデータベースで検索します。",
    secret=True,
)
ELASTICSEARCH_INDEX = Variable(
    "ELASTICSEARCH_INDEX",
    INDEX_PREFIX,
    "carers",
    "Elasticsearch の中の名前のはじめの部分です。1つの Elasticsearch を分けて使うサイトごとに変えます。",
)
CELERY_BROKER_URL = Variable(
    "CELERY_BROKER_URL",
    address("redis", "rediss", "amqp", "amqps", "filesystem"),
    "",
    "Celery のブローカーです。なければ保存のあとにその場で処理します。",
    secret=True,
)
CACHE_URL = Variable(
    "CACHE_URL",
    address("redis", "rediss"),
    "",
    "キャッシュに使う Redis です。なければプロセスの中に置きます。",
    secret=True,
)
EMAIL_URL = Variable(
    "EMAIL_URL",
    address("smtp", "smtps"),
    "",
    "メールを送るサーバーです。なければ端末に書き出します。",
    secret=True,
)
DEFAULT_FROM_EMAIL = Variable(
    "DEFAULT_FROM_EMAIL",
    TEXT,
    "carers@example.jp",
    "送るメールの差出人です。",
)
SUDACHI_DICT = Variable(
    "SUDACHI_DICT",
    one_of("core", "small", "full"),
    "core",
    "読みに使う Sudachi の辞書です。小さな機械では small を選べます。",
)
LOG_LEVEL = Variable(
    "LOG_LEVEL",
    one_of("DEBUG", "INFO", "WARNING", "ERROR"),
    "INFO",
    "記録する細かさです。",
)
PORT = Variable(
    "PORT",
    whole_number(1, 65535),
    8000,
    "make demo と make serve が使うポートです。",
)

VARIABLES: tuple[Variable[object], ...] = (
    DEBUG,
    SITE_NAME,
    BASE_URL,
    MUNICIPALITY_CODE,
    MUNICIPALITY_NAME,
    PREFECTURE_NAME,
    DATA_LICENCE,
    DATA_LICENCE_URL,
    CALENDAR_DOMAIN,
    EXIT_URL,
    ALLOWED_HOSTS,
    CSRF_TRUSTED_ORIGINS,
    SECRET_KEY,
    HTTPS,
    DATA_DIR,
    STATIC_MANIFEST,
    DATABASE_URL,
    ELASTICSEARCH_URL,
    ELASTICSEARCH_INDEX,
    CELERY_BROKER_URL,
    CACHE_URL,
    EMAIL_URL,
    DEFAULT_FROM_EMAIL,
    SUDACHI_DICT,
    LOG_LEVEL,
    PORT,
)


def require_readable() -> None:
    """Read every variable, so that a bad value stops the start even where it is used much later.

    Raises `InvalidVariable`.
    """
    for variable in VARIABLES:
        variable.read()
