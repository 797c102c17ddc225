"""Occasions read from orders, and the model of them, against the published donations."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import numpy as np
import pyarrow as pa
import pytest
from lifetimes.datasets import load_donations

from rapport import analytics
from rapport.analytics.models import bgbb
from rapport.analytics.models.occasion_checks import counted, expected_buyers, held_out
from rapport.analytics.models.occasions import Occasions, grouped, occasions
from rapport.analytics.tests import shop


def whole_years(first: int, after: int) -> analytics.Period:
    return analytics.Period(datetime(first, 1, 1, tzinfo=UTC), datetime(after, 1, 1, tzinfo=UTC))


def donations() -> pa.Table:
    """Gifts of the 11,104 donors who first gave in 1995, so that each has the published frequency and recency."""
    table = load_donations()
    x, last, donors = (np.repeat(table[name].to_numpy(), table.weights) for name in ("frequency", "recency", "weights"))
    who = np.arange(len(donors))
    # The first gift, the last one, and those between in years drawn at random: given both, all orders are alike likely.
    drawn = np.random.default_rng(5).random((len(who), 5))
    drawn[np.arange(1, 6) >= last[:, None]] = np.inf
    between = np.argsort(np.argsort(drawn, axis=1), axis=1) < x[:, None] - 1
    years = [(who, np.full(len(who), 1995)), (who[x > 0], 1995 + last[x > 0])]
    years += [(who[between[:, nth]], np.full(int(between[:, nth].sum()), 1996 + nth)) for nth in range(5)]
    customers, given = (np.concatenate(part) for part in zip(*years, strict=True))
    at = (given - 1970).astype("datetime64[Y]").astype("datetime64[us]") + np.timedelta64(100, "D")
    return pa.table(
        {
            "id": pa.array(np.arange(len(at)), pa.int64()),
            "customer": pa.array(customers, pa.int64()),
            "at": pa.array(at, pa.timestamp("us", tz="UTC")),
            "kind": pa.array(["sale"] * len(at)),
            "net": pa.array(np.full(len(at), 20.0)).cast(pa.decimal128(19, 4)),
            "currency": pa.array(["USD"] * len(at)),
        }
    )


@pytest.fixture(scope="module")
def given() -> Iterator[Occasions]:
    with analytics.Source({"orders": donations()}) as source:
        yield occasions(source, whole_years(1995, 2002), step="year")


def test_gifts_give_the_published_model(given: Occasions) -> None:
    rows, _ = grouped(given.histories())
    fit = bgbb.fit(rows)

    assert (given.n, len(rows.weight)) == (11_104, 22)
    assert fit.fitted.values.round(3).tolist() == [1.204, 0.750, 0.657, 2.783]
    assert float(rows.weight @ fit.model.expected_future(5, rows)) == pytest.approx(12_884.2, abs=0.05)


def test_the_model_follows_the_counts_and_each_year(given: Occasions) -> None:
    model = bgbb.fit(grouped(given.histories())[0]).model

    times = counted(model, given)

    assert times.actual.tolist() == [3464, 1823, 1430, 1085, 1036, 1063, 1203]
    assert times.expected.sum() == pytest.approx(11_104)
    assert times.off < 0.03
    assert expected_buyers(model, given).sum() == pytest.approx(given.buyers.sum(), rel=0.01)


def test_years_held_out_come_about_as_expected(given: Occasions) -> None:
    found = held_out(given)

    assert (found.ahead, found.n) == (2, 11_104)
    assert found.expected.low < found.expected.values < found.expected.high
    assert found.mean_absolute < found.naive_absolute
    assert found.by_times[:, 1].sum() == 11_104


def test_an_occasion_counts_once_and_one_that_is_not_over_not_at_all() -> None:
    rows = (
        (1, 1, "2020-03-01", "sale", None, 1.0),
        (2, 1, "2021-03-01", "sale", None, 1.0),
        (3, 1, "2021-05-01", "sale", None, 1.0),
        (4, 1, "2023-12-31", "sale", None, 1.0),
        (5, 1, "2026-01-05", "sale", None, 1.0),
        (6, 2, "2024-01-01", "sale", None, 1.0),
        (7, 2, "2024-06-01", "refund", None, -1.0),
        (8, 3, "2026-01-05", "sale", None, 1.0),
    )
    period = analytics.Period(shop.at("2020-01-01"), shop.at("2026-03-01"))
    with analytics.Source({"orders": shop.orders(*rows)}) as source:
        found = occasions(source, period, step="year")

    past = found.histories()

    assert found.customer.tolist() == [1, 2]
    assert [past.frequency.tolist(), past.recency.tolist(), past.periods.tolist()] == [[2, 0], [3, 0], [5, 1]]
    assert found.buyers.tolist() == [1, 0, 1, 0, 0]
    assert found.began(found.last).isoformat() == "2025-01-01"
    assert found.until(found.last - 3).histories().frequency.tolist() == [1]


def test_who_bought_before_the_period_is_no_newcomer() -> None:
    rows = [(1, 1, "2019-03-01", "sale", None, 1.0), (2, 1, "2021-03-01", "sale", None, 1.0)]
    rows += [(3, 2, "2020-03-01", "sale", None, 1.0), (4, 2, "2022-03-01", "sale", None, 1.0)]
    with analytics.Source({"orders": shop.orders(*rows)}) as source:
        found = occasions(source, whole_years(2020, 2024), step="year")

    assert found.customer.tolist() == [2]
    assert found.histories().recency.tolist() == [2]


def test_the_day_of_the_zone_decides() -> None:
    rows = [(1, 1, "2020-05-01", "sale", None, 1.0), (2, 1, "2021-12-31 23:30", "sale", None, 1.0)]
    table = {"orders": shop.orders(*rows)}
    with analytics.Source(table) as source:
        there, here = (occasions(source, whole_years(2020, 2024), zone=zone) for zone in ("Europe/Madrid", "UTC"))

    assert (there.histories().recency[0], here.histories().recency[0]) == (2, 1)


def test_what_cannot_be_is_refused() -> None:
    with analytics.Source({"orders": shop.orders((1, 1, "2020-05-01", "sale", None, 1.0))}) as source:
        for wishes in ({"step": "fortnight"}, {"zone": "Atlantis"}):
            with pytest.raises(analytics.BadQuestion):
                occasions(source, whole_years(2020, 2024), **wishes)
        with pytest.raises(analytics.BadQuestion, match="less than two whole"):
            occasions(source, whole_years(2020, 2021))
    with analytics.Source({}) as source, pytest.raises(analytics.BadTable):
        occasions(source, whole_years(2020, 2024))
