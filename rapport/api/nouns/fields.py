"""Fields of the workspace's own."""

from typing import Literal

from rapport.api.gate import Request
from rapport.api.kinds import Told
from rapport.api.noun import Noun
from rapport.apps.customers import queries
from rapport.apps.customers.rights import OWN_FIELDS, fields_of

fields = Noun("fields", "Fields", "Fields that the workspace added to people and companies.", order=50)


class Field(Told):
    """A field: values stand under its key in `attributes`, in the JSON type of its kind.

    text, link, choice and date are texts (a date as 2026-03-31), number a number, amount an object with amount and
    currency, yes_no true or false, choices a list of texts.
    """

    id: int
    key: str
    title: str
    help: str
    kind: Literal["text", "number", "amount", "date", "yes_no", "choice", "choices", "link"]
    used_for: Literal["person", "company", "both"]
    choices: list[str]
    may_change: bool


class Fields(Told):
    """All of them, in their order."""

    items: list[Field]


@fields.get("/fields", "customers.view", Fields)
def list_fields(request: Request) -> Fields:
    """The fields of the workspace's own that your roles show."""
    rights = fields_of(request.member)
    found = [
        Field(
            id=one.pk,
            key=one.key,
            title=one.title,
            help=one.help,
            kind=one.kind,  # type: ignore[arg-type]
            used_for=one.used_for,  # type: ignore[arg-type]
            choices=[str(choice) for choice in one.choices],
            may_change=rights.writes(f"{OWN_FIELDS}.{one.key}"),
        )
        for one in queries.own_fields(request.member)
    ]
    return Fields(items=found)
