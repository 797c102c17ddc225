from collections.abc import Iterator

from rapport.apps.accounts.models import Member
from rapport.apps.customers.models import Consent, reached_by
from rapport.apps.customers.rights import fields_of
from rapport.apps.exchange.exporters._entry import Column, Exporter, Row

PORTION = 1_000
COLUMNS = (
    Column("external_id", "Customer number", "identifier"),
    Column("name", "Full name"),
    Column("email", "E-mail address"),
    Column("purpose", "Purpose"),
    Column("channel", "Channel"),
    Column("state", "Answer"),
    Column("basis", "Legal basis"),
    Column("consent_at", "Time of the answer", "moment"),
    Column("consent_source", "Source of the answer"),
    Column("consent_wording", "What they were shown"),
    Column("proof", "Proof"),
    Column("recorded_by", "Recorded by"),
)
READ_AS = {
    "external_id": "party__external_id",
    "name": "party__name",
    "email": "party__email",
    "purpose": "purpose__title",
    "consent_at": "at",
    "consent_source": "source",
    "consent_wording": "wording",
    "recorded_by": "recorded_label",
}


def columns_of(member: Member) -> list[Column]:
    """The columns that the member sees."""
    return [column for column in COLUMNS if fields_of(member).shows(column.name)]


def rows_of(member: Member) -> Iterator[Row]:
    """Every answer of those the member's rights reach, as it was recorded."""
    wanted = {column.name: READ_AS.get(column.name, column.name) for column in columns_of(member)}
    rows = Consent.objects.of(member).filter(reached_by(member, "customers.view", party="party"))
    rows = rows.filter(party__erased_at=None)
    last = 0
    while True:
        portion = list(rows.filter(pk__gt=last).order_by("pk").values("pk", *wanted.values())[:PORTION])
        for values in portion:
            yield {name: values[read] for name, read in wanted.items()} | {"proof": _said(values["proof"])}
        if len(portion) < PORTION:
            return
        last = portion[-1]["pk"]


def _said(proof: dict[str, object]) -> str:
    """The proof in one cell, without our own numbers for files and records."""
    return "; ".join(f"{name}: {value}" for name, value in sorted(proof.items()) if isinstance(value, str))


consents = Exporter(
    name="consents",
    title="Consent",
    help="Every answer, with purpose, channel, wording, source, time and proof: given, withdrawn or corrected.",
    right="customers.view",
    columns=columns_of,
    rows=rows_of,
    group="customers",
    order=7,
)
