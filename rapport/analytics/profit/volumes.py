"""Volumes of cost drivers by customer, read from the facts in one query for each table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa

from rapport.analytics.engine.blocks import instant, text
from rapport.analytics.errors import BadQuestion
from rapport.analytics.intervals import Floats
from rapport.analytics.population import Population
from rapport.analytics.profit.activity import Activity
from rapport.analytics.profit.cost_to_serve import Ids
from rapport.analytics.profit.driver import Driver
from rapport.analytics.profit.drivers import catalogue
from rapport.analytics.question import Period
from rapport.analytics.source import Source


@dataclass(slots=True)
class Volumes:
    """Units of each driver by customer, those of nobody known, and what is not recorded."""

    customers: Ids
    by_customer: dict[str, Floats] = field(default_factory=dict)
    untraced: dict[str, float] = field(default_factory=dict)
    units: dict[str, str] = field(default_factory=dict)
    missing: dict[str, str] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Read:
    ids: Ids
    amounts: Floats
    unknown: float
    rows: int
    recorded: int


def volumes_of(source: Source, period: Period, activities: Sequence[Activity]) -> Volumes:
    """The volumes that these activities are counted by, of every customer.

    Raises BadQuestion for a driver that is not in the catalogue or has no such kind.
    """
    drivers = {activity.volume: (_driver(activity), activity.only) for activity in activities}
    read: dict[str, _Read] = {}
    missing: dict[str, str] = {}
    for fact in dict.fromkeys(driver.fact for driver, _ in drivers.values()):
        asked = {name: asked for name, asked in drivers.items() if asked[0].fact == fact}
        if source.has(fact):
            read.update(_read(source, period, fact, asked))
        else:
            missing.update(dict.fromkeys(asked, f"no {fact} are given"))
    missing.update(_not_recorded(source, drivers, read))
    found = {name: one for name, one in read.items() if name not in missing}
    ids = np.unique(np.concatenate([np.zeros(0, np.int64), *(one.ids for one in found.values())]))
    return Volumes(
        ids,
        {name: _spread(ids, one) for name, one in found.items()},
        {name: one.unknown for name, one in found.items()},
        {driver.name: driver.unit for driver, _ in drivers.values()},
        missing,
        tuple(_partly(drivers[name][0], one) for name, one in found.items() if one.recorded < one.rows),
    )


def members_of(source: Source, population: Population, *fact_names: str) -> Ids:
    """The customers of a population who appear in these facts or in the table of customers."""
    given = [name for name in (*fact_names, "customers") if source.has(name)]
    columns = {name: f"{name}.{'id' if name == 'customers' else 'customer'}" for name in given}
    selects = [
        f"SELECT DISTINCT {column} AS customer FROM {name} WHERE {population.condition(column)}"
        for name, column in columns.items()
    ]
    if not selects:
        return np.zeros(0, np.int64)
    rows = source.query(" UNION ".join(selects), *dict.fromkeys((*given, *population.tables)))
    return np.sort(np.asarray(rows["customer"].to_numpy(), np.int64))


def within(moment: str, period: Period) -> str:
    """SQL: the moment lies in the period."""
    return f"{moment} >= {instant(period.start)} AND {moment} < {instant(period.end)}"


def _driver(activity: Activity) -> Driver:
    if activity.driver not in catalogue.names():
        known = ", ".join(catalogue.names())
        raise BadQuestion(f"activity {activity.name}: no driver {activity.driver!r}; there are: {known}")
    return catalogue.get(activity.driver).checked(activity.only)


def _read(source: Source, period: Period, fact: str, asked: dict[str, tuple[Driver, str | None]]) -> dict[str, _Read]:
    columns, moments = [], []
    for number, (driver, only) in enumerate(asked.values()):
        counts = f"{driver.where} AND {within(f'{fact}.{driver.moment}', period)}"
        kind = f"{fact}.{driver.kind}"
        chosen = counts if only is None else f"{counts} AND {kind} = {text(only)}"
        known = counts if only is None else f"{counts} AND {kind} IS NOT NULL"
        columns += [
            f"CAST(sum(CASE WHEN {chosen} THEN {driver.volume} END) AS DOUBLE) AS volume_{number}",
            f"sum(CASE WHEN {counts} THEN 1 ELSE 0 END) AS rows_{number}",
            f"count(CASE WHEN {known} THEN {driver.volume} END) AS recorded_{number}",
        ]
        moments.append(f"({within(f'{fact}.{driver.moment}', period)})")
    chosen_rows = " OR ".join(dict.fromkeys(moments))
    listed = ",\n  ".join(columns)
    sql = f"SELECT {fact}.customer AS customer,\n  {listed}\nFROM {fact}\nWHERE {chosen_rows}\nGROUP BY {fact}.customer"
    rows = source.query(sql, fact)
    return {name: _one(rows, number) for number, name in enumerate(asked)}


def _one(rows: pa.Table, number: int) -> _Read:
    amounts = np.nan_to_num(np.asarray(rows[f"volume_{number}"].to_numpy(), float))
    anonymous = np.asarray(rows["customer"].is_null().to_numpy(), bool)
    ids = np.asarray(rows["customer"].fill_null(0).to_numpy(), np.int64)
    used = ~anonymous & (amounts > 0)
    counted = [int(np.asarray(rows[f"{name}_{number}"].to_numpy(), float).sum()) for name in ("rows", "recorded")]
    return _Read(ids[used], amounts[used], float(amounts[anonymous].sum()), counted[0], counted[1])


def _not_recorded(
    source: Source, drivers: dict[str, tuple[Driver, str | None]], read: dict[str, _Read]
) -> dict[str, str]:
    told = {}
    for name, one in read.items():
        driver = drivers[name][0]
        if one.rows and not one.recorded:
            told[name] = f"{driver.title.lower()} are not recorded in the period"
        elif not one.rows and not _ever(source, driver):
            told[name] = f"no {driver.title.lower()} are recorded"
    return told


def _ever(source: Source, driver: Driver) -> bool:
    condition = f"{driver.where} AND {driver.fact}.{driver.moment} IS NOT NULL"
    rows = source.query(f"SELECT count(*) AS n FROM {driver.fact} WHERE {condition}", driver.fact)
    return bool(rows["n"][0].as_py())


def _spread(ids: Ids, one: _Read) -> Floats:
    amounts = np.zeros(len(ids))
    amounts[np.searchsorted(ids, one.ids)] = one.amounts
    return amounts


def _partly(driver: Driver, one: _Read) -> str:
    return (
        f"{driver.title} are recorded in {one.recorded / one.rows:.0%} of {one.rows} rows; the rest set nothing going."
    )
