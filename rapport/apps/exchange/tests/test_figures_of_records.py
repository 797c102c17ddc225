"""What came in as records stands in the explorer: against the same figures reckoned from the rows of the files."""

import os
from pathlib import Path

import pandas as pd
import pytest

from rapport.apps.accounts.models import Member
from rapport.apps.exchange.tests.made import import_text
from rapport.apps.insights.operations.extraction import extract
from rapport.apps.insights.queries.cuts import Cut
from rapport.apps.insights.queries.explorer import explore

FOLDER = Path(os.environ.get("RAPPORT_TEST_DATA", ""))
CAMPAIGNS = FOLDER / "completejourney_campaigns.parquet"
SPEND = "day,campaign,cost,channel\n2024-03-01,Spring,400.00,search\n2024-03-02,Spring,200.00,fair\n"
ORDERS = "order number,order date,customer id,sku,quantity,unit price\n" + "".join(
    f"{n},2024-03-03,{n % 40},A,1,50\n" for n in range(50)
)
TICKETS = "ticket id,created at,first response at\n" + "".join(
    f"T{n},2024-03-05 10:00,2024-03-05 {11 if n % 4 else 19}:00\n" for n in range(40)
)


def value(member: Member, metric: str, **cut: str) -> float | None:
    (line,) = explore(member, Cut(metric=metric, grain=None, period="last-3-months@2024-03-31", **cut)).lines  # type: ignore[arg-type]
    return line.whole.value


@pytest.mark.usefixtures("lake")
def test_what_a_new_customer_costs_and_whether_tickets_are_answered_in_time(mara: Member) -> None:
    for kind, content in (("orders", ORDERS), ("spend", SPEND), ("tickets", TICKETS)):
        assert import_text(mara, content, kind).refused == 0

    extract(mara.workspace_id)

    assert value(mara, "acquisition_spend") == pytest.approx(600)
    assert value(mara, "cac") == pytest.approx(600 / 40)
    assert value(mara, "tickets") == 40
    assert value(mara, "sla_met") == pytest.approx(3 / 4)


@pytest.mark.real_data
@pytest.mark.skipif(
    not os.environ.get("RAPPORT_TEST_DATA") or not CAMPAIGNS.exists(), reason="RAPPORT_TEST_DATA has no campaigns"
)
@pytest.mark.usefixtures("lake")
def test_the_campaigns_of_a_grocer_are_contacts_with_its_households(mara: Member) -> None:
    told = pd.read_parquet(FOLDER / "completejourney_campaign_descriptions.parquet")
    sent = pd.read_parquet(CAMPAIGNS).merge(told, on="campaign_id")[["household_id", "campaign_id", "start_date"]]
    file = sent.rename(columns={"campaign_id": "campaign", "start_date": "date"}).assign(direction="outbound")

    done = import_text(mara, file.to_csv(index=False), "touches", options={"channel": "letter"})
    extract(mara.workspace_id)

    assert (done.refused, done.created) == (0, len(sent))
    assert int(done.extra["customers_created"]) == sent["household_id"].nunique()
    explored = explore(mara, Cut(metric="contacts", grain=None, period="all-time", breakdown="campaign"))
    found = {line.breakdown: line.whole.value for line in explored.lines if line.breakdown is not None}
    expected = sent["campaign_id"].value_counts().to_dict()
    assert found
    assert {name: expected[name] for name in found} == found
