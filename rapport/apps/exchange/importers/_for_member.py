"""An importer as a member meets it: the workspace's own fields added, fields the member may not change left out."""

from dataclasses import replace

from rapport.apps.accounts.models import Member
from rapport.apps.customers.models import CustomField
from rapport.apps.customers.operations import match_keys
from rapport.apps.customers.rights import fields_of
from rapport.apps.exchange.importers._consents import FIELDS as CONSENT_FIELDS
from rapport.apps.exchange.importers._consents import consent_fields
from rapport.apps.exchange.importers._entry import EMPTY, MODE, Field, FieldKind, Importer, Option

OWN = "own_"
KINDS: dict[str, FieldKind] = {
    "text": "text",
    "number": "number",
    "amount": "amount",
    "date": "day",
    "yes_no": "yes_no",
    "choice": "text",
    "choices": "words",
    "link": "text",
}


def importer_for(member: Member, importer: Importer) -> Importer:
    """The importer with the fields and options that this member can choose."""
    fields = importer.fields
    options = (*importer.options, MODE)
    if importer.party_kind:
        fields = (*fields, *(_field(own) for own in own_fields(member, importer.party_kind)))
        of_consent, about_consent = consent_fields(member)
        fields = (*fields, *of_consent)
        options = (*options, *_matching_options(member), EMPTY, *about_consent)
    elif importer.name == "products":
        options = (*options, EMPTY)
    rights = fields_of(member)
    if not rights.unlimited:
        fields = tuple(field for field in fields if rights.writes(field.name.replace(OWN, "attributes.", 1)))
    names = {field.name for field in fields}
    one_of = tuple(tuple(name for name in group if name in names) for group in importer.one_of)
    return replace(importer, fields=fields, options=options, one_of=one_of)


def every_field(importer: Importer) -> tuple[Field, ...]:
    """The fields it may have for anybody, but for those that a workspace makes for itself."""
    return (*importer.fields, *CONSENT_FIELDS) if importer.party_kind else importer.fields


def own_fields(member: Member, kind: str) -> list[CustomField]:
    """The workspace's own fields of people, or of companies."""
    used_for = (kind, CustomField.For.BOTH)
    return list(CustomField.objects.of(member).filter(archived_at=None, used_for__in=used_for))


def _field(own: CustomField) -> Field:
    return Field(f"{OWN}{own.key}", own.title, own.help, kind=KINDS[own.kind], synonyms=(own.key.replace("_", " "),))


def _matching_options(member: Member) -> tuple[Option, Option]:
    keys = tuple(match_keys(member).items())
    usual = (("", "the usual way: number, else e-mail, else phone"), *keys)
    return (
        Option("match", "Known records are recognised by", "", "", usual, "records"),
        Option("match_2", "and where that is empty or unknown, by", "", "", (("", "nothing else"), *keys), "records"),
    )
