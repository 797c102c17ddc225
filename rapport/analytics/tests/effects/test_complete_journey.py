"""Real campaigns of a grocer: households mailed in May 2017 against those never mailed, from a sample of receipts."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pandas as pd
import pyarrow as pa
import pytest

from rapport import analytics
from rapport.analytics.effects import campaign_before_after, campaign_holdout
from rapport.analytics.population import Population

FOLDER = Path(os.environ.get("RAPPORT_TEST_DATA") or "missing")
ZONE = ZoneInfo("America/New_York")
CAMPAIGN = "8"
# Seven weeks from the first day of the mailing, of which there are two such stretches of receipts before.
PERIOD = analytics.Period(datetime(2017, 5, 8, tzinfo=ZONE), datetime(2017, 6, 26, tzinfo=ZONE))
AFTER = datetime(2018, 1, 5, tzinfo=ZONE)

pytestmark = [
    pytest.mark.real_data,
    pytest.mark.skipif(
        not (FOLDER / "completejourney_campaigns.parquet").exists(),
        reason="RAPPORT_TEST_DATA names no folder with Complete Journey",
    ),
]


@pytest.fixture(scope="module")
def lines() -> pd.DataFrame:
    found = pd.read_parquet(FOLDER / "completejourney_transactions_sample.parquet")
    found["customer"] = found["household_id"].astype(int)
    found["at"] = found["transaction_timestamp"].dt.tz_localize(ZONE, ambiguous=True, nonexistent="shift_forward")
    return found


@pytest.fixture(scope="module")
def groups(lines: pd.DataFrame) -> tuple[Population, Population]:
    mailed = pd.read_parquet(FOLDER / "completejourney_campaigns.parquet")
    ever = set(mailed["household_id"].astype(int))
    treated = set(mailed[mailed["campaign_id"] == CAMPAIGN]["household_id"].astype(int))
    never = set(lines["customer"]) - ever
    return Population(customers=tuple(sorted(treated))), Population(customers=tuple(sorted(never)))


@pytest.fixture(scope="module")
def source(lines: pd.DataFrame) -> Iterator[analytics.Source]:
    baskets = lines.groupby(["basket_id", "customer"], as_index=False).agg(at=("at", "min"), net=("sales_value", "sum"))
    table = pa.table(
        {
            "id": pa.array(range(1, len(baskets) + 1), pa.int64()),
            "customer": pa.array(baskets["customer"]),
            "at": pa.array(baskets["at"].dt.tz_convert("UTC"), pa.timestamp("us", tz="UTC")),
            "kind": pa.array(["sale"] * len(baskets)),
            "net": pa.array([Decimal(f"{net:.4f}") for net in baskets["net"]], pa.decimal128(19, 4)),
            "currency": pa.array(["USD"] * len(baskets)),
        }
    )
    with analytics.Source({"orders": table}) as opened:
        yield opened


def test_before_and_after_agrees_with_pandas(
    source: analytics.Source, lines: pd.DataFrame, groups: tuple[Population, Population]
) -> None:
    found = campaign_before_after(source, PERIOD, *groups, periods_before=2, known_until=AFTER)

    length = PERIOD.end - PERIOD.start
    known = set(lines[lines["at"] < PERIOD.start]["customer"])
    changes = []
    for group in groups:
        people = sorted(set(group.customers or ()) & known)
        own = lines[lines["customer"].isin(people)]
        now = own[(own["at"] >= PERIOD.start) & (own["at"] < PERIOD.end)]["sales_value"].sum()
        before = own[(own["at"] >= PERIOD.start - 2 * length) & (own["at"] < PERIOD.start)]["sales_value"].sum()
        changes.append((now - before / 2) / len(people))
    assert found.effect.value == pytest.approx(changes[0] - changes[1], abs=1e-6)
    assert found.n_treated > 900
    assert found.n_control > 300
    assert found.effect.low < found.effect.value < found.effect.high
    assert found.trends is not None
    assert found.trends.periods == 2


def test_those_mailed_were_no_random_choice(source: analytics.Source, groups: tuple[Population, Population]) -> None:
    found = campaign_holdout(source, PERIOD, *groups)

    assert found.ratio.is_mismatch
    assert found.remarks[0].endswith("do not trust this comparison")
    assert found.difference.is_clear
    assert 0 < found.explained < 1
