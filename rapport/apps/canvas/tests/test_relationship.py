"""The relationship of a canvas: what is written, by whom, and that nothing written at once is lost."""

from typing import Any

import pytest
from django.test import Client

from rapport.apps.accounts.models import Member
from rapport.apps.canvas import operations
from rapport.apps.canvas.models import Action, Canvas, Note, RelationshipDesign, RelationshipElement
from rapport.apps.canvas.operations.relationship import (
    choose_type,
    dismiss_advice,
    drop_type,
    plan_strategy,
    set_axis,
    settle_relationship,
    state_relationship,
)
from rapport.apps.canvas.queries.advisor import advice_for
from rapport.apps.canvas.queries.relationship import relationship_of
from rapport.apps.canvas.queries.replay import state_at
from rapport.kernel.errors import Missing, NotPermitted, Refused


def design(board: Canvas) -> RelationshipDesign:
    found: RelationshipDesign = RelationshipDesign.objects.of(board).living().get(canvas=board)
    return found


@pytest.fixture
def address(board: Canvas) -> str:
    return f"/w/glow/canvases/{board.pk}/relationship"


@pytest.fixture
def at_home(client: Client, mara: Member) -> Client:
    client.force_login(mara.user)
    return client


def test_the_sentence_is_kept_and_can_be_undone(mara: Member, board: Canvas) -> None:
    state_relationship(mara, board.pk, "Like a friend who knows the trade", base="")
    state_relationship(mara, board.pk, "Like a friend", base="Like a friend who knows the trade")
    operations.undo(mara, board.pk)

    assert design(board).statement == "Like a friend who knows the trade"


def test_the_first_word_is_undone_too(mara: Member, board: Canvas) -> None:
    state_relationship(mara, board.pk, "Like a friend", base="")
    operations.undo(mara, board.pk)
    assert relationship_of(mara, board.pk).statement.text == ""

    operations.redo(mara, board.pk)
    assert relationship_of(mara, board.pk).statement.text == "Like a friend"


def test_b8_two_sentences_from_one_base_are_both_kept_and_the_second_writer_chooses(
    mara: Member, edi: Member, board: Canvas
) -> None:
    state_relationship(mara, board.pk, "Close and calm", base="")
    outcome = state_relationship(edi, board.pk, "Quick and exact", base="")

    found = relationship_of(edi, board.pk).statement
    assert outcome.told[0]["kind"] == "conflict"
    assert (found.text, [rival.text for rival in found.rivals]) == ("Close and calm", ["Quick and exact"])
    assert found.rivals[0].author == "Edi"
    settle_relationship(edi, board.pk, found.rivals[0].id, "mine")
    assert relationship_of(edi, board.pk).statement.text == "Quick and exact"
    assert relationship_of(edi, board.pk).statement.rivals == []


def test_ticks_of_two_people_on_one_axis_both_hold(mara: Member, edi: Member, board: Canvas) -> None:
    set_axis(mara, board.pk, "intimacy", ["automated", "collective"], base=[])
    set_axis(edi, board.pk, "intimacy", ["self_service"], base=[])
    set_axis(mara, board.pk, "intimacy", ["automated"], base=["automated", "collective"])

    assert design(board).intimacy == ["automated", "self_service"]


def test_parts_of_a_strategy_are_told_apart_by_what_was_there_before(mara: Member, edi: Member, board: Canvas) -> None:
    plan_strategy(mara, board.pk, "retention", {"text": "Write in time", "budget": "200"}, base={})
    seen = {"text": "Write in time", "budget": "200", "metric": "", "target": ""}
    plan_strategy(mara, board.pk, "retention", {**seen, "budget": "250.50"}, base=seen)
    plan_strategy(edi, board.pk, "retention", {**seen, "metric": "retention_rate", "target": "0.4"}, base=seen)

    assert design(board).retention == {
        "text": "Write in time",
        "budget": "250.5",
        "metric": "retention_rate",
        "target": "0.4",
    }


@pytest.mark.parametrize(
    ("given", "place"),
    [
        ({"budget": "much"}, "budget"),
        ({"budget": "-1"}, "budget"),
        ({"budget": "1e30"}, "budget"),
        ({"budget": "NaN"}, "budget"),
        ({"metric": "luck"}, "metric"),
        ({"target": "0.5"}, "metric"),
        ({"text": "x" * 2_001}, "text"),
    ],
)
def test_a_strategy_that_makes_no_sense_is_refused_by_place(
    mara: Member, board: Canvas, given: dict[str, str], place: str
) -> None:
    with pytest.raises(Refused) as refused:
        plan_strategy(mara, board.pk, "growth", given, base={})

    assert refused.value.place == place


def test_a_chosen_type_is_a_claim_on_the_board(mara: Member, board: Canvas) -> None:
    element = choose_type(mara, board.pk, "community")

    note = Note.objects.of(mara).get(pk=element.note_id)
    assert (note.section, note.kind) == ("relationships", "claim")
    assert note.text.startswith("Community: ")
    assert relationship_of(mara, board.pk).chosen[0].note.status == "untested"  # type: ignore[union-attr]


def test_evidence_on_the_claim_shows_on_the_card(mara: Member, board: Canvas) -> None:
    element = choose_type(mara, board.pk, "community")
    operations.add_evidence(
        mara, board.pk, element.note_id, kind="quotation", settings={"source": "Call"}, direction="supports"
    )

    [card] = relationship_of(mara, board.pk).chosen
    assert card.note is not None
    assert card.note.status == "supported"


def test_a_type_is_chosen_once_and_taken_out_with_its_claim(mara: Member, board: Canvas) -> None:
    choose_type(mara, board.pk, "community")
    choose_type(mara, board.pk, "community")
    assert RelationshipElement.objects.of(mara).living().count() == 1

    drop_type(mara, board.pk, "community")
    assert relationship_of(mara, board.pk).chosen == []
    assert not Note.objects.of(mara).living().exists()

    operations.undo(mara, board.pk)
    assert [one.entry.name for one in relationship_of(mara, board.pk).chosen] == ["community"]


def test_a_type_whose_claim_was_deleted_on_the_board_can_be_chosen_anew(mara: Member, board: Canvas) -> None:
    element = choose_type(mara, board.pk, "community")
    operations.delete_note(mara, board.pk, element.note_id)
    assert relationship_of(mara, board.pk).chosen == []

    choose_type(mara, board.pk, "community")
    assert [one.entry.name for one in relationship_of(mara, board.pk).chosen] == ["community"]


def test_a_move_becomes_an_action(at_home: Client, mara: Member, board: Canvas, address: str) -> None:
    answer = at_home.post(f"{address}/moves", {"move": "1"}, headers={"hx-request": "true"})

    assert Action.objects.of(mara).get().text.startswith("Ask ten customers")
    assert "Among the actions" in answer.content.decode()
    assert at_home.post(f"{address}/moves", {"move": "99"}).status_code == 404


def test_contributors_choose_types_but_leave_those_of_others(mara: Member, cora: Member, board: Canvas) -> None:
    choose_type(mara, board.pk, "community")
    choose_type(cora, board.pk, "tracking")

    drop_type(cora, board.pk, "tracking")
    with pytest.raises(NotPermitted):
        drop_type(cora, board.pk, "community")
    with pytest.raises(NotPermitted):
        state_relationship(cora, board.pk, "Mine", base="")


def test_unknown_names_are_missing(mara: Member, board: Canvas) -> None:
    for attempt in (
        lambda: choose_type(mara, board.pk, "luck"),
        lambda: set_axis(mara, board.pk, "luck", [], base=[]),
        lambda: plan_strategy(mara, board.pk, "luck", {}, base={}),
        lambda: dismiss_advice(mara, board.pk, "luck"),
    ):
        with pytest.raises(Missing):
            attempt()


def test_everything_follows_from_the_log(mara: Member, board: Canvas) -> None:
    state_relationship(mara, board.pk, "Like a friend", base="")
    set_axis(mara, board.pk, "bond", ["long_term"], base=[])
    element = choose_type(mara, board.pk, "tracking")

    picture = state_at(board, Canvas.objects.of(mara).get().sequence)
    [written] = picture["design"].values()
    assert (written["statement"], written["bond"]) == ("Like a friend", ["long_term"])
    assert picture["element"][str(element.pk)]["type_name"] == "tracking"


def test_dismissed_advice_stays_away_until_it_is_wanted_again(mara: Member, board: Canvas) -> None:
    dismiss_advice(mara, board.pk, "community")
    assert [entry.name for entry in advice_for(mara, board.pk).dismissed] == ["community"]

    dismiss_advice(mara, board.pk, "community", dismissed=False)
    assert advice_for(mara, board.pk).dismissed == []


def test_the_page_works_with_plain_forms(at_home: Client, board: Canvas, address: str) -> None:
    at_home.post(f"{address}/parts/statement", {"text": "Like a friend", "base": ""})
    at_home.post(f"{address}/parts/bond", {"value": ["long_term"]})
    at_home.post(
        f"{address}/parts/win-back",
        {"text": "Ask why", "budget": "100,5", "metric": "churn_rate", "target": "20", "base": "{}"},
    )
    at_home.post(f"{address}/types", {"type": "community"})

    page = at_home.get(address).content.decode()
    assert "Like a friend" in page
    assert design(board).win_back == {"text": "Ask why", "budget": "100.5", "metric": "churn_rate", "target": "0.2"}
    assert 'value="20"' in page
    assert 'id="type-community"' in page
    assert "which Rapport does not have yet" in page


def test_a_refused_strategy_keeps_what_was_typed(at_home: Client, address: str) -> None:
    answer = at_home.post(
        f"{address}/parts/growth",
        {"text": "More of it", "budget": "lots", "base": "{}"},
        headers={"hx-request": "true"},
    )

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "More of it" in page
    assert 'value="lots"' in page
    assert "This should be a number." in page


def test_taking_a_type_out_offers_undo(at_home: Client, mara: Member, board: Canvas, address: str) -> None:
    choose_type(mara, board.pk, "community")

    answer = at_home.delete(f"{address}/types/community", headers={"hx-request": "true"})

    assert f"/w/glow/canvases/{board.pk}/undo" in answer["HX-Trigger"]
    assert 'id="type-community"' not in answer.content.decode()


def test_a_viewer_reads_and_changes_nothing(
    client: Client, mara: Member, vic: Member, board: Canvas, address: str
) -> None:
    state_relationship(mara, board.pk, "Like a friend", base="")
    client.force_login(vic.user)

    page = client.get(address).content.decode()
    assert "Like a friend" in page
    assert "Save the sentence" not in page
    assert client.post(f"{address}/parts/statement", {"text": "No"}).status_code == 403
    assert client.post(f"{address}/types", {"type": "community"}).status_code == 403


def test_without_data_the_advisor_says_so(at_home: Client, address: str) -> None:
    page = at_home.get(f"{address}/advice").content.decode()

    assert "Not enough data to say anything." in page


def test_a_stranger_finds_nothing(client: Client, otto: Member, board: Canvas, address: str) -> None:
    client.force_login(otto.user)
    other = address.replace("/glow/", "/other/")

    statuses: list[Any] = [client.get(address).status_code, client.get(other).status_code]
    statuses.append(client.post(f"{other}/parts/statement", {"text": "x"}).status_code)
    assert statuses == [404, 404, 404]
