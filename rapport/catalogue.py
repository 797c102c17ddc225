"""A folder of entries: finds, checks and sorts them.

The folder is the registration. A file ``flavours/vanilla.py`` defines one object named ``vanilla``
of the catalogue's entry class; nothing else has to be edited::

    flavours = Catalogue("shop.flavours", Flavour)
    flavours.names()           # ["vanilla", "walnut"]
    flavours.get("vanilla")    # the object
    flavours.all()             # every entry, by ``order`` (if it has one), then by name

Nothing is imported before the first question, so a catalogue may be declared at the top of a module.
"""

from __future__ import annotations

import difflib
import importlib
import pkgutil
from collections.abc import Iterator
from functools import cached_property
from types import ModuleType
from typing import Generic, TypeVar

Entry = TypeVar("Entry")


class CatalogueError(Exception):
    """An entry file that breaks the rules; the message names the file and the rule."""


class UnknownEntry(LookupError):
    """A name that no file of the catalogue bears; the message offers the nearest one."""


class Catalogue(Generic[Entry]):
    """The entries of one or more packages, all of one class.

    Files whose names begin with ``_`` are the folder's own helpers, not entries. Sub-packages are left alone.
    """

    def __init__(self, package_name: str, entry_class: type[Entry], *more_package_names: str) -> None:
        self.package_names = (package_name, *more_package_names)
        self.entry_class = entry_class

    def merged_with(self, *others: Catalogue[Entry]) -> Catalogue[Entry]:
        """One catalogue over this one's packages and those of the others; a name may occur once in all of them."""
        names = [name for catalogue in (self, *others) for name in catalogue.package_names]
        first, *more = dict.fromkeys(names)
        return Catalogue(first, self.entry_class, *more)

    def all(self) -> list[Entry]:
        """Every entry, sorted by its ``order`` (0 where it has none), then by name."""
        return list(self._entries.values())

    def names(self) -> list[str]:
        """The names in the order of `all`."""
        return list(self._entries)

    def get(self, name: str) -> Entry:
        """The entry of that name, or `UnknownEntry`."""
        if name in self._entries:
            return self._entries[name]
        near = difflib.get_close_matches(str(name), self._entries, n=1)
        hint = f" Did you mean {near[0]!r}?" if near else f" There are: {', '.join(self._entries) or 'none'}."
        raise UnknownEntry(f"There is no {self.entry_class.__name__.lower()} {name!r}.{hint}")

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.all())

    def __len__(self) -> int:
        return len(self._entries)

    def __contains__(self, name: object) -> bool:
        return name in self._entries

    @cached_property
    def _entries(self) -> dict[str, Entry]:
        found: dict[str, Entry] = {}
        for package_name in self.package_names:
            for name, entry in _entries_of(package_name, self.entry_class).items():
                if name in found:
                    raise CatalogueError(f"{package_name}.{name}: another package of this catalogue has a {name!r} too")
                found[name] = entry
        return dict(sorted(found.items(), key=lambda item: (getattr(item[1], "order", 0), item[0])))


def _entries_of(package_name: str, entry_class: type[Entry]) -> dict[str, Entry]:
    package = importlib.import_module(package_name)
    if not hasattr(package, "__path__"):
        raise CatalogueError(f"{package_name}: a catalogue is a folder, this is a file")
    names = [info.name for info in pkgutil.iter_modules(package.__path__) if not info.ispkg]
    entry_names = [name for name in names if not name.startswith("_")]
    return {
        name: _checked_entry(importlib.import_module(f"{package_name}.{name}"), name, entry_class, entry_names)
        for name in entry_names
    }


def _checked_entry(module: ModuleType, name: str, entry_class: type[Entry], entry_names: list[str]) -> Entry:
    place = module.__name__
    entry = getattr(module, name, None)
    if not isinstance(entry, entry_class):
        raise CatalogueError(f"{place}: the file must define {name!r}, an object of class {entry_class.__name__}")
    for other_name, other in vars(module).items():
        borrowed = getattr(other, "name", other_name) in entry_names
        if isinstance(other, entry_class) and other is not entry and not borrowed:
            raise CatalogueError(
                f"{place}: one file defines one {entry_class.__name__}; move {other_name!r} to its own"
            )
    if getattr(entry, "name", name) != name:
        raise CatalogueError(f"{place}: the object calls itself {entry.name!r}, the file {name!r}")  # type: ignore[attr-defined]
    for words in ("title", "help"):
        text = getattr(entry, words, None)
        if not str(text or "").strip():
            raise CatalogueError(f"{place}: {words!r} is missing or empty")
    return entry
