import os
import subprocess
import sys
from pathlib import Path

import pytest

from cms import env, env_page


def read(variable, **environ):
    return variable.read(environ)


def test_a_variable_that_is_not_set_or_empty_has_its_default():
    assert read(env.SITE_NAME) == "かまくらケアラーひろば"
    assert read(env.PORT, PORT="") == 8000


@pytest.mark.parametrize(("raw", "value"), [("1", True), ("Yes", True), ("off", False)])
def test_a_yes_or_no_is_read_in_the_usual_words(raw, value):
    assert read(env.DEBUG, DEBUG=raw) is value


def test_a_list_is_separated_by_commas():
    assert read(env.ALLOWED_HOSTS, ALLOWED_HOSTS="a.jp, b.jp,") == ("a.jp", "b.jp")


def test_a_path_is_taken_from_the_project_folder():
    assert read(env.DATA_DIR, DATA_DIR="elsewhere") == env.BASE_DIR / "elsewhere"


@pytest.mark.parametrize(
    ("variable", "raw", "expected"),
    [
        (env.DEBUG, "maybe", "1 or 0"),
        (env.PORT, "0", "from 1 to 65535"),
        (env.PORT, "eighty", "a whole number"),
        (env.DATABASE_URL, "mysql://db/carers", "postgres://"),
        (env.DATABASE_URL, "postgres://db:99999/carers", "postgres://"),
        (env.ELASTICSEARCH_URL, "https:///index", "https://"),
        (env.CSRF_TRUSTED_ORIGINS, "https://a.jp,b.jp", "https://"),
        (env.MUNICIPALITY_CODE, "142043", "six digits"),
        (env.MUNICIPALITY_CODE, "14204", "six digits"),
        (env.SUDACHI_DICT, "huge", "core, small, full"),
    ],
)
def test_a_bad_value_is_answered_with_the_name_and_what_was_expected(variable, raw, expected):
    with pytest.raises(env.InvalidVariable) as refusal:
        read(variable, **{variable.name: raw})
    assert variable.name in str(refusal.value)
    assert expected in str(refusal.value)
    assert raw not in str(refusal.value)


def test_a_secret_may_stand_in_a_file(tmp_path: Path):
    file = tmp_path / "key"
    file.write_text("from a file\n", encoding="utf-8")
    assert read(env.SECRET_KEY, SECRET_KEY_FILE=str(file)) == "from a file"


@pytest.mark.parametrize("given", [{}, {"SECRET_KEY": "both"}])
def test_a_secret_file_that_is_missing_or_doubled_is_refused(given, tmp_path: Path):
    with pytest.raises(env.InvalidVariable, match="SECRET_KEY_FILE"):
        read(env.SECRET_KEY, SECRET_KEY_FILE=str(tmp_path / "absent"), **given)


def test_what_is_no_secret_is_not_read_from_a_file(tmp_path: Path):
    assert read(env.SITE_NAME, SITE_NAME_FILE=str(tmp_path)) == env.SITE_NAME.default


@pytest.mark.parametrize(("name", "bad"), [("DEBUG", "perhaps"), ("PORT", "eight")])
def test_a_bad_value_stops_the_start_with_one_line(name: str, bad: str):
    start = subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=env.BASE_DIR,
        env={**os.environ, name: bad},
        capture_output=True,
        text=True,
        check=False,
    )
    assert start.returncode == 1
    assert start.stderr.count("\n") == 1
    assert name in start.stderr


def test_each_name_is_declared_once_and_every_declared_variable_is_in_the_table():
    names = [variable.name for variable in env.VARIABLES]
    assert len(names) == len(set(names))
    declared = {value.name for value in vars(env).values() if isinstance(value, env.Variable)}
    assert set(names) == declared


def test_no_other_file_reads_the_environment_by_itself():
    # bench/scratch.py sets the variables of a site of its own before it starts Django.
    allowed = {"cms/env.py", "cms/wsgi.py", "cms/tasks.py", "manage.py", "bench/scratch.py"}
    rooms = [path for path in env.BASE_DIR.iterdir() if (path / "__init__.py").exists()]
    readers = {
        str(file.relative_to(env.BASE_DIR))
        for room in rooms
        if room.name != "tests"
        for file in room.rglob("*.py")
        if "os.environ" in file.read_text(encoding="utf-8")
        or "getenv(" in file.read_text(encoding="utf-8")
    }
    assert readers <= allowed


def test_the_reference_page_is_the_table():
    assert env_page.PAGE.read_text(encoding="utf-8") == env_page.render(), (
        "write it again: manage.py check_environment --page > docs/reference/environment.md"
    )
