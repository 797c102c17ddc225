"""What stands in the cells of a list: for a page as typed values, for a file as texts."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from rapport.apps.accounts.models import Member
from rapport.apps.customers.models import Party
from rapport.apps.customers.queries.columns import Column, value_of
from rapport.apps.customers.queries.fields import FieldValue
from rapport.apps.customers.rights import fields_of
from rapport.kernel.errors import Missing

# These are chosen among other rows, with all that follows from it: on the record's page, or for many at once.
CHOSEN_ELSEWHERE = ("region", "account_manager", "sales_rep", "service_team")


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a row: `shown` is the value as a template prints it by the column's kind."""

    party: Party
    column: Column
    editable: bool

    @property
    def shown(self) -> Any:
        """The value: a text, a list, a number, a day, a moment, or a record beside this one."""
        value = value_of(self.column, self.party)
        return value if self.column.own is None else FieldValue(self.column.own, value).shown

    @property
    def words(self) -> str:
        """The value of a choice as its list calls it; any other as it is."""
        value = value_of(self.column, self.party)
        return str(dict(self.column.choices).get(value, value or ""))

    @property
    def typed(self) -> Any:
        """The value as somebody would type it, which is what an edit begins with; several choices as a list."""
        value = self.shown
        if self.column.kind == "choices":
            return value or []
        if isinstance(value, bool):
            return "yes" if value else "no"
        return value if isinstance(value, list) else _typed(value)

    @property
    def id(self) -> str:
        """The cell's id on the page."""
        return f"cell-{self.party.pk}-{self.column.key.replace('.', '-')}"


@dataclass(frozen=True, slots=True)
class Line:
    """One record of a list with its cells after the name."""

    party: Party
    cells: list[Cell]


def lines_of(member: Member, parties: list[Party], columns: list[Column]) -> list[Line]:
    """The rows of a page; cells can be changed where the member may change the field of that record."""
    fields = fields_of(member)
    writable = {column.key for column in columns if _may_edit(column) and fields.writes(column.fact)}
    reached = _reached(member, parties) if writable else set()
    return [
        Line(party, [Cell(party, one, one.key in writable and party.pk in reached) for one in columns[1:]])
        for party in parties
    ]


def cell_of(member: Member, party_id: int, column: Column) -> Cell:
    """One cell, for an edit and for what stands there after it. Raises Missing."""
    rows = Party.objects.within(member).select_related(*(name for name in column.beside if name))
    party = rows.filter(pk=party_id).first()
    if party is None:
        raise Missing(_("There is no such person or company."))
    editable = _may_edit(column) and fields_of(member).writes(column.fact) and bool(_reached(member, [party]))
    return Cell(party, column, editable)


def plain(column: Column, party: Party) -> str | int | float | Decimal | date | None:
    """The value for a cell of a file: days and numbers as such, everything else as text."""
    value = Cell(party, column, editable=False).shown
    if column.choices and not isinstance(value, list):
        return str(dict(column.choices).get(value, value or ""))
    if column.kind == "kind":
        return party.get_kind_display()
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return localtime(value).date()
    if isinstance(value, date | int | float | Decimal) or value is None:
        return value
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _may_edit(column: Column) -> bool:
    return bool(column.fact) and column.key not in CHOSEN_ELSEWHERE


def _reached(member: Member, parties: list[Party]) -> set[int]:
    if not member.may("customers.edit"):
        return set()
    ids = [party.pk for party in parties]
    if member.scope("customers.edit") == "all":
        return set(ids)
    return set(Party.objects.within(member, "customers.edit").filter(pk__in=ids).values_list("pk", flat=True))


def _typed(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return value.isoformat() if isinstance(value, date) else str(value)
