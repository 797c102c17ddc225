"""How facts find the record they are about, and what may become of it."""

from dataclasses import dataclass
from typing import Any, Literal

from rapport.apps.accounts.models import Member
from rapport.apps.customers.models import CustomField
from rapport.kernel.errors import Refused

Mode = Literal["both", "create", "update"]
KEYS = {
    "external_id": "Customer number",
    "email": "E-mail address",
    "phone": "Phone",
    "name": "Name",
    "name_company": "Name and company",
    "name_postal_code": "Name and postal code",
    "name_birth_date": "Name and date of birth",
}
COLUMNS_OF = {
    "external_id": ("external_id",),
    "email": ("email_normal",),
    "phone": ("phone_normal",),
    "name": ("name",),
    "name_company": ("name", "company_id"),
    "name_postal_code": ("name", "postal_code"),
    "name_birth_date": ("name", "birth_date"),
}
OWN_FIELD = "custom:"
KEY_KINDS = (CustomField.Kind.TEXT, CustomField.Kind.NUMBER, CustomField.Kind.LINK)


@dataclass(frozen=True, slots=True)
class Matching:
    """How known records are recognised, and whether records may be made, changed, or both.

    `keys` are tried in their order; the first with a value and a record decides. Without any a record is recognised
    the usual way: by its number, else its address, else (with neither) its phone. `bare_names` adds that facts with
    nothing of the kind are about the record of that name.
    """

    keys: tuple[str, ...] = ()
    mode: Mode = "both"
    bare_names: bool = False


USUAL = Matching()


def match_keys(member: Member) -> dict[str, str]:
    """Everything that records of the workspace can be recognised by, with its title."""
    fields = CustomField.objects.of(member).filter(archived_at=None, kind__in=KEY_KINDS)
    return KEYS | {f"{OWN_FIELD}{field.key}": field.title for field in fields}


def check_keys(member: Member, keys: tuple[str, ...]) -> None:
    """Raise Refused for a key that there is not."""
    known = match_keys(member)
    for key in keys:
        if key not in known:
            there_are = ", ".join(known)
            raise Refused(f"Records cannot be recognised by “{key[:60]}”. There is: {there_are}.", place="match")


def key_of(key: str, values: dict[str, Any]) -> Any:
    """What a record is recognised by under a key; None where any part of it is missing."""
    if key.startswith(OWN_FIELD):
        value = (values.get("attributes") or {}).get(key.removeprefix(OWN_FIELD))
        return None if value in (None, "", []) else value
    parts = tuple(values.get(column) for column in COLUMNS_OF[key])
    if not all(parts):
        return None
    return parts[0] if len(parts) == 1 else parts
