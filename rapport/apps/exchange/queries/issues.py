"""What was refused, to look at and to take home."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from rapport.apps.accounts.models import Member
from rapport.apps.exchange.models import Import, ImportIssue
from rapport.kernel.text import guarded

BLOCK = 1_000
OWN_COLUMNS = ("Line in the file", "Column at fault", "Reason")


def issues_of(member: Member, source: Import) -> QuerySet[ImportIssue]:
    """The refused rows that were kept, in the order of the file."""
    member.require("imports.run")
    return ImportIssue.objects.of(member).filter(source=source).order_by("line", "pk")


def open_issues_of(member: Member, source: Import) -> QuerySet[ImportIssue]:
    """The refused rows that no correction has taken in."""
    return issues_of(member, source).filter(settled_in=None)


def good_issues(member: Member, source: Import) -> int:
    """How many of the refused rows have been put right and can be imported."""
    return open_issues_of(member, source).filter(whole=True, reason="").count()


@dataclass(frozen=True, slots=True)
class GridCell:
    """One cell of a refused row: where it stands, its column, what is written, whether it is at fault."""

    place: int
    column: str
    text: str
    wrong: bool


@dataclass(frozen=True, slots=True)
class GridRow:
    """A refused row as it is put right: its cells by the columns of the file."""

    issue: ImportIssue
    cells: list[GridCell]


def grid_of(source: Import, issues: Iterable[ImportIssue]) -> list[GridRow]:
    """Refused rows with a cell for every column; those at fault somewhere come first, beside the reasons."""
    rows, width = list(issues), len(source.columns)
    at_fault = {column for issue in rows for column in issue.columns_at_fault}
    order = sorted(range(width), key=lambda place: source.columns[place] not in at_fault)
    return [GridRow(issue, _cells(source, issue, order)) for issue in rows]


def _cells(source: Import, issue: ImportIssue, order: Sequence[int]) -> list[GridCell]:
    texts = [*issue.cells, *[""] * len(order)]
    columns, wrong = source.columns, issue.columns_at_fault
    return [GridCell(place, columns[place], texts[place], columns[place] in wrong) for place in order]


def refused_file(member: Member, source: Import) -> Iterator[str]:
    """The refused rows as CSV, with the file's own columns and, after them, line, column and reason.

    Corrected there, the file can be imported as it is: the added columns mean nothing to the import. No cell
    begins like a formula.
    """
    rows = issues_of(member, source)
    yield "\ufeff" + _line([*source.columns, *OWN_COLUMNS])
    width, last = len(source.columns), 0
    while True:
        block = list(rows.filter(pk__gt=last).order_by("pk")[:BLOCK])
        for issue in block:
            cells = [*issue.cells, *[""] * (width - len(issue.cells))][:width]
            yield _line([*cells, issue.line, "; ".join(issue.columns_at_fault), " ".join(issue.reasons)])
        if len(block) < BLOCK:
            return
        last = block[-1].pk


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        return text


def _line(cells: list[Any]) -> str:
    return str(csv.writer(_Echo()).writerow([guarded(cell) for cell in cells]))
