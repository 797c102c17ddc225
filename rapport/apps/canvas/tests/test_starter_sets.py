"""Starter sets: guesses of one line of business, complete, and inserted as one step that can be taken back."""

import dataclasses

import pytest

from rapport.apps.canvas.blueprints import NINE_SECTIONS
from rapport.apps.canvas.starter_sets import StarterSet, starter_sets
from rapport.apps.canvas.starter_sets._starter_set import StarterSetError


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
