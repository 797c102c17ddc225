"""Settings that come from the environment or a `.env` file. Each is described in docs/reference/settings.md."""

import os
import secrets
import tomllib
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from dotenv import load_dotenv

CHECKOUT = Path(__file__).resolve().parents[2]


def load_environment() -> None:
    """Read `.env` of the working directory or of the checkout; variables already set win."""
    for folder in (Path.cwd(), CHECKOUT):
        if (folder / ".env").is_file():
            load_dotenv(folder / ".env", override=False)


def data_folder() -> Path:
    """The folder for everything Rapport writes: database, lake, uploads, built files."""
    chosen = os.environ.get("RAPPORT_DATA", "")
    if chosen:
        folder = Path(chosen).expanduser()
    elif (CHECKOUT / "manage.py").exists():
        folder = CHECKOUT / "data"
    else:
        folder = Path.home() / ".local" / "share" / "rapport"
    folder = folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def secret_key(folder: Path) -> str:
    """The signing key: from the environment, else made once and kept beside the data, for its owner only."""
    chosen = os.environ.get("RAPPORT_SECRET_KEY", "")
    if chosen:
        return chosen
    kept = folder / "secret-key"
    if not kept.exists():
        kept.touch(mode=0o600)
        kept.write_text(secrets.token_urlsafe(64))
    return kept.read_text()


def flag(name: str, *, default: bool) -> bool:
    """A yes/no variable; 1, true, yes and on mean yes."""
    chosen = os.environ.get(name, "").strip().lower()
    return default if not chosen else chosen in {"1", "true", "yes", "on"}


def words(name: str, *, default: str) -> list[str]:
    """A variable with several values, separated by commas."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def engine() -> dict[str, Any]:
    """What answers figures: ``address`` of `rapport.analytics.engines.engine_at`, beside it the options of that engine.

    RAPPORT_ENGINE holds the address, or the path of a TOML file that holds both.
    """
    chosen = os.environ.get("RAPPORT_ENGINE", "").strip() or "duckdb"
    if not chosen.endswith(".toml"):
        return {"address": chosen}
    try:
        written = tomllib.loads(Path(chosen).expanduser().read_text())
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise ValueError(f"RAPPORT_ENGINE: {chosen} cannot be read: {error}") from error
    return {"address": "duckdb", **written}


def static_storage(*, debug: bool) -> str:
    """Hashed and compressed static files where they have been collected; plain ones while developing or testing."""
    if debug or "PYTEST_VERSION" in os.environ:
        return "django.contrib.staticfiles.storage.StaticFilesStorage"
    return "whitenoise.storage.CompressedManifestStaticFilesStorage"


def email(address: str) -> dict[str, object]:
    """Django's mail settings from `smtp://user:password@host:port` (`smtps://` for TLS from the start)."""
    parts = urlsplit(address)
    if parts.scheme not in {"smtp", "smtps", "smtp+starttls"} or not parts.hostname:
        raise ValueError(f"RAPPORT_EMAIL_URL must look like smtp://user:password@host:port, not {parts.scheme}://…")
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or (465 if parts.scheme == "smtps" else 25),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp+starttls",
        "EMAIL_TIMEOUT": 20,
    }
