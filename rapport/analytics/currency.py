"""Amounts in one currency: converted at the rate of their day, with the original kept beside.

Rates come as a table of ``day``, ``currency`` and ``rate``: what one unit of the currency was worth in the reporting
currency that day. Nothing is guessed: a day without a rate is an error that names it, unless a rate of shortly before
is declared to hold (markets close at weekends).
"""

from __future__ import annotations

from collections.abc import Sequence
from zoneinfo import available_timezones

import duckdb
import numpy as np
import pyarrow as pa

from rapport.analytics.columns import check_least
from rapport.analytics.errors import BadQuestion, BadTable

MOST_NAMED = 5
_RATES = {"day": "DATE", "currency": "VARCHAR", "rate": "DOUBLE"}


class MissingRate(BadTable):
    """Amounts in a currency on days for which the table of rates has none."""


def converted(
    table: pa.Table,
    rates: pa.Table,
    *,
    into: str,
    amounts: Sequence[str] = ("net",),
    currency: str = "currency",
    at: str = "at",
    zone: str = "UTC",
    carried_days: int = 0,
) -> pa.Table:
    """The table with its amounts in the currency ``into``, at the rate of each row's day in the time zone.

    Beside each amount stand ``original_<amount>``, ``original_currency`` and ``rate``, in place of columns so named;
    rows that were in the reporting currency have a rate of 1. 100 USD on a day at .92 become 92.0000 EUR.
    ``carried_days``: so many days a rate holds on where the next days have none.

    Raises MissingRate naming currency and days, BadTable for a rate that is no positive number, for two rates of one
    day, and for a row without currency or time, and BadQuestion for a column that is not there.
    """
    _check_columns(table, [*amounts, currency, at], carried_days)
    if not into or zone not in available_timezones():
        raise BadQuestion(f"conversion: into {into!r} in the zone {zone!r} cannot be")
    _check_types(table, amounts, at)
    with duckdb.connect(":memory:") as connection:
        connection.execute("SET TimeZone = 'UTC'")
        connection.register("given", table)
        connection.register("given_rates", rates)
        _check_rates(connection, rates)
        _check_rows(connection, currency, at)
        connection.execute(_DAILY.format(currency=_quoted(currency), at=_quoted(at)), {"into": into, "zone": zone})
        connection.execute(_RATED, {"carried": carried_days})
        _check_missing(connection)
        return connection.sql(_select(table, amounts, currency), params={"into": into}).to_arrow_table()


_DAILY = """
CREATE TABLE daily AS
SELECT row_number() OVER () AS place, given.*, CAST(timezone($zone, given.{at}) AS DATE) AS its_day,
  given.{currency} AS its_currency, given.{currency} = $into AS is_own
FROM given
"""
_RATED = """
CREATE TABLE rated AS
WITH needed AS (SELECT DISTINCT its_day, its_currency FROM daily WHERE NOT is_own),
near AS (
  SELECT needed.its_day, needed.its_currency, max(given_rates.day) AS rated_on
  FROM needed JOIN given_rates ON given_rates.currency = needed.its_currency
    AND given_rates.day <= needed.its_day AND needed.its_day - given_rates.day <= $carried
  GROUP BY needed.its_day, needed.its_currency
)
SELECT needed.its_day, needed.its_currency, given_rates.rate
FROM needed
LEFT JOIN near ON near.its_day = needed.its_day AND near.its_currency = needed.its_currency
LEFT JOIN given_rates ON given_rates.currency = near.its_currency AND given_rates.day = near.rated_on
"""


def _check_columns(table: pa.Table, needed: Sequence[str], carried_days: int) -> None:
    for name in needed:
        if name not in table.column_names:
            raise BadQuestion(f"conversion: the table has no column {name}; there are: {', '.join(table.column_names)}")
    check_least("conversion: carried_days", carried_days, 0)


def _check_types(table: pa.Table, amounts: Sequence[str], at: str) -> None:
    kind = table.schema.field(at).type
    if not pa.types.is_timestamp(kind) or kind.tz is None:
        raise BadTable(f"{at}: times with a time zone are expected, not {kind}")
    for name in amounts:
        kind = table.schema.field(name).type
        if not (pa.types.is_decimal(kind) or pa.types.is_integer(kind) or pa.types.is_floating(kind)):
            raise BadTable(f"{name}: amounts are expected, not {kind}")
        if pa.types.is_floating(kind) and not np.isfinite(table[name].drop_null().to_numpy()).all():
            raise BadTable(f"{name}: an amount is endless or not a number")


def _check_rates(connection: duckdb.DuckDBPyConnection, rates: pa.Table) -> None:
    for name in _RATES:
        if name not in rates.column_names:
            raise BadTable(f"rates.{name}: the column is missing; there are: {', '.join(rates.column_names)}")
    casts = ", ".join(f"CAST({name} AS {kind}) AS {name}" for name, kind in _RATES.items())
    try:
        connection.execute(f"CREATE TEMP TABLE typed_rates AS SELECT {casts} FROM given_rates")
    except duckdb.Error as error:
        raise BadTable(f"rates: {str(error).splitlines()[0]}") from None
    connection.unregister("given_rates")
    connection.execute("CREATE VIEW given_rates AS SELECT * FROM typed_rates")
    bad = connection.execute(
        "SELECT currency, day, rate FROM given_rates"
        " WHERE rate IS NULL OR isnan(rate) OR isinf(rate) OR rate <= 0 ORDER BY ALL LIMIT 1"
    ).fetchone()
    if bad:
        raise BadTable(f"rates.rate: {bad[2]} for {bad[0]} on {bad[1]} is no positive number")
    double = connection.execute(
        "SELECT currency, day, count(*) FROM given_rates GROUP BY currency, day"
        " HAVING count(*) > 1 ORDER BY currency, day LIMIT 1"
    ).fetchone()
    if double:
        raise BadTable(f"rates: {double[2]} rates for {double[0]} on {double[1]}")


def _check_rows(connection: duckdb.DuckDBPyConnection, currency: str, at: str) -> None:
    for column in (currency, at):
        counted = connection.execute(f"SELECT count(*) FROM given WHERE {_quoted(column)} IS NULL").fetchall()[0][0]
        if counted:
            raise BadTable(f"{column}: empty in {counted} rows, which cannot be converted")


def _check_missing(connection: duckdb.DuckDBPyConnection) -> None:
    missing = connection.execute(
        "SELECT its_currency, list(CAST(its_day AS VARCHAR) ORDER BY its_day) FROM rated WHERE rate IS NULL"
        " GROUP BY its_currency ORDER BY its_currency"
    ).fetchall()
    if missing:
        raise MissingRate(f"rates: there is none for {'; '.join(_said(*row) for row in missing)}")


def _said(currency: str, days: list[str]) -> str:
    named = ", ".join(days[:MOST_NAMED])
    more = f" and {len(days) - MOST_NAMED} more days" if len(days) > MOST_NAMED else ""
    return f"{currency} on {named}{more}"


def _select(table: pa.Table, amounts: Sequence[str], currency: str) -> str:
    kept = {f"original_{name}" for name in amounts} | {"original_currency", "rate"}
    columns = []
    for name in (column for column in table.column_names if column not in kept):
        quoted = _quoted(name)
        if name in amounts:
            converted = f"CAST(round(daily.{quoted} * coalesce(rated.rate, 1), 4) AS DECIMAL(19,4))"
            columns.append(f"CASE WHEN is_own THEN daily.{quoted} ELSE {converted} END AS {quoted}")
        elif name == currency:
            columns.append(f"$into AS {quoted}")
        else:
            columns.append(f"daily.{quoted}")
    columns += [f"daily.{_quoted(name)} AS {_quoted(f'original_{name}')}" for name in amounts]
    columns += ["daily.its_currency AS original_currency", "CASE WHEN is_own THEN 1.0 ELSE rated.rate END AS rate"]
    return (
        f"SELECT {', '.join(columns)} FROM daily LEFT JOIN rated"
        " ON rated.its_day = daily.its_day AND rated.its_currency = daily.its_currency AND NOT daily.is_own"
        " ORDER BY daily.place"
    )


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
