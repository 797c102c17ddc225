"""What is answered: one row for every metric and cell, each with its interval or its reason."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from rapport.analytics.question import Question

if TYPE_CHECKING:
    import pyarrow as pa

State = Literal["ok", "too_few", "no_data"]


@dataclass(slots=True)
class Row:
    """One figure of one cell.

    ``value`` is None unless ``state`` is ``"ok"``; ``reason`` then says why. ``low`` and ``high`` may be None
    beside a value: a total of few customers has no honest interval. ``assumption`` names what was declared
    and not measured. ``complete`` is False while the period is not over, where the question cuts a month, or where
    the records begin too late to tell all; ``reason`` says which.
    ``breakdown`` is the value of the further dimension asked for, None in the row over all of its values.
    ``change`` is the value less ``previous``, that of the period before, with the interval of the difference.
    """

    metric: str
    segment: int | None
    region: str | None
    period_start: datetime
    period_end: datetime
    value: float | None
    low: float | None
    high: float | None
    n: int
    unit: str
    state: State
    reason: str = ""
    assumption: str = ""
    complete: bool = True
    previous: float | None = None
    change: float | None = None
    change_low: float | None = None
    change_high: float | None = None
    breakdown: str | None = None


class Answer:
    """The rows of a question, in the order metric, segment, region, breakdown, period."""

    def __init__(self, question: Question, rows: list[Row], sql: dict[str, str], currency: str | None) -> None:
        self.question = question
        self.rows = rows
        self.sql = sql
        self.currency = currency

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def of(
        self, metric: str, *, segment: int | None = None, region: str | None = None, breakdown: str | None = None
    ) -> list[Row]:
        """The rows of one metric and cell, by period: a month series, or one row."""
        return self._series.get((metric, segment, region, breakdown), [])

    def row(
        self, metric: str, *, segment: int | None = None, region: str | None = None, breakdown: str | None = None
    ) -> Row:
        """The row of one metric and cell for the whole period asked, else for its last stretch."""
        rows = self.of(metric, segment=segment, region=region, breakdown=breakdown)
        if not rows:
            raise LookupError(f"{metric}: no row for segment {segment!r}, region {region!r} in this answer")
        period = self.question.period
        whole = [row for row in rows if (row.period_start, row.period_end) == (period.start, period.end)]
        return (whole or rows)[-1]

    def over_the_period(self) -> list[Row]:
        """The last row of each metric and cell: where no grain or a course is asked, that of the whole period."""
        return [rows[-1] for rows in self._series.values()]

    def course(
        self, metric: str, *, segment: int | None = None, region: str | None = None, breakdown: str | None = None
    ) -> list[Row]:
        """The rows of one metric and cell over the course asked; none where none is."""
        rows = self.of(metric, segment=segment, region=region, breakdown=breakdown)
        return rows[:-1] if self.question.course is not None else []

    def to_dicts(self) -> list[dict[str, Any]]:
        """The rows as plain dictionaries."""
        return [asdict(row) for row in self.rows]

    def to_arrow(self) -> pa.Table:
        """The rows as an Arrow table (``.to_pandas()`` gives a DataFrame)."""
        import pyarrow

        names = list(Row.__slots__)
        return pyarrow.table({name: [getattr(row, name) for row in self.rows] for name in names})

    @cached_property
    def _series(self) -> dict[tuple[str, int | None, str | None, str | None], list[Row]]:
        series: dict[tuple[str, int | None, str | None, str | None], list[Row]] = {}
        for row in self.rows:
            series.setdefault((row.metric, row.segment, row.region, row.breakdown), []).append(row)
        return series
