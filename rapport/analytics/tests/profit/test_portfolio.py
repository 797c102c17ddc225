from __future__ import annotations

import time
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rapport.analytics import BadQuestion, BadTable
from rapport.analytics.profit.customer_profit import customer_profit
from rapport.analytics.profit.portfolio import STRATEGIES, Grid, Portfolio, Threshold, portfolio, portfolio_of

FIFTY, HUNDRED = Threshold(amount=50), Threshold(amount=100)
GRID = Grid(value_from=HUNDRED, cost_from=FIFTY)
MONEY = st.decimals(-10_000, 10_000, places=2, allow_nan=False)


def four(**told: object) -> Portfolio:
    return portfolio([1, 2, 3, 4], [500, 300, 20, 100], [10, 90, 90, 49], GRID, minimum_n=1, **told)  # type: ignore[arg-type]


def test_every_customer_has_the_strategy_of_the_cell() -> None:
    found = four()

    assert found.customers_of("protect").tolist() == [1, 4]
    assert found.customers_of("re-engineer").tolist() == [2]
    assert found.customers_of("end").tolist() == [3]
    assert found.customers_in(value="high", cost="low").tolist() == [1, 4]
    assert "No value to come" in found.remarks[0]


def test_value_to_come_tells_nurture_and_harvest_apart() -> None:
    found = portfolio(
        [1, 2, 3, 4],
        [20, 20, 500, 20],
        [10, 10, 10, 90],
        Grid(value_from=HUNDRED, cost_from=FIFTY, to_come_from=HUNDRED),
        to_come=[900, 0, 0, 900],
        minimum_n=1,
    )

    assert [STRATEGIES[index] for index in found.strategy_index] == ["nurture", "harvest", "harvest", "re-engineer"]
    assert found.customers_in(value="low", cost="low", to_come="low").tolist() == [2]
    assert len(found.cells) == 8


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(MONEY, st.decimals(0, 1000, places=2)), min_size=5, max_size=40), st.floats(0.1, 0.9))
def test_cells_and_strategies_add_up_to_everybody(rows: list[tuple[Decimal, Decimal]], quantile: float) -> None:
    values, costs = zip(*rows, strict=True)
    threshold = Threshold(quantile=quantile)

    found = portfolio(range(len(rows)), values, costs, Grid(value_from=threshold, cost_from=threshold))

    for parts in (found.cells, found.strategies):
        assert sum(part.n for part in parts) == found.n == len(rows)
        assert sum(part.total_value for part in parts) == sum(values)
        assert sum(part.total_cost for part in parts) == sum(costs)


def test_a_quantile_is_the_amount_of_somebody() -> None:
    found = portfolio(
        range(10), range(10), [1] * 10, Grid(value_from=Threshold(quantile=0.8), cost_from=Threshold(amount="1.01"))
    )

    assert found.value_from == Decimal("8.00")
    assert found.customers_of("protect").tolist() == [9, 8]


def test_where_most_cost_nothing_not_everybody_is_costly() -> None:
    fifth = Threshold(quantile=0.8)

    found = portfolio(range(20), [10] * 20, [0] * 18 + [5, 7], Grid(value_from=fifth, cost_from=fifth))

    assert (found.value_from, found.cost_from) == (Decimal("10.01"), Decimal("5.00"))
    assert {(cell.value, cell.cost): cell.n for cell in found.cells if cell.n} == {
        ("low", "low"): 18,
        ("low", "high"): 2,
    }


def test_small_cells_show_no_mean() -> None:
    cells = portfolio(range(6), [200] * 5 + [10], [10] * 6, GRID).cells

    assert {(cell.value, cell.cost): (cell.n, cell.mean_value) for cell in cells if cell.n} == {
        ("high", "low"): (5, 200),
        ("low", "low"): (1, None),
    }


def test_significant_customers_are_not_ended_without_a_second_look() -> None:
    found = four(significant=[3, 1])

    assert found.significant_at_end == (3,)
    assert "1 strategically significant customer would be ended" in found.remarks[-1]


def test_profit_of_customers_makes_a_grid_where_cost_to_serve_is_known() -> None:
    ids = range(1, 7)
    known = customer_profit(ids, [200] * 6, direct_cost=[50] * 6, cost_to_serve=[10, 60, 10, 10, 10, 10])

    found = portfolio_of(known, GRID)

    assert found.customers_of("re-engineer").tolist() == []
    assert found.customers_of("end").tolist() == [2]
    assert portfolio_of(customer_profit(ids, [200] * 6), GRID).reason == "cost to serve is not known"


def test_few_customers_are_not_shown() -> None:
    found = portfolio([1], [1], [1], GRID)

    assert (found.n, found.cells, found.reason) == (1, (), "fewer than 5 customers")


def test_scatter_points_are_thinned_the_same_way_each_time() -> None:
    found = portfolio(range(5000), range(5000), [1] * 5000, GRID)

    assert len(found.points(100)) == 100
    assert found.points(100).tolist() == found.points(100).tolist()


def test_wrong_input_is_refused() -> None:
    with pytest.raises(BadQuestion, match="either an amount or a quantile"):
        Threshold()
    with pytest.raises(BadQuestion, match="between 0 and 1"):
        Threshold(quantile=1.0)
    with pytest.raises(BadQuestion, match="belong together"):
        four(to_come=[1, 2, 3, 4])
    with pytest.raises(BadQuestion, match="is declared for"):
        Grid(value_from=HUNDRED, cost_from=FIFTY, strategies={("high", "low", "unknown"): "protect"})
    with pytest.raises(BadTable, match="value: 1 amounts for 2 customers"):
        portfolio([1, 2], [1], [1, 2], GRID)
    with pytest.raises(BadTable, match="cost_to_serve: an amount is not a number"):
        portfolio([1], [1], [np.nan], GRID)


def test_a_hundred_thousand_customers_take_well_under_a_second() -> None:
    amounts = np.random.default_rng(1).normal(100, 50, 100_000)

    began = time.process_time()
    portfolio(np.arange(100_000), amounts, amounts, Grid(value_from=HUNDRED, cost_from=Threshold(quantile=0.5)))

    assert time.process_time() - began < 0.5
