"""Services by address: the database, the cache and mail, and the secret of an embedded site."""

from __future__ import annotations

import os
import secrets
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

MAIL = "django.core.mail.backends"
PLANNER = "-c random_page_cost=1.1 -c jit=off"
"""Databases lie on flash, where any page is as near as the next; else PostgreSQL reads all streams
of all documents for a word that many hold. Compiling a statement takes longer than ours run."""


def kept_secret(data_dir: Path) -> str:
    """The signing secret of an embedded site: made once, kept in `data_dir`, readable by its owner."""
    file = data_dir / "secret_key"
    if not file.exists():
        data_dir.mkdir(parents=True, exist_ok=True)
        with open(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as made:
            made.write(secrets.token_urlsafe(64))
    return file.read_text().strip()


def database(url: str, data_dir: Path) -> dict[str, Any]:
    """Django's database settings: PostgreSQL for an address, else SQLite in `data_dir`.

    SQLite writes ahead (WAL), takes its lock at the start of a transaction and waits 20 s for it:
    with the default settings four writing editors met 1,583 lock errors in 20 s, so none.
    """
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": data_dir / "db.sqlite3",
            "OPTIONS": {
                "timeout": 20,
                "transaction_mode": "IMMEDIATE",
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"
                " PRAGMA mmap_size=134217728; PRAGMA cache_size=-16000;",
            },
        }
    parts = urlsplit(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": parts.port or "",
        "OPTIONS": {"pool": {"min_size": 1, "max_size": 8, "timeout": 10}, "options": PLANNER},
    }


def cache(url: str) -> dict[str, Any]:
    """Django's cache settings: Redis for an address, else this process's memory."""
    if url:
        return {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": url}
    return {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}


def shared_cache(url: str, data_dir: Path) -> dict[str, Any]:
    """A small cache that every process sees: Redis for an address, else files in `data_dir`.

    An entry ends after 30 days. Files are bounded: beyond 4,000 a third of them goes, any third.
    """
    kept = {"TIMEOUT": int(timedelta(days=30).total_seconds())}
    if url:
        return cache(url) | kept | {"KEY_PREFIX": "shared"}
    return kept | {
        "BACKEND": "cms.shared_cache.CountingFileCache",
        "LOCATION": data_dir / "shared-cache",
        "OPTIONS": {"MAX_ENTRIES": 4000},
    }


def static_storage(collected: bool) -> str:
    """Names with a hash after `collectstatic`; plain names straight from the apps before."""
    if collected:
        return "whitenoise.storage.CompressedManifestStaticFilesStorage"
    return "django.contrib.staticfiles.storage.StaticFilesStorage"


def mail(url: str) -> dict[str, Any]:
    """Django's mailer: SMTP for smtp:// (STARTTLS) and smtps:// (TLS), else the console."""
    if not url:
        return {"BACKEND": f"{MAIL}.console.EmailBackend"}
    parts = urlsplit(url)
    tls = parts.scheme == "smtps"
    options = {
        "host": parts.hostname or "localhost",
        "port": parts.port or (465 if tls else 587),
        "username": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "use_ssl": tls,
        "use_tls": not tls and bool(parts.username),
        "timeout": 10,
    }
    return {"BACKEND": f"{MAIL}.smtp.EmailBackend", "OPTIONS": options}
