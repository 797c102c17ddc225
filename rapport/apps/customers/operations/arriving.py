"""A person or company that a program or a form brings, who may be known already."""

from typing import Any, Literal

from django.utils.translation import gettext as _

from rapport.apps.accounts.models import Member
from rapport.apps.activity.operations import recorded
from rapport.apps.customers.models import ContactPoint, Party, Region
from rapport.apps.customers.operations.contact import normal_email, normal_phone
from rapport.apps.customers.operations.parties import create_party, update_party
from rapport.kernel.errors import Conflict, Refused

OnConflict = Literal["refuse", "update", "return"]
CHOICES: tuple[OnConflict, ...] = ("refuse", "update", "return")


class AlreadyKnown(Conflict):
    """Records with this number, address or phone are there; `party_ids` are those the member may change."""

    def __init__(self, message: str, party_ids: list[int]) -> None:
        super().__init__(message, code="known")
        self.party_ids = party_ids


def receive_party(member: Member, *, on_conflict: OnConflict = "refuse", **facts: Any) -> Party:
    """A new person or company, unless the number, the e-mail address or the phone is known.

    Then `refuse` raises AlreadyKnown with the ids, `return` gives the oldest such record as it is, and `update` adds
    what is said to it. Only records within the member's reach are given or changed.
    """
    if on_conflict not in CHOICES:
        raise Refused(_("on_conflict is refuse, update or return."), place="on_conflict")
    member.require("customers.edit")
    with recorded(member.actor, "party.received") as change:
        # The place in the log is the lock: of two who bring the same person at once, the second finds the first's.
        change.leave_no_record()
        known = known_parties(member, **facts)
        if not known:
            return create_party(member, **facts)
        reached = Party.objects.within(member, "customers.edit").filter(pk__in=known).order_by("pk")
        ids = list(reached.values_list("pk", flat=True))
        if on_conflict == "refuse" or not ids:
            raise AlreadyKnown(_("Somebody with this number, address or phone is known already."), ids)
        if on_conflict == "update":
            return update_party(member, ids[0], **{name: value for name, value in facts.items() if value is not None})
        found: Party = reached[0]
        return found


def known_parties(member: Member, **facts: Any) -> list[int]:
    """Ids of the records with the same number, address or phone, the oldest first."""
    rows = Party.objects.of(member)
    points = ContactPoint.objects.of(member)
    found: set[int] = set()
    if number := (facts.get("external_id") or "").strip():
        found |= set(rows.filter(external_id=number).values_list("pk", flat=True))
    region = facts.get("region_id")
    country = Region.objects.of(member).filter(pk=region)
    phone = normal_phone((facts.get("phone") or "").strip(), country.values_list("country", flat=True).first() or "")
    for kind, normal in (("email", normal_email(facts.get("email") or "")), ("phone", phone)):
        if normal:
            found |= set(rows.filter(**{f"{kind}_normal": normal}).values_list("pk", flat=True))
            found |= set(points.filter(kind=kind, normal=normal).values_list("party", flat=True))
    return sorted(found)
