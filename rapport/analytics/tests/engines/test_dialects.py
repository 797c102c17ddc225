"""What SQLGlot leaves to be mended, dialect by dialect."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from rapport.analytics.engines import in_dialect

DAYS = "SELECT date_diff('day', a, b) FROM t"
UNSIGNED = "SELECT CAST(x AS UTINYINT) FROM t"
NAN = "SELECT isnan(x) FROM t"
ERROR = "SELECT error('no') FROM t"
CLOCK = "SELECT timezone('Europe/Madrid', a) FROM t"
QUANTILE = "SELECT quantile_cont(x, 0.9) FILTER (WHERE y) FROM t"
EPOCH = "SELECT epoch(a) FROM t"
ANY = "SELECT any_value(x) FROM t"
INSTANT = "SELECT TIMESTAMPTZ '2026-01-01 00:00:00+00:00' < a FROM t"
COUNT = "SELECT count(*) FILTER (WHERE x > 1) FROM t"


@pytest.mark.parametrize(
    ("sql", "dialect", "mended"),
    [
        (DAYS, "spark", "SELECT DATEDIFF(DAY, CAST(a AS DATE), CAST(b AS DATE)) FROM t"),
        (DAYS, "postgres", "SELECT (CAST(b AS DATE) - CAST(a AS DATE)) FROM t"),
        (UNSIGNED, "postgres", "SELECT CAST(x AS SMALLINT) FROM t"),
        (UNSIGNED, "clickhouse", "SELECT CAST(x AS Nullable(UInt8)) FROM t"),
        (NAN, "postgres", "SELECT (x = CAST('NaN' AS DOUBLE PRECISION)) FROM t"),
        (NAN, "spark", "SELECT ISNAN(x) FROM t"),
        (ERROR, "postgres", "SELECT CAST(('no' || LEFT(CAST(RANDOM() AS TEXT), 0)) AS BIGINT) FROM t"),
        (ERROR, "spark", "SELECT RAISE_ERROR('no') FROM t"),
        (CLOCK, "spark", "SELECT TO_UTC_TIMESTAMP(a, 'Europe/Madrid') FROM t"),
        (QUANTILE, "spark", "SELECT PERCENTILE(x, 0.9) FILTER(WHERE y) FROM t"),
        (QUANTILE, "postgres", "SELECT PERCENTILE_CONT(0.9) WITHIN GROUP (ORDER BY x) FILTER(WHERE y) FROM t"),
        (EPOCH, "spark", "SELECT CAST(a AS DOUBLE) FROM t"),
        (ANY, "postgres", "SELECT MIN(x) FROM t"),
        (INSTANT, "clickhouse", "SELECT parseDateTime64BestEffort('2026-01-01 00:00:00+00:00', 6, 'UTC') < a FROM t"),
        (COUNT, "bigquery", "SELECT COUNTIF(x > 1) FROM t"),
        (COUNT, "snowflake", "SELECT COUNT_IF(x > 1) FROM t"),
    ],
)
def test_a_statement_is_said_in_another_dialect(sql: str, dialect: str, mended: str) -> None:
    assert in_dialect(sql, dialect, pretty=False) == mended


def test_values_stand_for_their_names() -> None:
    sql = "SELECT $id, $name, $at, $none, $yes FROM t"
    values = {"id": 7, "name": "Côte d'Or", "at": datetime(2026, 1, 1, tzinfo=UTC), "none": None, "yes": True}

    said = in_dialect(sql, "postgres", pretty=False, values=values)

    assert said == "SELECT 7, 'Côte d''Or', CAST('2026-01-01 00:00:00+00:00' AS TIMESTAMPTZ), NULL, TRUE FROM t"


def test_several_statements_stay_apart() -> None:
    assert in_dialect("SELECT 1;\n\nSELECT 2", "spark", pretty=False) == "SELECT 1;\n\nSELECT 2"
