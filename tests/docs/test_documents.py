"""What the documents name must exist: links, commands, addresses, words."""

import re
import tomllib
from datetime import time
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import get_commands
from django.urls import Resolver404, resolve

from cms.base.languages import without_language
from cms.base.records import Record
from cms.periodic import JOBS
from home.starter.pages.home import NEWS_INDEX
from home.starter.pages.lanes import LANES
from home.starter.pages.standing import STANDING_PAGES
from search.query import LONGEST_QUERY, MOST_GROUPS, MOST_LEAVES
from search.query import plan as plan_of
from tests.docs.documents import (
    ROOT,
    code_in,
    markdown_files,
    present_text,
    relative_links,
    text_of,
)

FILES = markdown_files()
EXAMPLES = {
    "<id>": "abcd2345",
    "<number>": "6-3-4-3",
    "<n>": "7",
    "<date>": "2026-12-06",
    "<name>": "name",
    "<token>": "a.b",
    "…": "1/name",
}
SLUGS_BELOW_HOME = {page.slug for page in (NEWS_INDEX, *LANES, *STANDING_PAGES)}
WAGTAILS_OWN = {
    "latest_revision",
    "locked",
    "locked_at",
    "locked_by",
    "has_unpublished_changes",
    "first_published_at",
    "last_published_at",
    "live_revision",
    "expired",
    "base_content_type",
    "default_content_type",
}
OUR_APPS = ("notify", "plan", "directory", "events", "navigator", "portal", "home")


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def code_of_all() -> list[tuple[str, str]]:
    """(file, code) of everything that the documents show as code and say is there."""
    return [(name_of(path), code) for path in FILES for code in code_in(present_text(path))]


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_every_link_into_the_project_leads_somewhere(path: Path) -> None:
    broken = [link for link in relative_links(path) if not (path.parent / link).exists()]
    assert broken == []


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_no_document_names_a_folder_of_somebodys_machine(path: Path) -> None:
    assert re.findall(r"(?:/home/|/root/|/Users/|/work/|/tmp/)\S*", text_of(path)) == []


def test_every_make_target_that_is_named_exists() -> None:
    makefile = text_of(ROOT / "Makefile")
    targets = set(re.findall(r"^([a-z-]+(?: [a-z-]+)*):", makefile, re.MULTILINE))
    known = {target for names in targets for target in names.split()}
    named = {
        (file, target)
        for file, code in code_of_all()
        for target in re.findall(r"\bmake ([a-z][a-z-]*)", code)
    }
    assert {pair for pair in named if pair[1] not in known} == set()
    assert {"demo", "test"} <= {target for file, target in named if file == "README.md"}


def test_every_management_command_that_is_named_exists() -> None:
    known = get_commands()
    named = {
        (file, command)
        for file, code in code_of_all()
        for command in re.findall(r"manage\.py ([a-z_]+)", code)
    }
    assert {pair for pair in named if pair[1] not in known} == set()


def test_every_command_of_our_own_stands_in_the_list_of_commands() -> None:
    listed = text_of(ROOT / "docs/reference/commands.md")
    ours = {
        name
        for name, app in get_commands().items()
        if isinstance(app, str) and app.partition(".")[0] in {"cms", "search", *OUR_APPS}
    }
    assert {name for name in ours if f"manage.py {name}" not in listed} == set()


def test_every_job_stands_in_the_list_of_scheduled_work() -> None:
    listed = text_of(ROOT / "docs/reference/commands.md")
    times = {
        job.name: f"{job.when.hour}:{job.when.minute:02}" if isinstance(job.when, time) else ""
        for job in JOBS
    }
    assert {name for name, at in times.items() if f"| `{name}` | {at}" not in listed} == set()


def answers(address: str) -> bool:
    """Whether a view of ours or a page of the starter content stands at this address."""
    path = without_language(address.partition("?")[0])
    for placeholder, example in EXAMPLES.items():
        path = path.replace(placeholder, example)
    try:
        view = resolve(path).url_name
    except Resolver404:
        return False
    return view != "wagtail_serve" or is_page(path)


def is_page(path: str) -> bool:
    parts = [part for part in path.split("/") if part]
    return not parts or (len(parts) == 1 and parts[0] in SLUGS_BELOW_HOME)


def test_every_address_that_is_named_is_answered() -> None:
    named = {
        (file, code)
        for file, code in code_of_all()
        if re.fullmatch(r"/[^\s/]*(?:/[^\s]*)?", code) and code != settings.STATIC_URL
    }
    assert len(named) > 20
    assert {pair for pair in named if not answers(pair[1])} == set()


def test_every_file_that_is_named_exists() -> None:
    named = {
        (file, code)
        for file, code in code_of_all()
        if re.fullmatch(r"[a-z_.]+(?:/[\w.-]+)+/?", code) and not code.startswith("backups")
    }
    missing = {pair for pair in named if not (ROOT / pair[1]).exists()}
    built = {pair for pair in missing if pair[1].startswith((".venv", "var"))}
    assert missing - built == set()


def test_the_glossary_has_the_admins_word_for_every_kind_of_record() -> None:
    glossary = text_of(ROOT / "docs/reference/glossary.md")
    words = {
        str(model._meta.verbose_name)
        for label in OUR_APPS
        for model in apps.get_app_config(label).get_models()
        if "MeasureDepartment" not in model.__name__
    }
    assert {word for word in words if f"| {word} |" not in glossary} == set()


def test_the_reference_names_every_field_of_every_record() -> None:
    reference = text_of(ROOT / "docs/reference/records.md")
    unnamed = {
        f"{model.__name__}.{field.name}"
        for model in apps.get_models()
        if issubclass(model, Record)
        for field in [*model._meta.local_fields, *model._meta.local_many_to_many]
        if field.editable and not field.primary_key and f"`{field.name}`" not in reference
    }
    assert {name for name in unnamed if name.partition(".")[2] not in WAGTAILS_OWN} == set()


def test_every_decision_stands_in_the_index() -> None:
    index = text_of(ROOT / "docs/README.md")
    files = sorted((ROOT / "docs").rglob("*.md"))
    pages = {path.relative_to(ROOT / "docs").as_posix() for path in files} - {"README.md"}
    assert {page for page in pages if f"({page})" not in index} == set()
    numbers = [int(path.name[:4]) for path in sorted((ROOT / "docs/decisions").glob("*.md"))]
    assert numbers == list(range(1, len(numbers) + 1))


def test_the_limits_that_the_page_about_search_names_are_the_codes_own() -> None:
    page = text_of(ROOT / "docs/explanation/search.md")
    assert f"{LONGEST_QUERY} characters, {MOST_GROUPS} groups and {MOST_LEAVES}" in page
    assert plan_of("!?").is_empty


def test_the_licence_of_the_package_is_the_licence_in_the_repository() -> None:
    project = tomllib.loads(text_of(ROOT / "pyproject.toml"))["project"]
    assert project["license"] == "Apache-2.0"
    licence = text_of(ROOT / "LICENSE")
    assert "Apache License" in licence
    assert "END OF TERMS AND CONDITIONS" in licence
