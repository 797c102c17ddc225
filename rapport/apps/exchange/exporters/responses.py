from collections.abc import Iterator

from rapport.apps.accounts.models import Member
from rapport.apps.customers.models.parties import reached_by
from rapport.apps.customers.rights import fields_of
from rapport.apps.exchange.exporters._entry import Column, Exporter, Row
from rapport.apps.exchange.exporters._reading import in_portions
from rapport.apps.feedback.models import Response

COLUMNS = {
    "at": Column("at", "Answered on", "moment"),
    "kind": Column("kind", "Kind of question"),
    "score": Column("score", "Score", "number"),
    "text": Column("text", "Comment"),
    "customer__external_id": Column("customer", "Customer number", "identifier"),
    "customer__email": Column("email", "Customer’s e-mail"),
    "survey": Column("survey", "Survey"),
    "question": Column("question", "Question"),
    "touchpoint": Column("touchpoint", "Touchpoint"),
    "channel": Column("channel", "Channel"),
    "region__name": Column("region", "Country or region"),
    "external_id": Column("external_id", "Response number", "identifier"),
}


def columns(member: Member) -> list[Column]:
    """The columns the member sees."""
    return [column for column in COLUMNS.values() if fields_of(member).shows(column.name)]


def rows(member: Member) -> Iterator[Row]:
    """Every answer that the member's rights reach."""
    answers = Response.objects.of(member).filter(reached_by(member, "responses.view", party="customer"))
    for values in in_portions(answers, *COLUMNS):
        yield {column.name: values[path] for path, column in COLUMNS.items()}


responses = Exporter(
    name="responses",
    title="Survey responses",
    help="Answers to surveys, one row each.",
    right="responses.view",
    columns=columns,
    rows=rows,
    group="answers",
    order=5,
)
