"""A change of template keeps every note: it finds a home, comes back, and is one step of undo."""

import pytest

from rapport.apps.accounts.models import Member
from rapport.apps.canvas import operations
from rapport.apps.canvas.blueprints import blueprints
from rapport.apps.canvas.models import Canvas, Note
from rapport.apps.canvas.queries import board_of, canvas_of
from rapport.apps.canvas.queries.layouts import layout_of, moves_to
from rapport.apps.canvas.queries.live import live_boxes
from rapport.apps.canvas.queries.live.regions import verdict
from rapport.apps.canvas.tests.test_operations import texts
from rapport.apps.customers.models import Region
from rapport.kernel.errors import Missing, NotPermitted, Refused

NINE = blueprints.get("customer_relationship")


@pytest.fixture
def full(mara: Member, board: Canvas) -> Canvas:
    """Two notes in each of the nine sections."""
    for section in NINE.sections:
        operations.add_notes(mara, board.pk, section=section.key, texts=[f"{section.key} 1", f"{section.key} 2"])
    return board


def all_texts(member: Member, canvas: Canvas) -> dict[str, list[str]]:
    return {view.section.key: [note.text for note in view.notes] for view in board_of(member, canvas.pk).sections}


@pytest.mark.parametrize("blueprint", blueprints, ids=lambda blueprint: blueprint.name)
def test_no_note_is_lost_on_the_way_to_another_template_and_all_return(
    mara: Member, full: Canvas, blueprint: object
) -> None:
    name = str(getattr(blueprint, "name", ""))
    before = all_texts(mara, full)

    operations.lay_out_canvas(mara, full.pk, name)
    there = all_texts(mara, full)
    operations.lay_out_canvas(mara, full.pk, "customer_relationship")

    assert sorted(text for found in there.values() for text in found) == sorted(
        text for found in before.values() for text in found
    )
    assert all_texts(mara, full) == before


def test_notes_go_to_the_section_nearest_in_meaning(mara: Member, full: Canvas) -> None:
    operations.lay_out_canvas(mara, full.pk, "relationship_quadrants")

    found = all_texts(mara, full)

    assert found["segment"] == ["profile 1", "profile 2", "needs 1", "needs 2", "pains 1", "pains 2"]
    assert found["value"] == ["value 1", "value 2"]
    assert found["touchpoints"] == ["touchpoints 1", "touchpoints 2", "journey 1", "journey 2"]


def test_a_note_somebody_moved_in_between_keeps_its_new_meaning(mara: Member, full: Canvas) -> None:
    operations.lay_out_canvas(mara, full.pk, "relationship_quadrants")
    moved = Note.objects.of(mara).get(text="pains 1")
    operations.move_note(mara, full.pk, moved.pk, section="value")

    operations.lay_out_canvas(mara, full.pk, "customer_relationship")

    assert texts(full, "pains") == ["pains 2"]
    assert texts(full, "value") == ["value 1", "value 2", "pains 1"]


def test_notes_return_over_two_other_templates(mara: Member, full: Canvas) -> None:
    before = all_texts(mara, full)

    for name in ("value_fit", "empathy_map", "customer_relationship"):
        operations.lay_out_canvas(mara, full.pk, name)

    assert all_texts(mara, full) == before


def test_a_change_of_template_is_one_step_of_undo(mara: Member, full: Canvas) -> None:
    before = all_texts(mara, full)
    operations.lay_out_canvas(mara, full.pk, "empathy_map")
    there = all_texts(mara, full)

    operations.undo(mara, full.pk)
    undone = all_texts(mara, full)
    operations.redo(mara, full.pk)

    assert undone == before
    assert all_texts(mara, full) == there
    assert canvas_of(mara, full.pk).blueprint_name == "empathy_map"


def test_what_somebody_wrote_under_the_other_template_survives_the_undo(
    mara: Member, edi: Member, full: Canvas
) -> None:
    operations.lay_out_canvas(mara, full.pk, "empathy_map")
    operations.add_notes(edi, full.pk, section="thinks", texts=["Edi's guess"])

    operations.undo(mara, full.pk)

    assert texts(full, "needs") == ["needs 1", "needs 2", "Edi's guess"]


def test_deleted_notes_move_along_and_can_be_put_back(mara: Member, board: Canvas, price: Note) -> None:
    operations.delete_note(mara, board.pk, price.pk)
    operations.lay_out_canvas(mara, board.pk, "relationship_quadrants")

    operations.restore_note(mara, board.pk, price.pk)

    assert texts(board, "segment") == ["The price is too high"]


def test_a_page_that_still_shows_the_old_template_can_go_on_writing(mara: Member, board: Canvas) -> None:
    operations.lay_out_canvas(mara, board.pk, "relationship_quadrants")

    operations.add_notes(mara, board.pk, section="pains", texts=["typed on the old page"])

    assert texts(board, "segment") == ["typed on the old page"]


def test_where_notes_would_go_is_known_before(mara: Member, full: Canvas) -> None:
    moves = moves_to(mara, canvas_of(mara, full.pk), layout_of(mara, "lifecycle_funnel"))

    told = {move.origin.title: (move.goal.title, move.count) for move in moves}

    assert told["Customer journey"] == ("Acquire", 2)
    assert told["Relationships"] == ("Retain", 2)
    assert sum(move.count for move in moves) == 18


def test_evidence_stays_on_a_note_that_finds_another_home(mara: Member, board: Canvas, price: Note) -> None:
    operations.add_evidence(
        mara, board.pk, price.pk, kind="quotation", settings={"source": "Call"}, direction="supports"
    )

    operations.lay_out_canvas(mara, board.pk, "value_fit")

    [note] = board_of(mara, board.pk).notes
    assert (note.section, note.status) == ("pains", "supported")


def test_rows_are_the_largest_regions_or_those_chosen(mara: Member, board: Canvas) -> None:
    spain = Region.objects.create(workspace=mara.workspace, name="Spain")
    Region.objects.create(workspace=mara.workspace, name="Chile")

    operations.lay_out_canvas(mara, board.pk, "global_demand")
    both = canvas_of(mara, board.pk).blueprint
    operations.lay_out_canvas(mara, board.pk, "global_demand", region_ids=[spain.pk])

    assert [cell.group.title for cell in both.cells if cell.group] == ["Chile", "Spain", "Demand trends"]
    one = canvas_of(mara, board.pk).blueprint
    assert [cell.group.title for cell in one.cells if cell.group] == ["Spain", "Demand trends"]


def test_notes_of_a_row_that_is_taken_away_go_to_a_row_that_stays(mara: Member, board: Canvas) -> None:
    spain = Region.objects.create(workspace=mara.workspace, name="Spain")
    chile = Region.objects.create(workspace=mara.workspace, name="Chile")
    operations.lay_out_canvas(mara, board.pk, "global_demand", region_ids=[spain.pk, chile.pk])
    operations.add_notes(mara, board.pk, section=f"feedback-r{chile.pk}", texts=["Too slow"])

    operations.lay_out_canvas(mara, board.pk, "global_demand", region_ids=[spain.pk])

    assert texts(board, f"feedback-r{spain.pk}") == ["Too slow"]


def test_a_change_to_the_same_template_is_no_change(mara: Member, full: Canvas) -> None:
    before = canvas_of(mara, full.pk).sequence

    operations.lay_out_canvas(mara, full.pk, "customer_relationship")

    assert canvas_of(mara, full.pk).sequence == before


@pytest.mark.parametrize(("value", "error"), [("weather", Refused), ("own-7", Missing), ("own-x", Missing)])
def test_a_template_that_is_not_there_is_refused(mara: Member, board: Canvas, value: str, error: type[Refused]) -> None:
    with pytest.raises(error):
        operations.lay_out_canvas(mara, board.pk, value)


def test_another_workspaces_region_is_no_row(mara: Member, otto: Member, board: Canvas) -> None:
    theirs = Region.objects.create(workspace=otto.workspace, name="Spain")

    with pytest.raises(Missing):
        operations.lay_out_canvas(mara, board.pk, "global_demand", region_ids=[theirs.pk])


def test_contributors_do_not_change_the_template(cora: Member, board: Canvas) -> None:
    with pytest.raises(NotPermitted):
        operations.lay_out_canvas(cora, board.pk, "empathy_map")


@pytest.mark.parametrize(
    ("shares", "said"),
    [
        ([(0.65, 400), (0.50, 400)], "real"),
        ([(0.52, 100), (0.50, 100)], "chance"),
        ([(0.5, 4), (0.9, 5)], "unknown"),
        ([(None, None), (0.5, 100)], "unknown"),
        ([(0.5, 100)], "alone"),
    ],
)
def test_regions_are_said_to_differ_only_beyond_chance(
    shares: list[tuple[float | None, int | None]], said: str
) -> None:
    assert verdict(shares) == said


def test_the_box_of_regions_has_a_row_for_each(mara: Member, board: Canvas) -> None:
    for name in ("Spain", "Chile"):
        Region.objects.create(workspace=mara.workspace, name=name)
    operations.lay_out_canvas(mara, board.pk, "global_demand")

    shown = live_boxes.get("regions").fill(mara, canvas_of(mara, board.pk))

    assert [row["title"] for row in shown["rows"]] == ["Chile", "Spain"]
    assert shown["verdict"] == "unknown"
