"""Templates: complete, laid out without holes, and one new file makes another one."""

import sys
from pathlib import Path

import pytest

from rapport.apps.canvas.blueprints import NEAREST, NINE_SECTIONS, Blueprint, Group, Row, Section, blueprints
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


TEMPLATES = {
    "customer_relationship": 9,
    "relationship_quadrants": 4,
    "global_demand": 8,
    "experience": 4,
    "four_entities": 5,
    "empathy_map": 6,
    "value_fit": 6,
    "relationship_definition": 6,
    "lifecycle_funnel": 4,
    "business_model_link": 4,
}


def test_every_template_of_the_specification_ships_with_its_sections() -> None:
    assert {blueprint.name: len(blueprint.sections) for blueprint in blueprints} == TEMPLATES


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


@pytest.mark.parametrize("blueprint", blueprints, ids=lambda blueprint: blueprint.name)
def test_no_example_is_told_twice(blueprint: Blueprint) -> None:
    others = [one.example for other in blueprints if other != blueprint for one in other.sections]

    assert [one.example for one in blueprint.sections if one.example in others] == []


@pytest.mark.parametrize("blueprint", blueprints, ids=lambda blueprint: blueprint.name)
def test_notes_of_every_section_of_the_nine_find_a_home(blueprint: Blueprint) -> None:
    for nine in NINE_SECTIONS:
        home = blueprint.home_of_nine(nine)

        assert home.nine == nine or home.nine in NEAREST[nine], f"{nine} has no home near it in {blueprint.name}"


@pytest.mark.parametrize(
    ("sections", "complaint"),
    [
        ((section(), section()), "same key"),
        ((section(nine="luck"),), "nine-section"),
        ((section(questions=()),), "guiding question"),
        ((section(columns=7),), "left over"),
        ((section(columns=7), section("b", columns=7)), "add up to 14"),
        ((section(columns=0),), "add up to"),
        ((section(live="weather"),), "live content"),
        ((section(group="left"),), "no group 'left'"),
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


def test_a_group_is_laid_out_inside_itself() -> None:
    side = Group("left", "Left", shape="side", columns=6, tablet=1)
    other = Group("right", "Right", shape="side", columns=6, tablet=1)
    sections = (section("a", group="left"), section("b", group="left"), section("c", group="right"))

    blueprint = Blueprint(name="lists", title="Lists", help="Two lists.", sections=sections, groups=(side, other))

    assert [(cell.columns, cell.spans) for cell in blueprint.cells] == [(6, 3), (6, 3)]


@pytest.mark.parametrize(
    ("keys", "complaint"),
    [(("left", "right", "left"), "same key"), (("left",), "has no section"), (("left", ""), "has no section")],
)
def test_a_group_stands_together_and_is_never_empty(keys: tuple[str, ...], complaint: str) -> None:
    groups = (Group("left", "Left"), Group("right", "Right"))
    sections = tuple(section(f"s{number}", group=key) for number, key in enumerate(keys))

    with pytest.raises(BlueprintError, match=complaint):
        Blueprint(name="broken", title="Broken", help="Broken", sections=sections, groups=groups)


def test_global_demand_has_a_row_for_each_region_above_its_four_trends() -> None:
    rows = [Row("r1", "Spain", 1), Row("r2", "Portugal", 2)]

    written = blueprints.get("global_demand").for_rows(rows)

    assert [cell.group.title for cell in written.cells if cell.group] == ["Spain", "Portugal", "Demand trends"]
    assert [one.name for one in written.sections[4:6]] == ["Segments, Portugal", "Relationships, Portugal"]
    assert [one.region for one in written.cells[1].sections] == [2, 2, 2, 2]


def test_a_template_with_rows_and_no_region_has_one_row_for_all() -> None:
    written = blueprints.get("global_demand").for_rows([])

    assert [one.name for one in written.sections[:2]] == ["Segments, All regions", "Relationships, All regions"]


def test_a_home_is_the_same_field_before_the_same_meaning() -> None:
    fit, nine = blueprints.get("value_fit"), blueprints.get("customer_relationship")
    pains, gains = fit.section("pains"), fit.section("gains")

    assert pains is not None
    assert gains is not None
    assert (nine.home_of(pains).key, nine.home_of(gains).key) == ("pains", "needs")
