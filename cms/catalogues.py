"""The catalogues below `locale/`: which words the site says, and whether each is translated.

Words stand in Japanese in templates and code. They are read with Django's own template lexer and
Python's parser, so that no machine needs gettext's tools; `.mo` files are kept in the repository.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import polib
from django.conf import settings
from django.utils.translation import to_locale
from django.utils.translation.template import templatize

from cms.base.templatetags.text import JAPANESE

ROOMS = ("cms/base", "directory", "events", "home", "navigator", "notify", "plan", "search")
# The groups' desk, staff's screens and the starter content's words speak Japanese only.
LEFT_OUT = (
    *("templates/portal/", "templates/emails/", "templates/wagtailadmin/"),
    *("templates/styleguide/", "templates/admin_forms/", "home/starter/"),
    *("directory/datasets/", "directory/import_admin/", "directory/models/imports.py"),
)
CALLS = {"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy"}
# Options whose labels are translated where they are shown: `_(label)`.
OPTIONS = {"MODES", "LANGUAGES", "ACCESSIBILITY", "COUNT_LABELS", "FACT_WORDS"}

QUOTED = r"""u?(?:'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")"""
TEMPLATE_CALL = re.compile(rf"\b(?:_|n?gettext)\({QUOTED}(?:\s*,\s*{QUOTED},[^)]*)?\s*\)")
HEADERS = {
    "en": "nplurals=2; plural=(n != 1);",
    "ja-x-easy": "nplurals=1; plural=0;",
}


class Word(NamedTuple):
    """A source string, with its plural form or "" where it has none."""

    text: str
    plural: str = ""


def words_of_site(root: Path = settings.BASE_DIR) -> dict[Word, list[str]]:
    """Every source string with the files that say it, in the order of the files."""
    found: dict[Word, list[str]] = {}
    for path in _files(root):
        name = path.relative_to(root).as_posix()
        source = path.read_text(encoding="utf-8")
        words = words_of_template(source) if path.suffix != ".py" else words_of_python(source)
        for word in words:
            places = found.setdefault(word, [])
            if name not in places:
                places.append(name)
    return found


def words_of_template(source: str) -> Iterator[Word]:
    """The strings of `translate`, `blocktranslate` and `_("…")` in a template."""
    for call in TEMPLATE_CALL.finditer(templatize(source)):
        yield from words_of_python(call.group())


def words_of_python(source: str) -> Iterator[Word]:
    """The strings given to gettext, and the labels of choices that are translated when shown."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            yield from _said(node)
        elif isinstance(node, ast.ClassDef) and _is_choices(node):
            yield from _japanese(value for item in node.body for value in _strings(item))
        elif isinstance(node, (ast.Assign, ast.AnnAssign)) and OPTIONS & set(_names(node)):
            yield from _japanese(_strings(node))


def catalogue(language: str) -> Path:
    """The `.po` file of a language code."""
    folder = Path(settings.LOCALE_PATHS[0]) / to_locale(language)
    return folder / "LC_MESSAGES" / "django.po"


def merged(language: str, words: dict[Word, list[str]]) -> polib.POFile:
    """The catalogue of a language with exactly these words; translations are kept."""
    path = catalogue(language)
    known = {entry.msgid: entry for entry in polib.pofile(str(path))} if path.exists() else {}
    result = polib.POFile(wrapwidth=0)
    result.metadata = {
        "Language": to_locale(language),
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": HEADERS[language],
    }
    for word, places in words.items():
        result.append(_entry(word, places, known.get(word.text)))
    return result


def save(language: str, messages: polib.POFile) -> None:
    """Write the `.po` and, beside it, the `.mo` that Django reads."""
    path = catalogue(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    messages.save(str(path))
    messages.save_as_mofile(str(path.with_suffix(".mo")))


def _files(root: Path) -> Iterator[Path]:
    """The templates and modules that speak to readers, in order."""
    paths = [path for path in (root / "templates").rglob("*.*") if path.is_file()]
    for room in ROOMS:
        paths += [path for path in (root / room).rglob("*.py") if "migrations" not in path.parts]
    for path in sorted(paths):
        if not path.relative_to(root).as_posix().startswith(LEFT_OUT):
            yield path


def _said(call: ast.Call) -> Iterator[Word]:
    name = call.func.id if isinstance(call.func, ast.Name) else ""
    if name not in CALLS:
        return
    wanted = 2 if name.startswith("n") else 1
    texts = [
        given.value
        for given in call.args[:wanted]
        if isinstance(given, ast.Constant) and isinstance(given.value, str)
    ]
    if len(texts) == wanted:
        yield Word(*texts)


def _is_choices(node: ast.ClassDef) -> bool:
    return any(
        isinstance(base, ast.Attribute) and base.attr == "TextChoices" for base in node.bases
    )


def _names(node: ast.Assign | ast.AnnAssign) -> list[str]:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    return [target.id for target in targets if isinstance(target, ast.Name)]


def _strings(node: ast.AST) -> Iterator[str]:
    for inner in ast.walk(node):
        if isinstance(inner, ast.Constant) and isinstance(inner.value, str):
            yield inner.value


def _japanese(texts: Iterable[str]) -> Iterator[Word]:
    return (Word(text) for text in texts if JAPANESE.search(text))


def _entry(word: Word, places: list[str], known: polib.POEntry | None) -> polib.POEntry:
    entry = polib.POEntry(
        msgid=word.text,
        msgid_plural=word.plural,
        occurrences=[(name, "") for name in places],
        flags=["python-format"] if "%(" in word.text else [],
    )
    if known is not None:
        entry.msgstr = known.msgstr
        entry.msgstr_plural = known.msgstr_plural
    return entry
