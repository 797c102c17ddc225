"""Templates: complete, laid out without holes, and one new file makes another one."""

import sys
from pathlib import Path

import pytest

from rapport.apps.canvas.blueprints import NINE_SECTIONS, Blueprint, Section, blueprints
from rapport.apps.canvas.blueprints._blueprint import BlueprintError
from rapport.catalogue import Catalogue


def section(key: str = "who", **more: object) -> Section:
    given: dict[str, object] = {
        "title": "Who",
        "hue": "profile",
        "questions": ("Who?",),
        "tip": "Look.",
        "example": "Rosa",
        "columns": 12,
        "nine": "profile",
        "tablet": 2,
        **more,
    }
    return Section(key=key, **given)  # type: ignore[arg-type]


def test_customer_relationship_has_the_nine_sections_in_reading_order() -> None:
    keys = [section.key for section in blueprints.get("customer_relationship").sections]

    assert tuple(keys) == NINE_SECTIONS


@pytest.mark.parametrize("blueprint", blueprints, ids=lambda blueprint: blueprint.name)
def test_every_section_teaches_and_belongs_to_the_nine(blueprint: Blueprint) -> None:
    for one in blueprint.sections:
        assert one.tip
        assert one.example
        assert one.question.endswith("?")
        assert one.nine in NINE_SECTIONS


@pytest.mark.parametrize(
    ("sections", "complaint"),
    [
        ((section(), section()), "same key"),
        ((section(nine="luck"),), "nine-section"),
        ((section(questions=()),), "guiding question"),
        ((section(columns=7),), "left over"),
        ((section(columns=7), section("b", columns=7)), "add up to 14"),
        ((section(columns=0),), "add up to"),
    ],
)
def test_a_template_that_cannot_be_laid_out_is_refused(sections: tuple[Section, ...], complaint: str) -> None:
    with pytest.raises(BlueprintError, match=complaint):
        Blueprint(name="broken", title="Broken", help="Broken", sections=sections)


def test_one_new_file_is_a_new_template(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "more_blueprints"
    folder.mkdir()
    (folder / "__init__.py").touch()
    (folder / "tiny.py").write_text(
        "from rapport.apps.canvas.tests.test_blueprints import section\n"
        "from rapport.apps.canvas.blueprints import Blueprint\n"
        "tiny = Blueprint(name='tiny', title='Tiny', help='One section.', sections=(section(),))\n"
    )
    monkeypatch.syspath_prepend(str(tmp_path))

    merged = blueprints.merged_with(Catalogue("more_blueprints", Blueprint))

    assert merged.names()[-1] == "tiny"
    sys.modules.pop("more_blueprints.tiny")


def test_sections_know_their_neighbours() -> None:
    blueprint = blueprints.get("customer_relationship")
    after = blueprint.neighbour("needs", 1)

    assert after is not None
    assert after.key == "pains"
    assert blueprint.neighbour("profile", -1) is None
