"""Scenarios: a copy to think with, assumptions in the log, and what follows for value and profit."""

from datetime import UTC, datetime
from decimal import Decimal
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from rapport.analytics.simulation import Estimate, Inputs
from rapport.apps.accounts.models import Member
from rapport.apps.canvas.models import Canvas, CanvasOperation, Evidence, Note, Proposition
from rapport.apps.canvas.operations import add_evidence, add_notes, archive_canvas, undo
from rapport.apps.canvas.operations.log import perform
from rapport.apps.canvas.operations.scenarios import assume, make_scenario
from rapport.apps.canvas.queries import canvas_cards, canvas_count, canvas_of
from rapport.apps.canvas.queries.past import moment_of, still_at
from rapport.apps.canvas.queries.scenarios import editor_of, overview_of
from rapport.apps.canvas.queries.scenarios.copies import copy_id
from rapport.apps.canvas.queries.scenarios.inputs import assumed_state
from rapport.kernel.errors import NotPermitted, Refused
from rapport.kernel.ids import new_id

TODAY = Inputs(
    customers=Estimate(400),
    frequency=Estimate(4, 3.6, 4.4),
    order_value=Estimate(50, 47, 53),
    margin=Estimate(0.4),
    retention=Estimate(0.6, 0.55, 0.65),
    contact_cost=Estimate(8),
    acquisition_cost=Estimate(60),
)
EVERYTHING = {
    "retention": {"value": "0.6"},
    "frequency": {"value": "4"},
    "order_value": {"value": "50"},
    "margin": {"value": "0.4"},
    "contact_cost": {"value": "8"},
    "acquisition_cost": {"value": "60"},
    "customers": {"value": "400"},
}


@pytest.fixture
def full(mara: Member, board: Canvas, price: Note) -> Canvas:
    """The board with a pain, evidence for it, and a proposition that answers it."""
    settings = {"source": "Rosa", "said_on": ""}
    add_evidence(mara, board.pk, price.pk, kind="quotation", settings=settings, direction="supports", quote="Dear")

    def propose(desk) -> None:
        proposition = Proposition(id=new_id(), workspace_id=board.workspace_id, canvas=desk.canvas)
        needs = [{"need": str(price.pk), "competitor": "Tile", "us": "yes", "them": "no", "evidence": ""}]
        desk.add(
            proposition, "proposition.added", order_key="a", statement="Cheaper", answers=[str(price.pk)],
            differences=needs,
        )  # fmt: skip

    perform(mara, board.pk, "proposition.added", propose)
    return board


def test_a_scenario_is_a_copy_with_notes_evidence_and_propositions(mara: Member, full: Canvas, price: Note) -> None:
    scenario = make_scenario(mara, full.pk, "Dedicated contact")

    note = Note.objects.of(full).get(canvas=scenario)
    assert (note.text, note.section, note.pk) == (price.text, "pains", copy_id(scenario, price.pk))
    assert Evidence.objects.of(full).get(canvas=scenario).note_id == note.pk
    proposition = Proposition.objects.of(full).get(canvas=scenario)
    assert proposition.answers == [str(note.pk)]
    assert proposition.differences[0]["need"] == str(note.pk)
    assert (scenario.scenario_of_id, scenario.segment_id) == (full.pk, full.segment_id)


def test_a_scenario_has_a_log_of_its_own_that_rebuilds_it(mara: Member, full: Canvas) -> None:
    scenario = canvas_of(mara, make_scenario(mara, full.pk, "Other").pk)

    still = still_at(mara, scenario, moment_of(mara, scenario, "now"))

    assert [(UUID(note.id), len(note.evidence)) for note in still.notes.values()] == [
        (Note.objects.of(full).get(canvas=scenario).pk, 1)
    ]
    assert still.title == "Other"
    assert undo(mara, scenario.pk).told[0]["kind"] == "nothing"


def test_the_scenario_changes_without_its_origin(mara: Member, full: Canvas) -> None:
    scenario = make_scenario(mara, full.pk, "Other")

    add_notes(mara, scenario.pk, section="needs", texts=["new"])

    assert Note.objects.of(full).filter(canvas=full).count() == 1


def test_private_notes_are_not_copied(mara: Member, edi: Member, full: Canvas) -> None:
    [own] = add_notes(edi, full.pk, section="needs", texts=["a secret"])
    perform(edi, full.pk, "note.hidden", lambda desk: desk.set(desk.note(own.pk), "note.hidden", "is_private", True))

    scenario = make_scenario(mara, full.pk, "Other")

    assert [note.text for note in Note.objects.of(full).filter(canvas=scenario)] == ["The price is too high"]


def test_scenarios_stand_under_their_origin_and_not_in_the_list(mara: Member, full: Canvas) -> None:
    scenario = make_scenario(mara, full.pk, "Other")

    [card] = canvas_cards(mara)
    assert (card.canvas, card.scenarios) == (full, [scenario])
    assert canvas_count(mara) == 1


def test_an_archived_scenario_can_be_found_in_the_archive(mara: Member, full: Canvas) -> None:
    scenario = make_scenario(mara, full.pk, "Other")
    archive_canvas(mara, scenario.pk)

    assert [card.canvas for card in canvas_cards(mara, archived=True)] == [scenario]
    assert canvas_count(mara, archived=True) == 1
    assert canvas_cards(mara)[0].scenarios == []


def test_a_scenario_of_a_scenario_is_refused(mara: Member, full: Canvas) -> None:
    scenario = make_scenario(mara, full.pk, "Other")

    with pytest.raises(Refused, match="not from another scenario"):
        make_scenario(mara, scenario.pk, "Deeper")


def test_contributors_make_no_scenarios_and_assume_nothing(mara: Member, cora: Member, full: Canvas) -> None:
    scenario = make_scenario(mara, full.pk, "Other")

    with pytest.raises(NotPermitted):
        make_scenario(cora, full.pk, "Mine")
    with pytest.raises(NotPermitted):
        assume(cora, scenario.pk, {"retention": {"value": "0.7"}})


def test_assumptions_stand_in_the_log_and_can_be_undone(mara: Member, full: Canvas) -> None:
    scenario = make_scenario(mara, full.pk, "Other")

    assume(mara, scenario.pk, {"retention": {"value": Decimal("0.70"), "give_or_take": "0.1"}})

    assert canvas_of(mara, scenario.pk).assumptions == {"retention": {"value": "0.7", "give_or_take": "0.1"}}
    assert CanvasOperation.objects.of(full).filter(canvas=scenario).latest("sequence").field == "assumptions"
    undo(mara, scenario.pk)
    assert canvas_of(mara, scenario.pk).assumptions == {}


@pytest.mark.parametrize(
    "assumptions",
    [
        {"mood": {"value": "1"}},
        {"retention": {"value": "1.2"}},
        {"retention": {"value": "-0.1"}},
        {"order_value": {"value": "NaN"}},
        {"order_value": {"value": "1e400"}},
        {"order_value": {"value": "dear"}},
        {"order_value": {"value": "5", "give_or_take": "2"}},
        {"order_value": {}},
    ],
)
def test_what_cannot_be_assumed_is_refused(mara: Member, full: Canvas, assumptions: dict) -> None:
    scenario = make_scenario(mara, full.pk, "Other")

    with pytest.raises(Refused):
        assume(mara, scenario.pk, assumptions)

    assert canvas_of(mara, scenario.pk).assumptions == {}


def test_an_assumed_figure_is_known_as_well_as_todays_unless_said_otherwise() -> None:
    state = assumed_state(TODAY, {"retention": {"value": "0.7"}, "order_value": {"value": "60", "give_or_take": "0.5"}})

    assert state.retention.width("share") == pytest.approx(TODAY.retention.width("share"))
    assert (state.order_value.low, state.order_value.high) == (30, 90)
    assert state.frequency == TODAY.frequency


def test_without_figures_the_page_asks_for_them(mara: Member, board: Canvas) -> None:
    overview = overview_of(mara, board.pk)

    assert overview.outcomes is None
    assert {one.entry.name for one in overview.missing} >= {"contact_cost", "acquisition_cost", "retention"}


def test_entered_figures_are_the_start_and_the_scenario_is_told_apart_with_its_interval(
    mara: Member, board: Canvas
) -> None:
    assume(mara, board.pk, EVERYTHING)
    scenario = make_scenario(mara, board.pk, "Warmer")
    assume(mara, scenario.pk, {"retention": {"value": "0.7", "give_or_take": "0.05"}})

    overview = overview_of(mara, board.pk)

    today, warmer = overview.outcomes.states
    assert today.value.median == "€98.03"
    assert warmer.value_change.spread.median > 30
    assert warmer.value_change.verdict == "clearly more"
    assert warmer.value_change.change_wide.startswith("+€")
    assert [(one.title, one.before, one.after) for one in overview.lines[0].changed] == [("Retention", "60%", "70%")]


def test_what_is_tried_is_not_kept(mara: Member, board: Canvas) -> None:
    assume(mara, board.pk, EVERYTHING)
    scenario = make_scenario(mara, board.pk, "Warmer")

    editor = editor_of(mara, scenario.pk, {"acquisition_cost": {"value": "70"}})

    assert editor.outcomes.states[1].value_change.change == "−€10.00"
    assert canvas_of(mara, scenario.pk).assumptions == {}


def test_the_form_speaks_percent_and_the_log_shares(client: Client, mara: Member, board: Canvas) -> None:
    client.force_login(mara.user)
    assume(mara, board.pk, EVERYTHING)
    scenario = make_scenario(mara, board.pk, "Warmer")
    place = [mara.workspace.slug, scenario.pk]

    client.post(reverse("canvas:assumed", args=place), {"retention": "70", "retention_around": "5", "order_value": ""})

    assert canvas_of(mara, scenario.pk).assumptions == {"retention": {"value": "0.7", "give_or_take": "0.05"}}
    page = client.get(reverse("canvas:scenarios", args=place)).content.decode()
    assert 'name="retention" min="0" max="100" step="any" value="70"' in page
    tried = client.get(reverse("canvas:outcome", args=place), {"retention": "80"}).content.decode()
    assert "clearly more" in tried
    assert client.get(reverse("canvas:outcome", args=place), {"retention": "much"}).status_code == 422


def test_evidence_in_a_scenario_is_as_old_as_its_origin(mara: Member, full: Canvas) -> None:
    long_ago = datetime(2024, 1, 2, tzinfo=UTC)
    Evidence.objects.of(full).filter(canvas=full).update(added_at=long_ago)

    scenario = make_scenario(mara, full.pk, "Other")

    assert Evidence.objects.of(full).get(canvas=scenario).added_at == long_ago


def test_a_number_beyond_all_numbers_is_refused(client: Client, mara: Member, board: Canvas) -> None:
    client.force_login(mara.user)

    answer = client.get(reverse("canvas:outcome", args=[mara.workspace.slug, board.pk]), {"retention": "1e1000005"})

    assert answer.status_code == 422
