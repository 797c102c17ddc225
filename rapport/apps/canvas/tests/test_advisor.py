"""The advisor: rules decide only as far as the intervals decide, and show the numbers they used."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from rapport.apps.accounts.models import Member
from rapport.apps.canvas.models import Canvas
from rapport.apps.canvas.operations import create_canvas
from rapport.apps.canvas.operations.relationship import choose_type
from rapport.apps.canvas.queries.advisor import advice_for
from rapport.apps.canvas.queries.economics import economics_of
from rapport.apps.canvas.relationship_types import Economics, Number, Proposal, relationship_types
from rapport.apps.customers.models import Party
from rapport.apps.customers.operations import PartyFacts, create_segment, record_parties
from rapport.apps.feedback.operations import ResponseFacts, record_responses
from rapport.apps.insights.lake.reading import close_all
from rapport.apps.insights.operations.extraction import extract
from rapport.apps.sales.operations import LineFacts, OrderFacts, record_orders
from rapport.kernel.clock import now


def known(value: float, low: float | None = None, high: float | None = None) -> Number:
    return Number(value=value, low=low, high=high, text=f"{value:g}", n_text="n = 200", period="2025")


FEW = Number(words="too few answers (n = 4)")


def proposed(name: str, everybody: dict[str, Number] | None = None, **numbers: Number) -> Proposal | None:
    return relationship_types.get(name).fits(Economics(numbers, everybody))


def verdict(name: str, everybody: dict[str, Number] | None = None, **numbers: Number) -> str:
    return relationship_types.get(name).weighed(Economics(numbers, everybody)).verdict


@pytest.mark.parametrize("entry", relationship_types, ids=lambda entry: entry.name)
def test_without_numbers_nothing_is_proposed_and_it_says_what_is_missing(entry: Any) -> None:
    weighed = entry.weighed(Economics())

    assert entry.fits(Economics()) is None
    assert weighed.verdict == "unknown"
    assert weighed.lacks


def test_a_proposal_is_clear_where_the_whole_interval_is_on_the_wanted_side() -> None:
    clear = proposed("community", nps=known(45, 38, 52), active_customers=known(900))
    leaning = proposed("community", nps=known(33, 22, 44), active_customers=known(900))

    assert clear is not None
    assert clear.is_clear
    assert leaning is not None
    assert not leaning.is_clear


def test_a_number_on_the_wrong_side_proposes_nothing() -> None:
    assert verdict("community", nps=known(12, 5, 19), active_customers=known(900)) == "no"
    assert verdict("community", nps=known(45, 38, 52), active_customers=known(150)) == "no"


def test_too_few_answers_are_no_reason_for_and_none_against() -> None:
    weighed = relationship_types.get("community").weighed(Economics({"nps": FEW, "active_customers": known(900)}))

    assert weighed.verdict == "unknown"
    assert weighed.lacks == ["Net promoter score: too few answers (n = 4)"]


def test_everybody_is_compared_with_both_intervals() -> None:
    everybody = {"average_order_value": known(30, 28, 32), "ces_share": known(0.6, 0.55, 0.65)}

    assert verdict(
        "self_service", everybody, average_order_value=known(20, 18, 22), ces_share=known(0.8, 0.7, 0.9)
    ) == ("fits")
    assert verdict(
        "self_service", everybody, average_order_value=known(26, 24, 28), ces_share=known(0.8, 0.7, 0.9)
    ) == ("leans")


def test_a_canvas_about_everybody_has_nobody_to_be_compared_with() -> None:
    weighed = relationship_types.get("self_service").weighed(Economics({"average_order_value": known(20)}))

    assert "nobody to compare with" in weighed.lacks[0]


def test_nought_beside_nought_is_no_reason() -> None:
    assert verdict("customer_service", {"refund_share": known(0)}, refund_share=known(0), csat=known(0.9)) == "unknown"
    nothing = relationship_types.get("customer_service").rule.some[1]
    assert nothing.judged(Economics({"refund_share": known(0)}, {"refund_share": known(0)})).verdict == "no"


def test_one_of_several_reasons_is_enough() -> None:
    found = proposed(
        "dedicated_assistance", top_tenth_share=known(0.62), company_share=known(0.03), lifetime_revenue=FEW
    )

    assert found is not None
    assert [one.title for one in found.reasons] == ["Revenue from the top tenth of buyers"]
    assert [one.verdict for one in found.others] == ["unknown", "no"]


def test_a_proposal_tells_its_rule_numbers_and_cautions() -> None:
    found = proposed("subscription", orders_a_year=known(5.2, 4.8, 5.6), repeat_purchase_rate=known(0.7, 0.6, 0.8))

    assert found is not None
    assert "at least four times a year" in found.rule
    assert [one.wanted for one in found.outcomes] == ["at least 4", "at least 50%"]
    assert found.outcomes[0].own.n_text == "n = 200"
    assert "look at who would subscribe" in found.cautions[0]


@pytest.mark.parametrize(
    ("name", "numbers"),
    [
        ("personal_assistance", {"refund_share": 0.2}),
        ("dedicated_assistance", {"company_share": 0.8}),
        ("self_service", {"average_order_value": 10, "ces_share": 0.9}),
        ("automated_service", {"active_customers": 2_000, "average_order_value": 10}),
        ("automated_personalisation", {"purchase_frequency": 3, "active_customers": 800}),
        ("community", {"nps": 50, "active_customers": 300}),
        ("co_creation", {"repeat_purchase_rate": 0.6, "answers_each": 0.3}),
        ("exclusive_access", {"revenue_share": 0.4, "share_of_people": 0.1, "repeat_purchase_rate": 0.6}),
        ("subscription", {"orders_a_year": 6, "repeat_purchase_rate": 0.6}),
        ("tracking", {"churn_rate": 0.6, "lifetime_revenue": 100}),
        ("customer_service", {"csat": 0.5}),
        ("loyalty_rewards", {"repeat_purchase_rate": 0.4}),
        ("through_partners", {"partner_share": 0.3}),
    ],
)
def test_every_kind_is_proposed_where_its_rule_holds(name: str, numbers: dict[str, float]) -> None:
    everybody = {
        "average_order_value": known(30),
        "ces_share": known(0.6),
        "refund_share": known(0.05),
        "repeat_purchase_rate": known(0.5),
        "churn_rate": known(0.3),
        "lifetime_revenue": known(90),
    }

    found = proposed(name, everybody, **{figure: known(value) for figure, value in numbers.items()})

    assert found is not None
    assert found.is_clear


@pytest.fixture
def fans(edi: Member, tmp_path: Path, settings: Any) -> Iterator[Canvas]:
    """Ten fans who order five times a year for 40 and recommend; forty others who order once for 10."""
    settings.LAKE_FOLDER = tmp_path / "lake"
    people = record_parties(edi, [PartyFacts(name=f"P{n}", external_id=f"P{n}") for n in range(50)]).ids
    at = now() - timedelta(days=2)
    orders = [
        OrderFacts(f"{who}-{n}", at - timedelta(days=30 * n), [LineFacts("A", Decimal(1), Decimal(price))], who)
        for place, who in enumerate(people)
        for price, times in [(40, 5) if place < 10 else (10, 1)]
        for n in range(times)
    ]
    record_orders(edi, orders)
    record_responses(edi, [ResponseFacts("nps", at, Decimal(10), "", who) for who in people[:10]])
    segment = create_segment(edi, name="Fans", rule=None, party_ids=people[:10])
    extract(edi.workspace_id)
    yield create_canvas(edi, segment_id=segment.pk)
    close_all()


def test_the_numbers_are_those_of_the_group_beside_everybody(edi: Member, fans: Canvas) -> None:
    economics = economics_of(edi, fans)

    assert economics.number("share_of_people").value == pytest.approx(0.2)
    assert economics.number("revenue_share").value == pytest.approx(2_000 / 2_400)
    assert economics.number("answers_each").value == pytest.approx(1.0)
    assert economics.number("orders_a_year").value == pytest.approx(5, rel=0.01)
    assert economics.of_everybody("average_order_value").value == pytest.approx(2_400 / 90)
    assert economics.number("top_tenth_share").words == "too few buyers (n = 10)"


def test_advice_follows_from_what_was_bought_and_answered(edi: Member, fans: Canvas) -> None:
    advice = advice_for(edi, fans.pk)

    proposals = {one.entry.name: one.proposal for one in advice.proposed}
    assert {"exclusive_access", "subscription"} <= set(proposals)
    assert proposals["exclusive_access"].is_clear
    assert proposals["exclusive_access"].outcomes[0].own.text == "83%"
    assert advice.against == "Everybody"
    assert "community" in [one.entry.name for one in advice.against_numbers]
    assert "customer_service" not in proposals


def test_an_accepted_type_is_proposed_no_more_and_counted_as_chosen(edi: Member, fans: Canvas) -> None:
    choose_type(edi, fans.pk, "subscription")

    advice = advice_for(edi, fans.pk)

    assert advice.chosen == 1
    assert "subscription" not in [one.entry.name for one in advice.proposed]


def test_of_one_customer_no_rate_is_weighed(edi: Member, fans: Canvas) -> None:
    party = Party.objects.of(edi).get(external_id="P1")
    canvas = create_canvas(edi, party_id=party.pk)

    economics = economics_of(edi, canvas)

    assert economics.number("repeat_purchase_rate").words == "not for one customer"
    assert economics.number("share_of_people").value is None
    assert economics.number("average_order_value").value == pytest.approx(40)


def test_everybody_is_compared_with_nobody(edi: Member, fans: Canvas) -> None:
    canvas = create_canvas(edi)

    advice = advice_for(edi, canvas.pk)

    assert advice.against == ""
    assert "personal_assistance" in [one.entry.name for one in advice.unknown]
