"""The rooms that have pages, found by their `urls` module."""

from importlib.util import find_spec

from django.apps import apps
from django.urls import URLPattern, URLResolver, include, path


def workspace_routes() -> list[URLPattern | URLResolver]:
    """One include for every installed room with a `urls` module."""
    rooms = [app.name for app in apps.get_app_configs() if app.name.startswith("rapport.apps.")]
    return [path("", include(f"{room}.urls")) for room in rooms if find_spec(f"{room}.urls")]
