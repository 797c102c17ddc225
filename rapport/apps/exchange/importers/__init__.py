"""What can be imported: one file a kind, each saying its fields and how records of them are written."""

from rapport.apps.exchange.importers._entry import (
    GROUPS,
    NUMBERS,
    Field,
    Group,
    Importer,
    Option,
    Problem,
    Record,
    Setting,
    Sink,
    Written,
)
from rapport.apps.exchange.importers._for_member import every_field, importer_for
from rapport.catalogue import Catalogue

importers = Catalogue("rapport.apps.exchange.importers", Importer)


def grouped() -> list[tuple[str, list[Importer]]]:
    """All kinds under the headings they are chosen from."""
    return [(title, [each for each in importers if each.group == name]) for name, title in GROUPS.items()]


def kind_title(name: str) -> str:
    """What files of that kind hold, in the words they are chosen by."""
    return str(importers.get(name).title) if name in importers else name.capitalize()


def importer_of(member: object, name: str) -> Importer:
    """The importer of that name as the member meets it: with the workspace's own fields, without hidden ones."""
    return importer_for(member, importers.get(name))  # type: ignore[arg-type]


__all__ = [
    "GROUPS",
    "NUMBERS",
    "Field",
    "Group",
    "Importer",
    "Option",
    "Problem",
    "Record",
    "Setting",
    "Sink",
    "Written",
    "every_field",
    "grouped",
    "kind_title",
    "importer_of",
    "importers",
]
