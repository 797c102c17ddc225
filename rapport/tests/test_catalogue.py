from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from rapport.catalogue import Catalogue, CatalogueError, UnknownEntry


@dataclass(frozen=True)
class Flavour:
    name: str
    title: str
    help: str
    order: int = 0


MakePackage = Callable[..., str]
HEAD = "from rapport.tests.test_catalogue import Flavour\n"
VANILLA = HEAD + "vanilla = Flavour('vanilla', 'Vanilla', 'From the pod.')\n"
WALNUT = HEAD + "walnut = Flavour('walnut', 'Walnut', 'Roasted.')\n"


@pytest.fixture
def make_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[MakePackage]:
    monkeypatch.syspath_prepend(str(tmp_path))
    made: list[str] = []

    def make(package: str, **files: str) -> str:
        folder = tmp_path / package
        folder.mkdir()
        (folder / "__init__.py").touch()
        for name, text in files.items():
            (folder / f"{name}.py").write_text(text)
        made.append(package)
        return package

    yield make
    for name in [module for module in sys.modules if module.split(".")[0] in made]:
        del sys.modules[name]


def test_a_file_is_an_entry(make_package: MakePackage) -> None:
    flavours = Catalogue(make_package("flavours_a", vanilla=VANILLA, walnut=WALNUT), Flavour)

    assert flavours.names() == ["vanilla", "walnut"]
    assert flavours.get("walnut").title == "Walnut"
    assert [flavour.name for flavour in flavours] == ["vanilla", "walnut"]
    assert len(flavours) == 2
    assert "vanilla" in flavours
    assert "mint" not in flavours


def test_entries_stand_by_order_and_then_by_name(make_package: MakePackage) -> None:
    first = HEAD + "zabaione = Flavour('zabaione', 'Zabaione', 'Of the house.', order=-1)\n"

    flavours = Catalogue(make_package("flavours_b", walnut=WALNUT, vanilla=VANILLA, zabaione=first), Flavour)

    assert flavours.names() == ["zabaione", "vanilla", "walnut"]


def test_nothing_is_imported_before_the_first_question(make_package: MakePackage) -> None:
    flavours = Catalogue(make_package("flavours_c", vanilla=VANILLA), Flavour)
    assert "flavours_c.vanilla" not in sys.modules

    flavours.all()

    assert "flavours_c.vanilla" in sys.modules


def test_files_with_an_underscore_are_no_entries(make_package: MakePackage) -> None:
    flavours = Catalogue(make_package("flavours_d", vanilla=VANILLA, _pods="COUNT = 3\n"), Flavour)

    assert flavours.names() == ["vanilla"]


def test_an_entry_may_borrow_another_entry(make_package: MakePackage) -> None:
    mixed = (
        HEAD + "from flavours_e.vanilla import vanilla\nmixed = Flavour('mixed', 'Mixed ' + vanilla.title, 'Two.')\n"
    )

    flavours = Catalogue(make_package("flavours_e", vanilla=VANILLA, mixed=mixed), Flavour)

    assert flavours.get("mixed").title == "Mixed Vanilla"


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", r"broken\.mint: the file must define 'mint', an object of class Flavour"),
        ("mint = 3\n", r"broken\.mint: the file must define 'mint'"),
        (HEAD + "mint = Flavour('menthe', 'Mint', 'Fresh.')\n", r"broken\.mint: the object calls itself 'menthe'"),
        (HEAD + "mint = Flavour('mint', '', 'Fresh.')\n", r"broken\.mint: 'title' is missing or empty"),
        (HEAD + "mint = Flavour('mint', 'Mint', '  ')\n", r"broken\.mint: 'help' is missing or empty"),
        (
            HEAD + "mint = Flavour('mint', 'Mint', 'Fresh.')\nlime = Flavour('lime', 'Lime', 'Sour.')\n",
            r"broken\.mint: one file defines one Flavour; move 'lime'",
        ),
    ],
)
def test_a_file_that_breaks_a_rule_is_refused_at_the_door(make_package: MakePackage, text: str, complaint: str) -> None:
    flavours = Catalogue(make_package("broken", mint=text), Flavour)

    with pytest.raises(CatalogueError, match=complaint):
        flavours.all()


def test_an_unknown_name_offers_the_nearest(make_package: MakePackage) -> None:
    flavours = Catalogue(make_package("flavours_f", vanilla=VANILLA), Flavour)

    with pytest.raises(UnknownEntry, match=r"There is no flavour 'vanila'\. Did you mean 'vanilla'\?"):
        flavours.get("vanila")
    with pytest.raises(UnknownEntry, match="There are: vanilla"):
        flavours.get("xyz")


def test_catalogues_of_several_packages_merge(make_package: MakePackage) -> None:
    here = Catalogue(make_package("flavours_g", walnut=WALNUT), Flavour)
    there = Catalogue(make_package("flavours_h", vanilla=VANILLA), Flavour)

    assert here.merged_with(there).names() == ["vanilla", "walnut"]


def test_a_name_in_two_packages_is_refused(make_package: MakePackage) -> None:
    here = Catalogue(make_package("flavours_i", vanilla=VANILLA), Flavour)
    there = Catalogue(make_package("flavours_j", vanilla=VANILLA), Flavour)

    with pytest.raises(CatalogueError, match=r"flavours_j\.vanilla: another package"):
        here.merged_with(there).all()


def test_a_catalogue_is_a_folder(make_package: MakePackage) -> None:
    make_package("flavours_k", vanilla=VANILLA)

    with pytest.raises(CatalogueError, match="a catalogue is a folder"):
        Catalogue("flavours_k.vanilla", Flavour).all()
