"""What the page of currencies shows: rates, their course, and the days without one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rapport.apps.accounts.models import CurrencyRate, Member
from rapport.apps.accounts.queries import rates_in
from rapport.apps.insights.queries.waiting import WaitingDay, waiting_days
from rapport.kernel.paging import Count, Page, count_of, page_of
from rapport.ui import figures
from rapport.ui.charts import Chart, line

DRAWN = 750
RATES_A_PAGE = 20
SHOWN_DAYS = 10


@dataclass(frozen=True, slots=True)
class RateLine:
    """A rate as the list shows it."""

    id: int
    day: date
    currency: str
    rate: str


@dataclass(frozen=True, slots=True)
class CurrenciesPage:
    """The currencies that have rates, those chosen, and what waits.

    `waiting` are the newest days without a rate, `more_days` how many there are beyond, `waiting_rows` what waits in
    all.
    """

    currencies: list[str]
    chosen: str
    lines: list[RateLine]
    page: Page[CurrencyRate]
    count: Count
    chart: Chart | None
    waiting: list[WaitingDay]
    more_days: int
    waiting_rows: int


def currencies_page(member: Member, *, currency: str = "", cursor: str = "") -> CurrenciesPage:
    """Rates newest first, of one currency or all."""
    member.require("workspace.manage")
    rows = rates_in(member.workspace)
    known = sorted(set(rows.order_by().values_list("currency", flat=True).distinct()))
    chosen = currency if currency in known else ""
    wanted = rows.filter(currency=chosen) if chosen else rows
    page = page_of(wanted, column="day", descending=True, cursor=cursor, size=RATES_A_PAGE)
    missing = waiting_days(member)
    return CurrenciesPage(
        currencies=known,
        chosen=chosen,
        lines=_lines(page.rows),
        page=page,
        count=count_of(wanted),
        chart=_course(member, chosen or (known[0] if len(known) == 1 else "")),
        waiting=missing[:SHOWN_DAYS],
        more_days=max(0, len(missing) - SHOWN_DAYS),
        waiting_rows=sum(sum(one.rows.values()) for one in missing),
    )


def _lines(rows: list[CurrencyRate]) -> list[RateLine]:
    """Each rate with as many digits as the longest, so that they stand below each other."""
    digits = max((-int(row.rate.normalize().as_tuple().exponent) for row in rows), default=0)
    return [RateLine(row.pk, row.day, row.currency, figures.number(row.rate, max(digits, 0))) for row in rows]


def _course(member: Member, currency: str) -> Chart | None:
    rows = rates_in(member.workspace).filter(currency=currency).order_by("-day").values_list("day", "rate")[:DRAWN]
    drawn = [{"at": day, "value": float(rate)} for day, rate in reversed(rows)]
    if len(drawn) < 2:
        return None
    own = member.workspace.currency
    return line(drawn, id="course", title=f"What one {currency} was worth in {own}", note=f"{own} for one {currency}")
