"""Amounts and times that make no sense give no figure and say why, or are refused."""

from __future__ import annotations

from math import inf

import pytest

from rapport.analytics import BadTable
from rapport.analytics.tests.shop import ask, made, orders

OVERDRAWN = orders(
    (1, 1, "2025-06-01", "sale", "Spain", 100),
    (2, 1, "2026-01-05", "refund", "Spain", -100),
    (3, 2, "2026-01-06", "sale", "Spain", 40),
)


@pytest.mark.parametrize("metric", ["new_revenue_share", "partner_revenue_share"])
def test_a_share_of_revenue_below_nothing_is_none(metric: str) -> None:
    partners = [None, None, 7]
    tables = {"orders": OVERDRAWN.set_column(OVERDRAWN.column_names.index("partner"), "partner", [partners])}

    row = ask(tables, metric).row(metric)

    assert (row.state, row.value, row.low, row.high) == ("no_data", None, None, None)
    assert row.reason == "refunds exceed sales, so there is nothing to take a share of"


def test_revenue_itself_may_be_below_nothing() -> None:
    assert ask({"orders": OVERDRAWN}, "revenue").row("revenue").value == -60


@pytest.mark.parametrize("metric", ["cac", "cost_ratio"])
def test_credits_beyond_what_was_spent_make_no_cost(metric: str) -> None:
    spend = made("spend", {"at": "2026-01-03", "amount": -70, "purpose": "acquisition", "currency": "EUR"})
    sales = orders((1, 1, "2026-01-05", "sale", "Spain", 100))

    row = ask({"orders": sales, "spend": spend}, metric).row(metric)

    assert row.value is None
    assert row.reason == "credits exceed what was spent: check the amounts"


@pytest.mark.parametrize("field", ["minutes", "response_minutes", "resolution_minutes"])
def test_an_endless_time_is_refused(field: str) -> None:
    ticket = made("tickets", {"customer": 1, "opened_at": "2026-01-03", field: inf})

    with pytest.raises(BadTable, match="endless"):
        ask({"tickets": ticket}, "tickets")


def test_an_endless_touch_or_value_is_refused() -> None:
    touch = made("touches", {"customer": 1, "at": "2026-01-03", "minutes": inf, "direction": "out"})
    event = made("events", {"customer": 1, "at": "2026-01-03", "name": "opened", "value": inf})

    for name, rows, metric in (("touches", touch, "contacts"), ("events", event, "active_users")):
        with pytest.raises(BadTable, match="endless"):
            ask({name: rows}, metric)
