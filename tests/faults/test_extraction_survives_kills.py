"""R6 for the lake: an extraction is killed at seeded points; no fact is lost and none counts twice."""

import random
import shutil
import signal
from datetime import timedelta
from decimal import Decimal

import duckdb
import pytest
from django.conf import settings
from django.db.models import Sum

from rapport.apps.accounts.models import Member, Workspace
from rapport.apps.insights.lake.tables import LakeFiles, lake_folder
from rapport.apps.insights.operations.extraction import extract
from rapport.apps.insights.queries import Subject, figures_for
from rapport.apps.sales.models import Order, OrderLine
from rapport.apps.sales.operations import LineFacts, OrderFacts, record_orders
from rapport.kernel.clock import now
from tests.faults.conftest import Workers

POINTS = 10
LAST = {"statement": 40, "commit": 3}
ROUNDS_OF_THE_LONG_CAMPAIGN = 20


@pytest.mark.parametrize("seed", [8])
def test_facts_survive_an_extraction_killed_at_ten_points(
    workers: Workers, glow: Workspace, mara: Member, seed: int
) -> None:
    survive(workers, mara, seed)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(200, 200 + ROUNDS_OF_THE_LONG_CAMPAIGN))
def test_facts_survive_two_hundred_kills(workers: Workers, glow: Workspace, mara: Member, seed: int) -> None:
    survive(workers, mara, seed)


def survive(workers: Workers, member: Member, seed: int) -> None:
    """Write orders, kill an extraction, write more and change some, kill again; at the end extract and count."""
    chance = random.Random(seed)
    shutil.rmtree(settings.LAKE_FOLDER, ignore_errors=True)
    workspace = member.workspace
    for point in range(POINTS):
        write_orders(member, chance, point)
        kind = chance.choice(list(LAST))
        place = [kind, str(chance.randint(1, LAST[kind])), chance.choice(["before", "during", "after"])]
        doomed = workers.start("tests.faults.doomed_extraction", str(workspace.pk), *place)
        assert doomed.wait(600) == -signal.SIGKILL

    report = extract(workspace.pk)

    lines = OrderLine.objects.of(workspace)
    assert not report.problems
    assert living(workspace, "orders") == (Order.objects.of(workspace).count(), total(Order.objects.of(workspace)))
    assert living(workspace, "order_lines") == (lines.count(), total(lines))
    revenue = figures_for(member, Subject.everybody(), metrics=["revenue"]).tiles[0]
    assert Decimal(str(revenue.value)).quantize(Decimal("0.01")) == total(lines)


def write_orders(member: Member, chance: random.Random, point: int) -> None:
    """Two hundred orders, some of which were there before and are changed."""
    facts = [
        OrderFacts(
            number=str(chance.randint(0, 1000)),
            at=now() - timedelta(days=chance.randint(1, 300)),
            lines=[LineFacts("A", Decimal(1), Decimal(chance.randint(1, 9999)) / 100) for _ in range(3)],
        )
        for _ in range(200)
    ]
    record_orders(member, list({order.number: order for order in facts}.values()))


def living(workspace: Workspace, table: str) -> tuple[int, Decimal]:
    """How many rows of the lake live, and their sum."""
    files = list(LakeFiles.at(lake_folder(workspace.pk) / table).files)
    newest = "SELECT *, row_number() OVER (PARTITION BY id ORDER BY change DESC) AS place FROM read_parquet(?)"
    found = duckdb.execute(f"SELECT count(*), sum(net) FROM ({newest}) WHERE place = 1 AND NOT deleted", [files])
    count, net = found.fetchall()[0]
    return count, net


def total(rows: object) -> Decimal:
    """The sum of the net amounts in the database."""
    return rows.aggregate(net=Sum("net_amount"))["net"]
