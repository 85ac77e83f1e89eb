"""Reading stored facts (JSON objects) key by key, with Japanese sentences that name a bad key.

Every function raises ValueError; a room that reads facts turns it into an error of its own.
"""

from collections.abc import Callable, Iterable, Mapping

Facts = Mapping[str, object]


def with_known_keys(facts: object, known: frozenset[str]) -> Facts:
    """The facts, if they are an object without keys nobody knows."""
    if not isinstance(facts, Mapping):
        raise ValueError(f"項目名と値の組で書いてください（{facts!r}）。")
    unknown = [str(key) for key in facts if key not in known]
    if unknown:
        raise ValueError(f"「{unknown[0]}」という項目はありません。")
    return facts


def read[T, D](facts: Facts, key: str, parse: Callable[[object], T], default: D) -> T | D:
    """The parsed value; the default where the key is absent or null."""
    value = facts.get(key)
    if value is None:
        return default
    try:
        return parse(value)
    except ValueError as error:
        raise ValueError(f"「{key}」が正しくありません。{error}") from error


def require[T](facts: Facts, key: str, parse: Callable[[object], T]) -> T:
    """The parsed value of a key that must be there."""
    value = read(facts, key, parse, None)
    if value is None:
        raise ValueError(f"「{key}」がありません。")
    return value


def list_of[T](parse: Callable[[object], T]) -> Callable[[object], tuple[T, ...]]:
    """A parser of lists whose items `parse` reads."""

    def parse_list(value: object) -> tuple[T, ...]:
        if isinstance(value, str | Mapping) or not isinstance(value, Iterable):
            raise ValueError(f"一覧の形で書いてください（{value!r}）。")
        return tuple(parse(item) for item in value)

    return parse_list


def rows_of[T](parse: Callable[[object], T]) -> Callable[[object], tuple[T, ...]]:
    """Like `list_of`, for rows of facts: an error says in which row it is."""

    def parse_rows(value: object) -> tuple[T, ...]:
        rows: list[T] = []
        for number, row in enumerate(list_of(lambda item: item)(value), start=1):
            try:
                rows.append(parse(row))
            except ValueError as error:
                raise ValueError(f"{number}行目：{error}") from error
        return tuple(rows)

    return parse_rows


def text(value: object) -> str:
    """Text that is not empty."""
    if isinstance(value, str) and value:
        return value
    raise ValueError(f"文字で書いてください（{value!r}）。")


def flag(value: object) -> bool:
    """true or false."""
    if isinstance(value, bool):
        return value
    raise ValueError(f"true か false で書いてください（{value!r}）。")
