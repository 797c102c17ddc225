"""Rooms and shelves: what the import contracts cannot see."""

import tomllib
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import models

from tests.house import source

# The base model's key goes up to accounts; everybody below accounts may only do that.
NAMED_EXCEPTION = ("workspace", "accounts")


def test_keys_between_tables_obey_the_order_of_rooms() -> None:
    rows = _rows()
    wrong = [
        f"{model._meta.label}.{field.name} → {field.related_model._meta.label}"
        for model, field in _keys()
        if not _may_point(rows, model, field)
    ]

    source.none(wrong, "a key to a higher or a neighbouring room")


def test_every_room_stands_in_the_contract_and_in_the_book() -> None:
    rooms = {path.parent.name for path in source.files("rapport/apps/*/__init__.py") if path.parents[1].name == "apps"}
    book = (source.ROOT / "ARCHITECTURE.md").read_text()

    assert rooms == set(_rows())
    assert [room for room in rooms if room not in book] == []


def test_every_shelf_of_the_contract_is_explained() -> None:
    book = (source.ROOT / "ARCHITECTURE.md").read_text()
    shelves = [shelf for layer in _contract("shelves")["layers"] for shelf in _names(layer)]

    assert [shelf for shelf in shelves if f"**{shelf}**" not in book] == []


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    call_command("makemigrations", check=True, dry_run=True, interactive=False, verbosity=0)


def _contract(name: str) -> dict[str, Any]:
    settings = tomllib.loads((source.ROOT / "pyproject.toml").read_text())
    contracts = settings["tool"]["importlinter"]["contracts"]
    return next(contract for contract in contracts if contract["id"] == name)


def _names(layer: str) -> list[str]:
    return [name.strip(" ()") for name in layer.replace(":", "|").split("|")]


def _rows() -> dict[str, int]:
    """Each room's row; the highest room has the highest number."""
    layers = _contract("rooms")["layers"]
    return {room: len(layers) - number for number, layer in enumerate(layers) for room in _names(layer)}


def _keys() -> list[tuple[type[models.Model], Any]]:
    return [
        (model, field)
        for model in apps.get_models(include_auto_created=True)
        if model.__module__.startswith("rapport.")
        for field in model._meta.get_fields()
        if field.is_relation and field.concrete and field.related_model is not None
    ]


def _may_point(rows: dict[str, int], model: type[models.Model], field: Any) -> bool:
    own, target = model._meta.app_label, field.related_model._meta.app_label
    if own == target or (field.name, target) == NAMED_EXCEPTION:
        return True
    if own not in rows:
        return False
    return target not in rows or rows[target] < rows[own]
