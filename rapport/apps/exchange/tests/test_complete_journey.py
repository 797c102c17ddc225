"""The receipts of a real grocer: what the screens say after the import against the same figures by other means."""

import os
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from rapport.apps.accounts.models import Member
from rapport.apps.exchange.operations import begin_import, receive_file, run_import
from rapport.apps.insights.analyses import analyses
from rapport.apps.insights.operations.analyses import work_out_analysis
from rapport.apps.insights.operations.extraction import extract
from rapport.apps.insights.queries.analyses import Asking
from rapport.apps.insights.queries.cuts import Cut
from rapport.apps.insights.queries.explorer import explore
from rapport.apps.insights.queries.subjects import Subject

FILE = Path(os.environ.get("RAPPORT_TEST_DATA", "")) / "completejourney_transactions_sample.parquet"
SILENCE = pd.Timedelta(days=180)
MONTH = 365.25 / 12
pytestmark = [
    pytest.mark.real_data,
    pytest.mark.skipif(
        not os.environ.get("RAPPORT_TEST_DATA") or not FILE.exists(), reason="RAPPORT_TEST_DATA has no receipts"
    ),
]


@pytest.fixture
def lines() -> pd.DataFrame:
    """Every tenth household."""
    found = pd.read_parquet(FILE)
    return found[found["household_id"].astype(int) % 10 == 0]


@pytest.fixture
def shop(mara: Member, lake: None, lines: pd.DataFrame, tmp_path: Path) -> Member:
    """The receipts as their columns are, none of them assigned by hand."""
    lines.to_csv(tmp_path / "receipts.csv", index=False)
    with (tmp_path / "receipts.csv").open("rb") as file:
        source = receive_file(mara, name="receipts.csv", content=iter(lambda: file.read(1 << 20), b""))
    begin_import(mara, source)
    run_import(mara, source, tell=lambda *_: None, stop=lambda: False)
    assert (source.kind, source.accepted, source.refused) == ("orders", len(lines), 0)
    extract(mara.workspace_id)
    return mara


def payload(member: Member, name: str) -> dict[str, Any]:
    entry = analyses.get(name)
    wishes = {wish.name: wish.default for wish in entry.wishes}
    return work_out_analysis(member.workspace, Asking(entry, Subject.everybody(), None, "all-time", wishes))


def test_the_screens_of_receipts_agree_with_pandas(shop: Member, lines: pd.DataFrame) -> None:
    baskets = lines.groupby("basket_id").agg(
        customer=("household_id", "first"), at=("transaction_timestamp", "min"), net=("sales_value", "sum")
    )
    sales = baskets[baskets["net"] > 0]

    _lines_per_order(shop, lines, sales)
    _best_fifth(shop, baskets)
    _cohort_of_january(shop, sales)
    _who_stayed(shop, sales)


def _lines_per_order(shop: Member, lines: pd.DataFrame, sales: pd.DataFrame) -> None:
    """Lines bear the time of their order, so a period ends with the data for them, too."""
    explored = explore(shop, Cut(metric="lines_per_order", everybody=True, period="all-time"))

    sold = lines["basket_id"].isin(sales.index).sum()
    assert explored.lines[0].whole.value == pytest.approx(sold / len(sales), rel=1e-9)


def _best_fifth(shop: Member, baskets: pd.DataFrame) -> None:
    best = payload(shop, "whale_curve")["groups"][0]

    revenue = baskets.groupby("customer")["net"].sum().sort_values(ascending=False)
    top = revenue.head(round(len(revenue) / 5))
    assert best["n"] == len(top)
    assert best["share"] == pytest.approx(top.sum() / revenue.sum(), rel=1e-4)


def _cohort_of_january(shop: Member, sales: pd.DataFrame) -> None:
    found = next(one for one in payload(shop, "cohorts")["cohorts"] if one["start"] == "2017-01-01")

    first = sales.groupby("customer")["at"].min()
    january = set(first[first < "2017-02-01"].index)
    february = sales[(sales["at"] >= "2017-02-01") & (sales["at"] < "2017-03-01")]
    assert found["n"] == len(january)
    assert len(january & set(february["customer"])) in found["customers"][:2]


def _who_stayed(shop: Member, sales: pd.DataFrame) -> None:
    lifelines = pytest.importorskip("lifelines")
    found = payload(shop, "survival")

    until = pd.Timestamp("2018-01-02")
    visits = sales.sort_values("at").groupby("customer")["at"].agg(list)
    stays = [_stay(days, until) for days in visits]
    fitted = lifelines.KaplanMeierFitter().fit([days for days, _ in stays], [ended for _, ended in stays])
    assert (found["n"], found["ended"]) == (len(stays), sum(ended for _, ended in stays))
    left = found["curves"][0]["read"][found["months"].index(6)][0]
    assert left == pytest.approx(float(fitted.predict(6 * MONTH)), abs=0.005)


def _stay(visits: list[pd.Timestamp], until: pd.Timestamp) -> tuple[float, bool]:
    """How many days somebody stayed, and whether the end was seen: 180 days of silence."""
    for at, following in zip(visits, [*visits[1:], until], strict=True):
        if following - at > SILENCE:
            return (at - visits[0] + SILENCE) / pd.Timedelta(days=1), True
    return (until - visits[0]) / pd.Timedelta(days=1), False
