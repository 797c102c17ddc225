"""How a member meets the fields of people and companies: which they see, which they may change.

`fields_of(member)` is the one answer that lists, pages, searches, filters, exports and operations go by. Names are
those of `PartyFacts`, of conditions and of what belongs to a record; a field of the workspace's own is
`attributes.<key>`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from rapport.apps.accounts.models import Member
from rapport.apps.accounts.rights import FIELDS
from rapport.kernel.errors import NotPermitted

OWN_FIELDS = "attributes"
# What a rule about a field covers: columns, conditions and what hangs on the record. Any other name has no rule.
COVERED = {
    "email": ("email", "email_normal", "emails"),
    "phone": ("phone", "phone_normal", "phones"),
    "address": ("street", "postal_code", "address", "addresses"),
    "birth_date": ("birth_date", "age", "birthday"),
    "gender": ("gender",),
    "personal_facts": ("personal_facts",),
    "tax_number": ("tax_number",),
    "terms": ("terms",),
    "notes": ("notes",),
    "files": ("files",),
    OWN_FIELDS: (OWN_FIELDS,),
}
RULE_OF = {name: f"customers.{rule}" for rule, names in COVERED.items() for name in names}
# The columns that are emptied on a record where they are hidden, and the fields whose words the search text holds.
COLUMNS = ("email", "email_normal", "phone", "phone_normal", "street", "postal_code", "gender", "tax_number")
SEARCHED = ("email", "phone")


def rule_of(name: str) -> str:
    """The rule that holds for a name; empty where there is none.

    >>> rule_of("phone_normal"), rule_of("attributes.salary"), rule_of("name")
    ('customers.phone', 'customers.attributes.salary', '')
    """
    if name.startswith(f"{OWN_FIELDS}."):
        return f"customers.{name}"
    return RULE_OF.get(name, "")


@dataclass(frozen=True)
class FieldRights:
    """The fields of people and companies as one member meets them."""

    member: Member

    @property
    def unlimited(self) -> bool:
        """Does the member see and change everything?"""
        return not self.member.has_field_rules

    def shows(self, name: str) -> bool:
        """May the member see this field?"""
        rule = rule_of(name)
        return not rule or self.member.field_access(rule) != "hide"

    def writes(self, name: str) -> bool:
        """May the member change this field?"""
        rule = rule_of(name)
        return not rule or self.member.field_access(rule) == "write"

    def visible(self, names: Iterable[str]) -> list[str]:
        """Those of the names that the member sees, in their order."""
        return [name for name in names if self.shows(name)]

    def project(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """The values without what is hidden, among the workspace's own fields too."""
        if self.unlimited:
            return dict(values)
        kept = {name: value for name, value in values.items() if self.shows(name)}
        if isinstance(kept.get(OWN_FIELDS), Mapping):
            kept[OWN_FIELDS] = self.own_fields(kept[OWN_FIELDS])
        return kept

    def own_fields(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """The values of the workspace's own fields that the member sees."""
        return {key: value for key, value in values.items() if self.shows(f"{OWN_FIELDS}.{key}")}

    def require_visible(self, names: Iterable[str]) -> None:
        """Raise NotPermitted with the first of the names that is hidden: for filters, sorting and columns asked for."""
        for name in names:
            if not self.shows(name):
                raise NotPermitted(f"Your roles do not show {title_of(name)}.", place=name, code="hidden")

    def require_writable(self, names: Iterable[str]) -> None:
        """Raise NotPermitted with the first of the names that the member may not change."""
        for name in names:
            if not self.writes(name):
                raise NotPermitted(f"Your roles may not change {title_of(name)}.", place=name, code="read-only")

    def mask(self, record: Any) -> Any:
        """Empty the hidden columns of a record that was read for the member; it must not be saved afterwards.

        Columns that were not read are emptied too, so that asking for them later brings nothing.
        """
        hidden = dict.fromkeys((name for name in COLUMNS if not self.shows(name)), "")
        if not all(self.shows(name) for name in SEARCHED):
            hidden["search_text"] = ""
        record.__dict__.update(hidden)
        if not self.shows("birth_date"):
            record.__dict__["birth_date"] = None
        if OWN_FIELDS in record.__dict__:
            record.__dict__[OWN_FIELDS] = self.own_fields(record.attributes) if self.shows(OWN_FIELDS) else {}
        elif self._hides_own_fields:
            record.__dict__[OWN_FIELDS] = {}
        return record

    @property
    def _hides_own_fields(self) -> bool:
        """Is there a rule about any of the workspace's own fields?"""
        rules = {rule for role in self.member.own_roles for rule in role.fields}
        return any(rule.startswith(f"customers.{OWN_FIELDS}") for rule in rules)


def fields_of(member: Member) -> FieldRights:
    """How the member meets the fields of people and companies."""
    return FieldRights(member)


def title_of(name: str) -> str:
    """A field in words, for a sentence.

    >>> title_of("phone_normal"), title_of("attributes.salary")
    ('phone numbers', '“salary”')
    """
    rule = rule_of(name)
    return str(FIELDS.get(rule) or f"“{name.rpartition('.')[2]}”").lower()
