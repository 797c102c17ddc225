"""Django settings. What a person may choose comes from the environment; the rest is decided here."""

import os
from pathlib import Path

from rapport.config import environment
from rapport.config.database import database

environment.load_environment()

PACKAGE = Path(__file__).resolve().parents[1]
DATA_FOLDER = environment.data_folder()
LAKE_FOLDER = DATA_FOLDER / "lake"
UPLOAD_FOLDER = DATA_FOLDER / "uploads"
WATCH_FOLDER = Path(os.environ.get("RAPPORT_WATCH") or DATA_FOLDER / "inbox")
STATIC_BUILD_FOLDER = DATA_FOLDER / "static-build"
STATIC_BUILD_FOLDER.mkdir(exist_ok=True)

SECRET_KEY = environment.secret_key(DATA_FOLDER)
DEBUG = environment.flag("RAPPORT_DEBUG", default=False)
SECURE = environment.flag("RAPPORT_HTTPS", default=False)
ALLOWED_HOSTS = environment.words("RAPPORT_HOSTS", default="localhost,127.0.0.1,[::1],testserver")
CSRF_TRUSTED_ORIGINS = environment.words("RAPPORT_ORIGINS", default="")
# How links in mails begin, which no browser has asked for.
PUBLIC_ADDRESS = (os.environ.get("RAPPORT_ADDRESS") or [*CSRF_TRUSTED_ORIGINS, "http://localhost:8000"][0]).rstrip("/")
ENGINE = environment.engine()
API_REQUESTS_A_MINUTE = int(os.environ.get("RAPPORT_API_REQUESTS") or 3_000)

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "template_partials",
    "django_htmx",
    "django_tasks",
    "rapport.kernel",
    "rapport.ui",
    "rapport.apps.activity",
    "rapport.apps.accounts",
    "rapport.apps.customers",
    "rapport.apps.conversations",
    "rapport.apps.feedback",
    "rapport.apps.sales",
    "rapport.apps.tracking",
    "rapport.apps.insights",
    "rapport.apps.canvas",
    "rapport.apps.exchange",
    "rapport.web",
    "allauth",
    "allauth.account",
    "allauth.mfa",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "rapport.ui.policy.content_policy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "rapport.ui.methods.FormMethods",
    "rapport.web.moved.MovedRecords",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "rapport.config.urls"
ASGI_APPLICATION = "rapport.config.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "web" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "rapport.web.navigation.frame",
            ],
            "builtins": ["rapport.ui.templatetags.ui"],
        },
    }
]
FORM_RENDERER = "rapport.ui.forms.HouseRenderer"

DATABASES = {"default": database(DATA_FOLDER)}
# Rate limits of signing in are counted here. One process serves all pages, so its own memory is shared memory; it has
# room enough that nobody pushes the counts of an account out with made-up addresses.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "optional"
ACCOUNT_CONFIRM_EMAIL_ON_GET = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_ADAPTER = "rapport.apps.accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "rapport.apps.accounts.forms.LogInForm",
    "signup": "rapport.apps.accounts.forms.SignUpForm",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]

EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = DATA_FOLDER / "mail"
DEFAULT_FROM_EMAIL = os.environ.get("RAPPORT_EMAIL_FROM", "Rapport <rapport@localhost>")
if os.environ.get("RAPPORT_EMAIL_URL"):
    globals().update(environment.email(os.environ["RAPPORT_EMAIL_URL"]))

LANGUAGE_CODE = "en"
LANGUAGES = [
    ("en", "English"),
    ("es", "Español"),
    ("de", "Deutsch"),
    ("fr", "Français"),
    ("pt", "Português"),
    ("ar", "العربية"),
]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"
FIRST_DAY_OF_WEEK = 1

STATIC_URL = "/static/"
STATIC_ROOT = DATA_FOLDER / "static"
STATICFILES_DIRS = [STATIC_BUILD_FOLDER]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": UPLOAD_FOLDER}},
    "staticfiles": {"BACKEND": environment.static_storage(debug=DEBUG)},
}
WHITENOISE_USE_FINDERS = DEBUG
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 31536000 if SECURE else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None
CSRF_FAILURE_VIEW = "rapport.web.errors.csrf_failure"

TASKS = {"default": {"BACKEND": "rapport.kernel.jobs.backend.DatabaseBackend", "QUEUES": []}}
SILENCED_SYSTEM_CHECKS: list[str] = []
TEST_RUNNER = "django.test.runner.DiscoverRunner"
