"""Segments that follow the log hold the same people as segments found anew, whatever happens in whichever room."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from secrets import token_hex
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rapport.apps.accounts.models import Member
from rapport.apps.customers.models import Membership, Segment
from rapport.apps.customers.operations import (
    PartyFacts,
    archive_party,
    create_segment,
    record_parties,
    refresh_segments,
    restore_party,
    tag_parties,
    untag_parties,
    update_party,
)
from rapport.apps.customers.queries import meant_by
from rapport.apps.feedback.operations import ResponseFacts, record_responses
from rapport.apps.sales.operations import LineFacts, OrderFacts, ProductFacts, record_orders, record_products

START = datetime(2026, 1, 1, 12, tzinfo=UTC)
PEOPLE = 6
RULES: dict[str, dict[str, Any]] = {
    "Lugo": {"condition": "city", "operator": "is", "value": "Lugo"},
    "Vips": {"condition": "tag", "operator": "is", "value": "vip"},
    "Never ordered": {"condition": "order_count", "operator": "at_most", "value": 0},
    "Good money": {"condition": "order_total", "operator": "at_least", "value": 100},
    "Creams": {"condition": "bought_category", "operator": "is", "value": "Creams"},
    "Unhappy": {"condition": "nps_score", "operator": "at_most", "value": 6},
}

PERSON = st.integers(0, PEOPLE - 1)
STEP = st.one_of(
    st.tuples(st.just("city"), PERSON, st.sampled_from(["Lugo", "Graz"])),
    st.tuples(st.just("tag"), PERSON, st.booleans()),
    st.tuples(st.just("archive"), PERSON, st.booleans()),
    st.tuples(st.just("order"), PERSON, st.integers(1, 4), st.sampled_from(["A", "B"]), st.integers(1, 120)),
    st.tuples(st.just("answer"), PERSON, st.integers(1, 3), st.integers(0, 10)),
    st.tuples(st.just("category"), st.sampled_from(["Creams", "Soaps"])),
)


def act(member: Member, people: list[int], mark: str, step: tuple[Any, ...]) -> None:
    """Let one thing happen; an order or answer whose number is known changes, perhaps to another customer."""
    kind, *said = step
    if kind == "city":
        update_party(member, people[said[0]], city=said[1])
    elif kind == "tag":
        (tag_parties if said[1] else untag_parties)(member, [people[said[0]]], "vip")
    elif kind == "archive":
        (archive_party if said[1] else restore_party)(member, people[said[0]])
    elif kind == "order":
        line = LineFacts(said[2], Decimal(1), Decimal(said[3]))
        at = START + timedelta(days=said[1])
        record_orders(member, [OrderFacts(f"{mark}-{said[1]}", at, [line], customer_id=people[said[0]])])
    elif kind == "answer":
        answer = ResponseFacts(
            "nps", START, Decimal(said[2]), customer_id=people[said[0]], external_id=f"{mark}-{said[1]}"
        )
        record_responses(member, [answer])
    else:
        record_products(member, [ProductFacts("A", "A", said[0])])


@pytest.fixture
def segments(edi: Member) -> list[Segment]:
    made = [create_segment(edi, name=name, rule=rule) for name, rule in RULES.items()]
    not_vips = {"condition": "in_segment", "operator": "is_not", "value": made[1].pk}
    return [*made, create_segment(edi, name="In Lugo, no vips", rule={"all": [not_vips, RULES["Lugo"]]})]


@pytest.mark.parametrize("together", [1, 3])
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rounds=st.lists(st.lists(STEP, min_size=1, max_size=3), min_size=1, max_size=3))
def test_following_the_log_finds_whom_the_rule_means(
    edi: Member, segments: list[Segment], together: int, rounds: list[list[tuple[Any, ...]]]
) -> None:
    mark = token_hex(4)
    facts = [PartyFacts(name=f"Person {number}", external_id=f"{mark}-{number}") for number in range(PEOPLE)]
    people = record_parties(edi, facts).ids
    refresh_segments(edi.workspace)

    for steps in rounds:
        for step in steps[:together]:
            act(edi, people, mark, step)
        refresh_segments(edi.workspace)
        for segment in segments:
            inside = Membership.objects.of(edi).filter(segment=segment, until=None).values_list("party", flat=True)
            meant = meant_by(edi.workspace, segment.rule).values_list("pk", flat=True)
            assert set(inside) == set(meant), segment.name
