"""The kept empty database is only taken while it is what the migrations would make."""

from pathlib import Path

import pytest

from tests import laid


def test_migrations_and_whatever_they_call_are_in_its_name() -> None:
    called = laid._called(laid.CODE.rglob("migrations/*.py"))

    assert called >= set(laid.CODE.rglob("migrations/0*.py"))
    assert called >= {laid.CODE / "kernel" / "money.py", laid.CODE / "kernel" / "sealing" / "digests.py"}


def test_what_a_called_module_calls_is_called_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "rapport").mkdir()
    for name, text in {
        "one": "import rapport.two",
        "two": "from rapport import three",
        "three": "",
        "four": "",
    }.items():
        (tmp_path / "rapport" / f"{name}.py").write_text(text)
    monkeypatch.setattr(laid, "CODE", tmp_path / "rapport")

    found = laid._called([tmp_path / "rapport" / "one.py"])

    assert {path.stem for path in found} == {"one", "two", "three"}


def test_a_changed_migration_is_another_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "rapport" / "migrations"
    folder.mkdir(parents=True)
    (tmp_path / "requirements-dev.txt").touch()
    monkeypatch.setattr(laid, "CODE", tmp_path / "rapport")
    (folder / "0001_initial.py").write_text("one = 1")
    before = laid._name()

    (folder / "0001_initial.py").write_text("one = 2")

    assert laid._name() != before
