"""The reference is written from code and kept with it."""

import importlib.util

import pytest

from tests.house import source

SPEC = importlib.util.spec_from_file_location("reference", source.ROOT / "docs/reference.py")
assert SPEC is not None
assert SPEC.loader is not None
reference = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(reference)


@pytest.mark.parametrize("name", reference.pages())
def test_a_page_of_the_reference_says_what_the_code_says(name: str) -> None:
    written = reference.pages()[name]().rstrip() + "\n"

    assert (reference.FOLDER / name).read_text() == written, "run python docs/reference.py"
