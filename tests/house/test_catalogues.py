"""Entries of catalogues: each has a title, help, and a test that calls it by name."""

import importlib
import pkgutil

import rapport
from rapport.catalogue import Catalogue
from tests.house import source

SHELF_DEPTH = 4  # rapport.apps.<room>.<shelf>.<folder>


def test_every_entry_has_a_title_and_help() -> None:
    """`Catalogue` checks its entries when it is first asked: asking all of them is the test."""
    catalogues = _catalogues()

    assert catalogues
    for place, catalogue in catalogues.items():
        assert len(catalogue) > 0, f"{place} is empty"


def test_every_entry_is_named_in_a_test() -> None:
    tests = "\n".join(path.read_text() for path in source.python() if path.name.startswith("test_"))
    untested = [
        f"{package}.{name}"
        for catalogue in _catalogues().values()
        for package in catalogue.package_names
        for name in _files(package)
        if name not in tests
    ]

    source.none(untested, "an entry that no test names")


def test_an_entry_does_not_import_its_own_room() -> None:
    """Folders of a room lie below its shelves; one within a shelf, as live boxes within queries, may ask that shelf."""
    packages = {package for catalogue in _catalogues().values() for package in catalogue.package_names}
    folders = {package for package in packages if package.count(".") < SHELF_DEPTH}
    wrong = [
        f"{source.place(path, node)} {module}"
        for path in source.shipped()
        if (package := _package(path)) in folders and package.startswith("rapport.apps.")
        for module, node in source.imports(path)
        if module.startswith(package.rpartition(".")[0] + ".") and not module.startswith(package)
    ]

    source.none(wrong, "an entry is passed what it needs from its own room")


def _catalogues() -> dict[str, Catalogue[object]]:
    """Every catalogue that some module of Rapport declares, by where."""
    found: dict[int, tuple[str, Catalogue[object]]] = {}
    for info in pkgutil.walk_packages(rapport.__path__, "rapport."):
        if ".tests" in info.name or ".migrations" in info.name or info.name.endswith("__main__"):
            continue
        for name, value in vars(importlib.import_module(info.name)).items():
            if isinstance(value, Catalogue):
                found.setdefault(id(value), (f"{info.name}.{name}", value))
    return dict(found.values())


def _files(package: str) -> list[str]:
    folder = importlib.import_module(package).__path__
    return [info.name for info in pkgutil.iter_modules(folder) if not info.ispkg and not info.name.startswith("_")]


def _package(path: source.Path) -> str:
    return ".".join(path.parent.relative_to(source.ROOT).parts)
