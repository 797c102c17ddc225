"""An import made ready to be followed: its file, its importer as the member meets it, its recipe and its sink."""

from typing import NamedTuple

from rapport.apps.accounts.models import Member
from rapport.apps.exchange.importers import Importer, Setting, Sink, importer_of
from rapport.apps.exchange.models import Import
from rapport.apps.exchange.readers import Table, open_table
from rapport.apps.exchange.recipes.mapping import check_mapping
from rapport.apps.exchange.recipes.recipe import Recipe
from rapport.kernel.errors import Refused


class Opened(NamedTuple):
    """Everything that is needed to read an import's file."""

    importer: Importer
    table: Table
    recipe: Recipe
    sink: Sink


def recipe_of(member: Member, source: Import, columns: list[str]) -> tuple[Importer, Recipe, Sink]:
    """The importer, recipe and a fresh sink of an import whose file has these columns."""
    importer = importer_of(member, source.kind)
    check_mapping(importer, source.mapping, columns)
    mapped = frozenset(source.mapping)
    setting = Setting(member, source.actor(member), dict(source.options), importer.fields, mapped)
    sink = importer.sink(setting)
    recipe = Recipe(importer, columns, source.mapping, source.options, member.workspace.zone, sink.faults)
    return importer, recipe, sink


def opened(member: Member, source: Import) -> Opened:
    """The import, opened. Raises Refused where its file is gone or its mapping does not fit."""
    path = source.path
    if path is None or not path.exists():
        raise Refused("The file is no longer kept. Choose it again.", code="file-gone")
    table = open_table(path)
    importer, recipe, sink = recipe_of(member, source, table.columns)
    return Opened(importer, table, recipe, sink)
