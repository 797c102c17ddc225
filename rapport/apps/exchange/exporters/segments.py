from collections.abc import Iterator

from rapport.apps.accounts.models import Member
from rapport.apps.customers.models import Membership
from rapport.apps.customers.models.parties import reached_by
from rapport.apps.customers.rights import fields_of
from rapport.apps.exchange.exporters._entry import Column, Exporter, Row
from rapport.apps.exchange.exporters._reading import in_portions

COLUMNS = {
    "segment__name": Column("segment", "Segment"),
    "party__external_id": Column("external_id", "Customer number", "identifier"),
    "party__name": Column("name", "Name"),
    "party__email": Column("email", "E-mail address"),
    "party__phone": Column("phone", "Phone", "identifier"),
    "since": Column("since", "In it since", "moment"),
}


def columns(member: Member) -> list[Column]:
    """The columns the member sees."""
    return [column for column in COLUMNS.values() if fields_of(member).shows(column.name)]


def rows(member: Member) -> Iterator[Row]:
    """Everybody in each segment now, as far as the member's rights reach."""
    memberships = Membership.objects.of(member).filter(until=None, segment__archived_at=None)
    reached = memberships.filter(reached_by(member, "customers.view", party="party"))
    for values in in_portions(reached, *COLUMNS):
        yield {column.name: values[path] for path, column in COLUMNS.items()}


segments = Exporter(
    name="segments",
    title="Members of segments",
    help="Who is in which segment now: one row for each person in each segment.",
    right="segments.view",
    columns=columns,
    rows=rows,
    group="customers",
    order=6,
)
