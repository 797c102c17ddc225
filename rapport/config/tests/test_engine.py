"""RAPPORT_ENGINE: an address, or a file that holds it with its options."""

from pathlib import Path

import pytest

from rapport.config import environment


def test_nothing_said_is_duckdb(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RAPPORT_ENGINE", "")

    assert environment.engine() == {"address": "duckdb"}


def test_an_address_is_taken_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RAPPORT_ENGINE", "spark://head:7077")

    assert environment.engine() == {"address": "spark://head:7077"}


def test_a_file_holds_address_and_options(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "engine.toml").write_text('address = "spark://head:7077"\n[files]\n"/srv/lake" = "s3a://lake"\n')
    monkeypatch.setenv("RAPPORT_ENGINE", str(tmp_path / "engine.toml"))

    assert environment.engine() == {"address": "spark://head:7077", "files": {"/srv/lake": "s3a://lake"}}


def test_a_file_without_an_address_is_about_duckdb(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "engine.toml").write_text('memory_limit = "4GB"\n')
    monkeypatch.setenv("RAPPORT_ENGINE", str(tmp_path / "engine.toml"))

    assert environment.engine() == {"address": "duckdb", "memory_limit": "4GB"}


@pytest.mark.parametrize("written", [None, "address = "])
def test_a_file_that_cannot_be_read_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, written: str | None
) -> None:
    if written is not None:
        (tmp_path / "engine.toml").write_text(written)
    monkeypatch.setenv("RAPPORT_ENGINE", str(tmp_path / "engine.toml"))

    with pytest.raises(ValueError, match=r"RAPPORT_ENGINE: .*engine\.toml cannot be read"):
        environment.engine()
