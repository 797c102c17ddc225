"""What the screens take from the definitions of metrics."""

from __future__ import annotations

import pytest

from rapport.apps.insights.queries.definitions import is_a_total, metric


@pytest.mark.parametrize("name", ["revenue", "orders", "contribution_margin"])
def test_sums_are_totals_whatever_they_are_summed_from(name: str) -> None:
    assert is_a_total(metric(name))


@pytest.mark.parametrize("name", ["margin_rate", "margin_per_customer", "average_order_value", "nps"])
def test_ratios_are_none(name: str) -> None:
    assert not is_a_total(metric(name))
