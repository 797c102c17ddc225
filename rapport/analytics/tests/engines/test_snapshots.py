"""The compiled SQL of every metric for engines that are not run here, kept as files: a change of it is seen and meant.

To renew them: .venv/bin/python -m rapport.analytics.tests.engines.test_snapshots
"""

from __future__ import annotations

from datetime import UTC, datetime
from difflib import unified_diff
from pathlib import Path

import pytest
import sqlglot
from sqlglot import exp

from rapport.analytics import Choices, Period, Question
from rapport.analytics.engines import in_dialect
from rapport.analytics.engines._dialects import COMPILED
from rapport.analytics.metric import Metric
from rapport.analytics.metrics import catalogue

FOLDER = Path(__file__).parent / "snapshots"
RENEW = "python -m rapport.analytics.tests.engines.test_snapshots"
MONTH = Period(datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 2, 1, tzinfo=UTC))
FULL = 10_000


def compiled(metric: Metric, dialect: str) -> str:
    """The metric by segment and region in one month, as a file of its own."""
    question = Question(
        metrics=[metric.name],
        period=MONTH,
        segments=[1, 2],
        by=["region"],
        as_of=MONTH.end,
        known_until=MONTH.end,
        choices=Choices(margin_rate=0.4),
    )
    return in_dialect(metric.definition_sql(question), dialect) + "\n"


@pytest.mark.parametrize("dialect", COMPILED)
def test_the_compiled_sql_is_the_kept_one(dialect: str) -> None:
    differing = []
    for metric in catalogue:
        path = FOLDER / dialect / f"{metric.name}.sql"
        kept = path.read_text() if path.exists() else ""
        differing += unified_diff(
            kept.splitlines(), compiled(metric, dialect).splitlines(), "kept", f"{dialect} {metric.name}", lineterm=""
        )

    assert not differing, f"renew with {RENEW} where this is meant:\n" + "\n".join(differing)[:FULL]


def test_there_is_no_snapshot_without_a_metric() -> None:
    left = [path for path in FOLDER.rglob("*.sql") if path.stem not in catalogue]

    assert left == [], f"delete what no metric is behind: {RENEW}"


@pytest.mark.parametrize("dialect", COMPILED)
def test_the_kept_sql_can_be_read_in_its_dialect(dialect: str) -> None:
    for metric in catalogue:
        kept = (FOLDER / dialect / f"{metric.name}.sql").read_text()
        trees = [tree for tree in sqlglot.parse(kept, read=dialect, error_level=sqlglot.ErrorLevel.RAISE) if tree]
        tables = {table.name for tree in trees for table in tree.find_all(exp.Table)}
        columns = {name for tree in trees for name in tree.named_selects}

        assert {ingredient.fact for ingredient in metric.ingredients} <= tables
        assert {f"{metric.name}_{part}" for one in metric.ingredients for part in one.parts} <= columns


def renew() -> None:
    """Write every snapshot anew and delete those of metrics that are gone."""
    for path in FOLDER.rglob("*.sql"):
        path.unlink()
    for dialect in COMPILED:
        (FOLDER / dialect).mkdir(parents=True, exist_ok=True)
        for metric in catalogue:
            (FOLDER / dialect / f"{metric.name}.sql").write_text(compiled(metric, dialect))


if __name__ == "__main__":
    renew()
