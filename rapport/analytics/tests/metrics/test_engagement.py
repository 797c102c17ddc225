"""Trust, surveys, use, community, experiments and what is known of customers, by hand."""

from __future__ import annotations

from typing import Any

import pytest

from rapport.analytics import BadTable, Choices
from rapport.analytics.tests.shop import ask, assert_figures, customers, made, orders, responses

PEOPLE = customers((1, "Spain"), (2, "Spain"), (3, "Spain"), (4, "Spain"))


def test_trust_and_advocacy_of_january() -> None:
    answers = responses(
        (1, 1, "2026-01-02", "trust", 5), (2, 2, "2026-01-02", "trust", 3),
        (3, 1, "2026-01-02", "valued", 4), (4, 1, "2026-01-02", "recommend", 2), (5, 1, "2026-01-03", "spoke", 1),
        (6, 2, "2026-01-03", "spoke", 0), (7, 1, "2026-01-04", "wallet", 40), (8, 2, "2026-01-04", "wallet", 60),
        (9, None, "2026-01-05", "employee", 4), (10, 1, "2026-01-06", "emotion", -1),
        (11, 2, "2026-01-06", "emotion", 2),
        (12, 3, "2026-01-07", "nps", 9), (13, 4, "2026-01-07", "nps", 7), (14, 1, "2026-01-07", "nps", 6),
    )  # fmt: skip

    assert_figures(
        {"responses": answers, "customers": PEOPLE},
        {
            "trust_share": (1 / 2, 2),
            "valued_share": (1, 1),
            "recommend_share": (0, 1),
            "spoke_share": (1 / 2, 2),
            "wallet_share": (50, 2),
            "employee_satisfaction": (1, 1),
            "emotion": (0.5, 2),
            "promoter_share": (1 / 3, 3),
            "passive_share": (1 / 3, 3),
            "detractor_share": (1 / 3, 3),
            "survey_coverage": (4 / 4, 4),
            "known_answer_share": (13 / 14, 14),
        },
    )


@pytest.mark.parametrize(
    ("kind", "score", "complaint"),
    [
        ("trust", 6, "a trust score lies outside 1–5"),
        ("spoke", 2, "an answer whether they spoke about us lies outside 0–1"),
        ("emotion", -3, "an emotion lies outside -2–2"),
        ("wallet", 101, "a share of wallet lies outside 0–100"),
        ("trust", float("nan"), "a score is not a number"),
    ],
)
def test_a_score_outside_its_scale_is_refused(kind: str, score: float, complaint: str) -> None:
    with pytest.raises(BadTable, match=complaint):
        ask({"responses": responses((1, 1, "2026-01-02", kind, score))}, "trust_share")


def test_invitations_of_january() -> None:
    states = ("sent", "delivered", "answered", "answered", "bounced")
    sent = made("invitations", *({"customer": n, "at": "2026-01-02", "state": state} for n, state in enumerate(states)))

    assert_figures(
        {"invitations": sent}, {"invitations": (5, 5), "delivery_rate": (3 / 4, 4), "response_rate": (2 / 3, 3)}
    )


def event(customer: int | None, name: str, value: float | None = None, day: str = "2026-01-05") -> dict[str, Any]:
    return {"customer": customer, "at": day, "name": name, "value": value}


EVENTS = made(
    "events",
    event(1, "opened"), event(1, "opened"), event(2, "saved"), event(3, "points_earned", 100),
    event(3, "points_redeemed", 30), event(2, "community_question"), event(3, "community_answer"),
    event(None, "community_answer"), event(1, "idea_posted"), event(2, "idea_voted"), event(None, "idea_shipped"),
    event(1, "recommendation_shown"), event(2, "recommendation_shown"), event(1, "recommendation_accepted"),
    event(1, "early_access_offered"), event(1, "early_access_used"), event(1, "gathering_invited"),
    event(2, "gathering_invited"), event(2, "gathering_attended"),
)  # fmt: skip


def test_use_and_community_of_january() -> None:
    assert_figures(
        {"events": EVENTS, "customers": PEOPLE},
        {
            "active_users": (2, 2),
            "active_use_rate": (2 / 4, 4),
            "events_per_user": (3 / 2, 2),
            "active_members": (2, 2),
            "member_answer_share": (1 / 2, 2),
            "ideas_shipped": (1, 1),
            "idea_participation": (2 / 4, 4),
            "redemption_rate": (0.3, 1),
            "recommendation_acceptance": (1 / 2, 2),
            "early_access_uptake": (1, 1),
            "attendance_rate": (1 / 2, 2),
        },
    )


def test_the_health_index_says_its_weights() -> None:
    tables = {
        "customers": PEOPLE,
        "events": EVENTS,
        "orders": orders((1, 1, "2025-12-05", "sale", None, 10), (2, 2, "2025-01-01", "sale", None, 10)),
        "responses": responses((1, 1, "2026-01-02", "nps", 10), (2, 2, "2026-01-02", "nps", 4)),
        "tickets": made("tickets", {"customer": 3, "opened_at": "2026-01-03", "complaint": True}),
    }

    # Use 2 of 4, purchase 1 of 4, recommendation .7, peace 3 of 4.
    row = ask(tables, "health_index").row("health_index")
    assert row.value == pytest.approx(100 * (0.3 * 0.5 + 0.3 * 0.25 + 0.2 * 0.7 + 0.2 * 0.75))
    assert row.assumption == "weights declared: 30% use, 30% purchase, 20% recommendation, 20% peace"

    weighed = Choices(health_weights=(1, 1, 1, 1))
    fewer = ask({name: tables[name] for name in ("customers", "orders")}, "health_index", choices=weighed)
    assert fewer.row("health_index").value == pytest.approx(25)
    assert "100% purchase" in fewer.row("health_index").assumption


def draw(number: int, arm: str) -> dict[str, Any]:
    return {"id": number, "customer": number, "arm": arm, "experiment": "autumn", "at": "2025-12-15"}


def test_the_treated_against_those_held_out() -> None:
    draws = made("assignments", *(draw(n, "treated") for n in (1, 2, 3)), *(draw(n, "holdout") for n in (4, 5)))
    lines = made("order_lines", *(
        {"order_id": n, "customer": n, "at": "2026-01-05", "kind": "sale", "net": net, "direct_cost": net / 2}
        for n, net in ((1, 30), (2, 60), (4, 20))
    ))  # fmt: skip
    bought = orders(
        (1, 1, "2026-01-05", "sale", None, 30),
        (2, 2, "2026-01-05", "sale", None, 60),
        (4, 4, "2026-01-05", "sale", None, 20),
        (5, 5, "2026-01-20", "sale", None, 900),
        (6, 3, "2025-12-10", "sale", None, 900),
    )

    assert_figures(
        {"assignments": draws, "orders": bought, "order_lines": lines},
        {"conversion_lift": (2 / 3 - 1 / 2, 5), "revenue_lift": (30 - 10, 5), "margin_lift": (15 - 5, 5)},
    )


def test_what_is_known_of_customers() -> None:
    people = made(
        "customers",
        {"kind": "person", "completeness": 0.5, "duplicate": True, "consent": True},
        {"kind": "person", "completeness": 1.0, "duplicate": False},
        {"kind": "person", "consent": False},
    )
    bought = orders((1, 1, "2026-01-05", "sale", None, 30), (2, None, "2026-01-05", "sale", None, 60))

    assert_figures(
        {"customers": people, "orders": bought},
        {
            "profile_completeness": (0.75, 2),
            "duplicate_rate": (1 / 2, 2),
            "consent_coverage": (1 / 2, 2),
            "known_order_share": (1 / 2, 2),
        },
    )
