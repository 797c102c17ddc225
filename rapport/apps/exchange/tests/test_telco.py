"""Seven thousand contracts of a telephone company, as one would bring them in: people with their kind of contract, and
their subscriptions. The figures of the screens against the same figures by other means.
"""

import os
from datetime import datetime
from pathlib import Path

import pandas as pd
import pytest

from rapport.analytics.cohorts import subscription_lifetimes
from rapport.analytics.population import EVERYBODY, Population
from rapport.analytics.survival.kaplan_meier import kaplan_meier
from rapport.apps.accounts.models import Member
from rapport.apps.customers.models import Segment
from rapport.apps.customers.operations import create_field, create_segment
from rapport.apps.exchange.models import Import
from rapport.apps.exchange.operations import begin_import, receive_file, run_import
from rapport.apps.insights.lake.reading import source_at
from rapport.apps.insights.operations.extraction import extract
from rapport.apps.insights.queries.cuts import Cut
from rapport.apps.insights.queries.explorer import explore
from rapport.apps.insights.queries.progress import lake_tables
from rapport.kernel.clock import Period

FILE = Path(os.environ.get("RAPPORT_TEST_DATA", "")) / "telco_churn.parquet"
CONTRACTS = ("Month-to-month", "One year", "Two year")
# In the two years before it each month ends with the same day of the year as in every other year.
TAKEN = pd.Timestamp("2023-07-01")
SPRING = "last-3-months@2023-06-30"
MONTH = 365.25 / 12
pytestmark = [
    pytest.mark.real_data,
    pytest.mark.skipif(
        not os.environ.get("RAPPORT_TEST_DATA") or not FILE.exists(), reason="RAPPORT_TEST_DATA has no contracts"
    ),
]


@pytest.fixture
def contracts() -> pd.DataFrame:
    """What the company has: since how many months, at which price, and who left within the last month."""
    found = pd.read_parquet(FILE)
    found["since"] = [TAKEN - pd.DateOffset(months=months) for months in found["tenure"]]
    found["gone"] = found["Churn"] == "Yes"
    return found


@pytest.fixture
def company(mara: Member, lake: None, contracts: pd.DataFrame, tmp_path: Path) -> Member:
    """Two files, their columns as they are, none assigned by hand; and a segment for each kind of contract."""
    create_field(mara, title="Contract", kind="choice", choices=list(CONTRACTS))
    people = contracts[["customerID", "Contract"]].rename(columns={"customerID": "Customer ID"})
    subscriptions = pd.DataFrame(
        {
            "Customer ID": contracts["customerID"],
            "Start date": contracts["since"].dt.date,
            "End date": [(TAKEN - pd.Timedelta(days=1)).date() if gone else "" for gone in contracts["gone"]],
            "Monthly charges": contracts["MonthlyCharges"],
            "Plan": contracts["Contract"],
        }
    )
    for kind, frame in (("people", people), ("subscriptions", subscriptions)):
        done = _brought_in(mara, frame, tmp_path / f"{kind}.csv")
        assert (done.kind, done.refused, done.created) == (kind, 0, len(contracts))
    for contract in CONTRACTS:
        leaf = {"condition": "choice_field", "operator": "is", "value": contract, "parameters": {"field": "contract"}}
        create_segment(mara, name=contract, rule=leaf)
    extract(mara.workspace_id)
    return mara


def _brought_in(member: Member, frame: pd.DataFrame, path: Path) -> Import:
    frame.to_csv(path, index=False)
    with path.open("rb") as file:
        source = receive_file(member, name=path.name, content=iter(lambda: file.read(1 << 20), b""))
    begin_import(member, source)
    return run_import(member, source, tell=lambda *_: None, stop=lambda: False)


def test_the_screens_of_contracts_agree_with_their_file(company: Member, contracts: pd.DataFrame) -> None:
    _explorer_agrees(company, contracts)
    _survival_agrees(company, contracts)


def _explorer_agrees(company: Member, contracts: pd.DataFrame) -> None:
    """What ran on the first of April and still runs three months later, and what it brings in a month."""
    starters, stayed = contracts[contracts["tenure"] >= 3], contracts[~contracts["gone"]]
    expected = {
        "subscriber_retention": (~starters["gone"]).mean(),
        "subscriber_churn": starters["gone"].mean(),
        "subscribers": len(stayed),
        "recurring_revenue": stayed["MonthlyCharges"].sum(),
        "lost_recurring_revenue": starters.loc[starters["gone"], "MonthlyCharges"].sum(),
    }
    for name, value in expected.items():
        (line,) = explore(company, Cut(metric=name, grain=None, period=SPRING)).lines
        assert line.whole.value == pytest.approx(value, rel=1e-9), name
    explored = explore(company, Cut(metric="subscriber_churn", grain=None, period=SPRING, breakdown="plan"))
    found = {line.breakdown: line.whole.value for line in explored.lines if line.breakdown is not None}
    assert found == pytest.approx(starters.groupby("Contract")["gone"].mean().to_dict(), rel=1e-9)


def _survival_agrees(company: Member, contracts: pd.DataFrame) -> None:
    """Of everybody and of those with each contract: how many stay for one year and for two."""
    assert _stayed(company, EVERYBODY) == pytest.approx([0.8432, 0.7887], abs=5e-5)
    as_of = datetime.now(company.workspace.zone)
    for segment in Segment.objects.of(company):
        of_kind = contracts[contracts["Contract"] == segment.name]
        expected = kaplan_meier(of_kind["tenure"], of_kind["gone"]).at([12, 24])[0]
        assert _stayed(company, Population(segment=segment.pk, as_of=as_of)) == pytest.approx(list(expected), rel=1e-9)


def _stayed(company: Member, population: Population) -> list[float]:
    """The shares who stay for one year and for two, from the lake."""
    source = source_at(
        company.workspace_id, {name: table.version for name, table in lake_tables(company.workspace_id).items()}
    )
    taken = TAKEN.to_pydatetime().replace(tzinfo=company.workspace.zone)
    period = Period(datetime(2010, 1, 1, tzinfo=company.workspace.zone), taken)
    found = subscription_lifetimes(source, period, population, known_until=taken)
    return [float(share) for share in kaplan_meier(found.lasted, found.ended).at([12 * MONTH, 24 * MONTH])[0]]
