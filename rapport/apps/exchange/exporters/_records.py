"""Exporters of the records that other tools have kept: each made from its kind."""

from collections.abc import Iterator
from functools import partial

from rapport.apps.accounts.models import Member
from rapport.apps.customers.rights import fields_of
from rapport.apps.exchange.exporters._entry import Column, Exporter, Kind, Row
from rapport.apps.exchange.exporters._reading import in_portions
from rapport.apps.tracking.record_kinds import RecordKind, catalogue
from rapport.kernel.headings import Named

ORDER_OF_FIRST = 10
KINDS: dict[str, Kind] = {"moment": "moment", "number": "number", "amount": "amount", "yes_no": "yes_no"}


def records_exporter(name: str) -> Exporter:
    """The exporter of a kind of records; its columns are what the importer of that kind reads."""
    kind = catalogue.get(name)
    return Exporter(
        name=name,
        title=str(kind.title),
        help=f"{str(kind.noun).capitalize()}, one row each, as the import reads them.",
        right=kind.view,
        columns=partial(_columns, kind),
        rows=partial(_rows, kind),
        order=ORDER_OF_FIRST + kind.order,
    )


def _columns(kind: RecordKind, member: Member) -> list[Column]:
    """The columns the member sees."""
    return [column for column in _paths(kind).values() if fields_of(member).shows(column.name)]


def _rows(kind: RecordKind, member: Member) -> Iterator[Row]:
    """Every record that the member's rights reach."""
    paths = _paths(kind)
    for values in in_portions(kind.model.objects.within(member, kind.view), *paths):
        yield {column.name: values[path] for path, column in paths.items()}


def _paths(kind: RecordKind) -> dict[str, Column]:
    """The columns by the path to their value from the record."""
    found = {"external_id": Column("external_id", str(kind.number_title), "identifier")}
    for one in kind.fields:
        sort, title = kind.kind_of(one), str(one.title)
        if sort == "customer":
            key = kind.attribute(one.name).removesuffix("_id")
            names, titles = Named.fields(one.name), Named.titles(one.name, title)
            found[f"{key}__external_id"] = Column(names.number, titles.number, "identifier")
            found[f"{key}__email"] = Column(names.email, titles.email)
            found[f"{key}__name"] = Column(names.name, titles.name)
        elif sort == "region":
            found["region__name"] = Column(one.name, title)
        else:
            found[one.name] = Column(one.name, title, KINDS.get(sort, "text"))
    return found
