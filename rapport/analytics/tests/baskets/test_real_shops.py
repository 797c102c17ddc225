"""What is bought together in two real shops, held against the same counted with pandas."""

from __future__ import annotations

from datetime import UTC, datetime

import pandas as pd
import pytest
from scipy import stats

from rapport import analytics
from rapport.analytics.baskets.cross_sell import cross_sell_rate, products_per_customer
from rapport.analytics.baskets.pairs import cross_sell_pairs
from rapport.analytics.tests.baskets import real_shops

YEARS = analytics.Period(datetime(2010, 12, 1, tzinfo=UTC), datetime(2012, 1, 1, tzinfo=UTC))
JOURNEY = analytics.Period(datetime(2017, 1, 1, tzinfo=UTC), datetime(2018, 2, 1, tzinfo=UTC))

pytestmark = [
    pytest.mark.real_data,
    pytest.mark.skipif(real_shops.folder() is None, reason="RAPPORT_TEST_DATA names no folder with the real shops"),
]


@pytest.fixture(scope="module")
def sold() -> pd.DataFrame:
    lines = pd.read_parquet(real_shops.folder() / real_shops.ONLINE_RETAIL)  # type: ignore[operator]
    return lines[~lines.InvoiceNo.str.startswith("C") & (lines.Quantity > 0) & (lines.UnitPrice > 0)]


def test_pairs_of_orders_agree_with_pandas_in_a_shop_of_thousands_of_products(sold: pd.DataFrame) -> None:
    with real_shops.online_retail() as source:
        found = cross_sell_pairs(source, YEARS, of="product", per="order", least=100, most_items=300)

    first = found.rows[0]
    one, other = (set(sold[sold.StockCode == code].InvoiceNo) for code in (first.first, first.second))
    n = sold.InvoiceNo.nunique()
    assert (found.baskets, first.first_n, first.second_n, first.both) == (n, len(one), len(other), len(one & other))
    assert first.lift[0] == pytest.approx(len(one & other) * n / (len(one) * len(other)))
    assert (found.items, found.tests) == (300, 300 * 299 // 2)
    assert first.attracts
    cups = next(row for row in found.rows if {row.first, row.second} == {"22697", "22698"})
    assert cups.attracts
    assert cups.lift[1] > 10


def test_orders_of_one_customer_count_for_less(sold: pd.DataFrame) -> None:
    with real_shops.online_retail() as source:
        found = cross_sell_pairs(source, YEARS, of="product", per="order", least=200, most_items=100)

    pair = next(row for row in found.rows if row.test == "chi-square" and 0.8 < row.lift[0] < 3)
    both, one, other, n = pair.both, pair.first_n, pair.second_n, found.baskets
    plain = stats.chi2_contingency([[both, one - both], [other - both, n - one - other + both]], correction=False)
    assert pair.p >= plain.pvalue


def test_rates_of_customers_agree_with_pandas(sold: pd.DataFrame) -> None:
    known = sold[sold.CustomerID.notna()]
    codes = {code: place + 1 for place, code in enumerate(sorted(_all_codes()))}
    with real_shops.online_retail() as source:
        rate = cross_sell_rate(source, YEARS, of="product", first=codes["22697"], second=codes["22698"])
        breadth = products_per_customer(source, YEARS)

    one, other = (set(known[known.StockCode == code].CustomerID) for code in ("22697", "22698"))
    assert (rate.n, rate.both) == (len(one), len(one & other))
    different = known.groupby("CustomerID").StockCode.nunique()
    assert (breadth.n, breadth.median) == (len(different), different.median())
    assert breadth.mean == pytest.approx(different.mean())


def test_categories_of_groceries_go_together_as_pandas_counts() -> None:
    with real_shops.journey() as source:
        found = cross_sell_pairs(source, JOURNEY, of="category", per="customer", least=50)

    folder = real_shops.folder()
    assert folder is not None
    lines = pd.read_parquet(folder / real_shops.JOURNEY[0]).merge(
        pd.read_parquet(folder / real_shops.JOURNEY[1]), on="product_id", how="left"
    )
    lines = lines[lines.product_category.notna()]
    pair = found.rows[0]
    one, other = (set(lines[lines.product_category == name].household_id) for name in (pair.first, pair.second))
    assert (found.baskets, pair.both) == (lines.household_id.nunique(), len(one & other))
    assert (pair.first_n, pair.second_n) == (len(one), len(other))


def _all_codes() -> list[str]:
    return pd.read_parquet(real_shops.folder() / real_shops.ONLINE_RETAIL).StockCode.unique().tolist()  # type: ignore[operator]
