"""The compiled SQL of all metrics for engines that are not run here, one file for each fact table and dialect.

A change of it is then seen and meant. To renew them: .venv/bin/python -m rapport.analytics.tests.engines.test_snapshots
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from difflib import unified_diff
from functools import cache
from pathlib import Path

import pytest
import sqlglot
from sqlglot import exp

from rapport import analytics
from rapport.analytics.engines import in_dialect
from rapport.analytics.engines._dialects import COMPILED
from rapport.analytics.facts import catalogue as facts
from rapport.analytics.metrics import catalogue

FOLDER = Path(__file__).parent / "snapshots"
RENEW = "python -m rapport.analytics.tests.engines.test_snapshots"
MONTH = analytics.Period(datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 2, 1, tzinfo=UTC))
SHOWN = 10_000


@cache
def compiled(dialect: str) -> dict[str, str]:
    """For each fact table its statement in another dialect."""
    return {name: in_dialect(sql, dialect) + "\n" for name, sql in statements().items()}


@cache
def statements() -> Mapping[str, str]:
    """For each fact table the statement that answers all its metrics, by segment and region in one month."""
    question = analytics.Question(
        metrics=catalogue.names(),
        period=MONTH,
        segments=[1, 2],
        by=["region"],
        as_of=MONTH.end,
        known_until=MONTH.end,
        choices=analytics.Choices(margin_rate=0.4, minute_rate=0.5),
    )
    with analytics.Source({name: [] for name in facts.names()}) as source:
        return analytics.answer(source, question).sql


def path_of(dialect: str, fact: str) -> Path:
    """Where the statement of a fact table is kept."""
    return FOLDER / dialect / f"{fact}.sql"


@pytest.mark.parametrize("dialect", COMPILED)
def test_the_compiled_sql_is_the_kept_one(dialect: str) -> None:
    differing: list[str] = []
    for fact, statement in compiled(dialect).items():
        path = path_of(dialect, fact)
        kept = path.read_text() if path.exists() else ""
        differing += unified_diff(kept.splitlines(), statement.splitlines(), "kept", f"{dialect} {fact}", lineterm="")

    assert not differing, f"where this is meant, renew with {RENEW}\n" + "\n".join(differing)[:SHOWN]


@pytest.mark.parametrize("dialect", COMPILED)
def test_there_is_no_snapshot_without_a_statement(dialect: str) -> None:
    kept = {path.stem for path in (FOLDER / dialect).glob("*.sql")}

    assert kept == set(compiled(dialect))


@pytest.mark.parametrize("dialect", COMPILED)
def test_the_kept_sql_can_be_read_in_its_dialect(dialect: str) -> None:
    for path in (FOLDER / dialect).glob("*.sql"):
        tree = sqlglot.parse_one(path.read_text(), read=dialect, error_level=sqlglot.ErrorLevel.RAISE)

        assert path.stem in {table.name for table in tree.find_all(exp.Table)}
        assert {"segment", "frame", "bucket", "region"} <= set(tree.named_selects)
        assert "TIME_TO_UNIX" not in path.read_text(), "SQLGlot knows no word for it in this dialect"


def renew() -> None:
    """Write every snapshot anew and delete those of tables that are gone."""
    for path in FOLDER.rglob("*.sql"):
        path.unlink()
    for dialect in COMPILED:
        (FOLDER / dialect).mkdir(parents=True, exist_ok=True)
        for fact, statement in compiled(dialect).items():
            path_of(dialect, fact).write_text(statement)


if __name__ == "__main__":
    renew()
