"""Starter sets: guesses of one line of business, complete, and inserted as one step that can be taken back."""

import dataclasses

import pytest
from django.test import Client
from django.urls import reverse

from rapport.apps.accounts.models import Member
from rapport.apps.canvas import operations
from rapport.apps.canvas.blueprints import NINE_SECTIONS, Blueprint, blueprints
from rapport.apps.canvas.models import Canvas, Note
from rapport.apps.canvas.queries import board_of
from rapport.apps.canvas.starter_sets import StarterSet, starter_sets
from rapport.apps.canvas.starter_sets._starter_set import StarterSetError
from rapport.kernel.errors import Conflict, Refused


def test_there_is_a_set_for_every_industry() -> None:
    industries = ["retail", "manufacturing", "telecoms", "finance", "media", "construction", "software", "courses"]

    assert starter_sets.names() == [*industries, "wholesale"]


def test_courses_know_four_kinds_of_learners() -> None:
    titles = [segment.title for segment in starter_sets.get("courses").segments]

    assert titles == ["Students", "Professionals", "Hobbyists", "Educators"]


@pytest.mark.parametrize("starter", starter_sets, ids=lambda starter: starter.name)
def test_every_set_has_notes_for_all_nine_sections(starter: StarterSet) -> None:
    assert tuple(starter.notes) == NINE_SECTIONS
    assert len(starter.segments) >= 4
    assert starter.size >= 20


@pytest.mark.parametrize("starter", starter_sets, ids=lambda starter: starter.name)
def test_what_could_be_taken_for_a_fact_is_asked(starter: StarterSet) -> None:
    for part in ("profile", "metrics", "actions"):
        assert all(text.endswith("?") for text in starter.notes[part])


def test_a_set_with_an_empty_part_is_refused() -> None:
    with pytest.raises(StarterSetError, match="pains"):
        dataclasses.replace(starter_sets.get("retail"), pains=("  ",))


@pytest.mark.parametrize("starter", starter_sets, ids=lambda starter: starter.name)
def test_examples_arrive_as_claims_and_questions_never_as_facts(
    mara: Member, board: Canvas, starter: StarterSet
) -> None:
    operations.begin_with_examples(mara, board.pk, starter.name)

    found = board_of(mara, board.pk).notes
    assert len(found) == starter.size
    assert {note.kind for note in found} == {"claim", "question"}
    assert {tuple(note.tags) for note in found} == {("example",)}


def test_examples_are_one_step_of_undo(mara: Member, board: Canvas) -> None:
    operations.begin_with_examples(mara, board.pk, "retail")

    operations.undo(mara, board.pk)

    assert board_of(mara, board.pk).notes == []


@pytest.mark.parametrize("blueprint", blueprints, ids=lambda blueprint: blueprint.name)
def test_examples_find_a_home_in_every_template(mara: Member, blueprint: Blueprint) -> None:
    canvas = operations.create_canvas(mara, blueprint_name=blueprint.name)

    operations.begin_with_examples(mara, canvas.pk, "courses")

    assert len(board_of(mara, canvas.pk).notes) == starter_sets.get("courses").size


def test_examples_are_refused_where_there_are_notes(mara: Member, board: Canvas, price: Note) -> None:
    with pytest.raises(Conflict):
        operations.begin_with_examples(mara, board.pk, "retail")


def test_examples_nobody_wrote_are_refused(mara: Member, board: Canvas) -> None:
    with pytest.raises(Refused):
        operations.begin_with_examples(mara, board.pk, "astrology")


def test_an_empty_board_offers_examples_and_a_full_one_does_not(client: Client, mara: Member, board: Canvas) -> None:
    client.force_login(mara.user)
    address = reverse("canvas:board", args=[mara.workspace.slug, board.pk])

    empty = client.get(address).content.decode()
    client.post(f"{address}/examples", {"starter": "media"})

    assert f"{address}/examples" in empty
    assert f"{address}/examples" not in client.get(address).content.decode()
