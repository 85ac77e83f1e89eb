"""All settings, typed, with safe production values as the base.

Which mode runs (embedded or with services) is decided by the variables of `cms.env` alone;
development only loosens: `DEBUG`, and HTTPS off on a machine of one's own.
"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

from django.utils.csp import CSP

from cms import databases, env

env.require_readable()

BASE_DIR: Path = env.BASE_DIR
DATA_DIR: Path = env.DATA_DIR.read()

DEBUG: bool = env.DEBUG.read()
SECRET_KEY: str = env.SECRET_KEY.read() or databases.kept_secret(DATA_DIR)
ALLOWED_HOSTS: list[str] = list(env.ALLOWED_HOSTS.read())
CSRF_TRUSTED_ORIGINS: list[str] = list(env.CSRF_TRUSTED_ORIGINS.read())
HTTPS: bool = env.HTTPS.read()

SITE_NAME: str = env.SITE_NAME.read()
BASE_URL: str = env.BASE_URL.read().rstrip("/")
MUNICIPALITY_CODE: str = env.MUNICIPALITY_CODE.read()
MUNICIPALITY_NAME: str = env.MUNICIPALITY_NAME.read()
PREFECTURE_NAME: str = env.PREFECTURE_NAME.read()
DATA_LICENCE: str = env.DATA_LICENCE.read()
DATA_LICENCE_URL: str = env.DATA_LICENCE_URL.read()
CALENDAR_DOMAIN: str = env.CALENDAR_DOMAIN.read()
EXIT_URL: str = env.EXIT_URL.read()

INSTALLED_APPS: list[str] = [
    "cms",
    "cms.base",
    "search",
    "notify",
    "plan",
    "directory",
    "events",
    "navigator",
    "portal",
    "home",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.redirects",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.sites",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django_tasks",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE: list[str] = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "cms.base.middleware.ContentSecurityPolicyMiddleware",
    "cms.base.middleware.LanguageMiddleware",
    "cms.base.ruby.RubyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "cms.urls"
WSGI_APPLICATION = "cms.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csp",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "cms.base.context.site",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "cms.base.templatetags.components",
                "cms.base.templatetags.links",
                "cms.base.templatetags.text",
            ],
        },
    },
]

DATABASES: dict[str, dict[str, Any]] = {
    "default": databases.database(env.DATABASE_URL.read(), DATA_DIR)
}
CACHES: dict[str, dict[str, Any]] = {
    "default": databases.cache(env.CACHE_URL.read()),
    "shared": databases.shared_cache(env.CACHE_URL.read(), DATA_DIR),
}

CELERY_BROKER_URL: str = env.CELERY_BROKER_URL.read()
TASKS: dict[str, dict[str, Any]] = {"default": {"BACKEND": "cms.tasks.SiteTaskBackend"}}

# Languages: Japanese at /, the others below their prefix.
LANGUAGE_CODE = "ja"
LANGUAGES: list[tuple[str, str]] = [
    ("ja", "日本語"),
    ("ja-x-easy", "やさしい日本語"),
    ("en", "English"),
]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAIL_I18N_ENABLED = True
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Tokyo"

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = DATA_DIR / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": databases.static_storage(env.STATIC_MANIFEST.read())},
}
WHITENOISE_USE_FINDERS = not env.STATIC_MANIFEST.read()

# Readers get no cookie and no third party; see cms/base/middleware.py for the admin's own policy.
SECURE_CSP: dict[str, list[str]] = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF, CSP.NONCE],
    "style-src": [CSP.SELF, CSP.NONCE],
    "img-src": [CSP.SELF, "data:"],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "manifest-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
    "base-uri": [CSP.NONE],
}
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = int(timedelta(days=365).total_seconds()) if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = int(timedelta(days=14).total_seconds())
X_FRAME_OPTIONS = "DENY"  # previews in the admin allow their own frame
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
PASSWORD_RESET_TIMEOUT = int(timedelta(days=1).total_seconds())

WAGTAIL_SITE_NAME = SITE_NAME
WAGTAILADMIN_BASE_URL = BASE_URL
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAILADMIN_PERMITTED_LANGUAGES = [("ja", "日本語"), ("en", "English")]
WAGTAILSEARCH_BACKENDS: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "search.admin_search.backend"}
}
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "ics", "odt", "pdf", "pptx", "txt", "xlsx"]
WAGTAILIMAGES_EXTENSIONS = ["gif", "jpg", "jpeg", "png", "webp", "avif"]
LOGIN_URL = "wagtailadmin_login"

SUDACHI_DICT: str = env.SUDACHI_DICT.read()
ELASTICSEARCH_URL: str = env.ELASTICSEARCH_URL.read()
ELASTICSEARCH_INDEX: str = env.ELASTICSEARCH_INDEX.read()

MAILERS: dict[str, dict[str, Any]] = {"default": databases.mail(env.EMAIL_URL.read())}
DEFAULT_FROM_EMAIL: str = env.DEFAULT_FROM_EMAIL.read()
SERVER_EMAIL = DEFAULT_FROM_EMAIL

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"no_query": {"()": "cms.base.logs.DropQueryStrings"}},
    "formatters": {"plain": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "plain",
            "filters": ["no_query"],
        }
    },
    "root": {"handlers": ["console"], "level": env.LOG_LEVEL.read()},
    # Every publish and every search would write several lines that say nothing to the city's staff.
    "loggers": {
        "django_tasks": {"level": "WARNING"},
        "wagtail": {"level": "WARNING"},
        # An outage is told once by search.engines.elasticsearch, not at every try.
        "elastic_transport": {"level": "ERROR"},
        # The development server's lines hold addresses, so they pass the filter too.
        "django.server": {"handlers": ["console"], "level": "INFO", "propagate": False},
    },
}
