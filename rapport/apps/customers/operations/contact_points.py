"""Further addresses and numbers of a party, beside the first ones on its record."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from rapport.apps.accounts.models import Member
from rapport.apps.activity.operations import Change, recorded
from rapport.apps.customers.models import ContactPoint, Party
from rapport.apps.customers.operations._reaching import reached_party
from rapport.apps.customers.operations._rows import SEARCH_PARTS
from rapport.apps.customers.operations.contact import email_error, normal_email, normal_phone, phone_error
from rapport.apps.customers.rights import fields_of
from rapport.kernel.bulk import chunks, delete_rows
from rapport.kernel.errors import Conflict, Missing, Refused
from rapport.kernel.text import folded, text_error
from rapport.kernel.tombstones import leave_tombstones

LONGEST_LABEL = 40
LONGEST_PHONE = 40
MOST = 20


def add_contact_point(member: Member, party_id: int, *, kind: str, value: str, label: str = "") -> ContactPoint:
    """A further e-mail address or phone number; it is searched, and compared where records are matched."""
    member.require("customers.edit")
    fields_of(member).require_writable([kind])
    value, label = value.strip(), label.strip()
    with recorded(member.actor, "party.contact_added", topics=["parties"]) as change:
        party = reached_party(member, party_id)
        normal = _normal(kind, value, party.region.country if party.region else "")
        _refuse_wrong_label(label)
        rows = ContactPoint.objects.of(member).filter(party=party)
        if normal == getattr(party, f"{kind}_normal") or rows.filter(kind=kind, normal=normal).exists():
            raise Conflict(_("This record has it already."), place="value", code="taken")
        if rows.count() >= MOST:
            raise Refused(_("At most %(most)d further addresses and numbers.") % {"most": MOST}, place="value")
        point: ContactPoint = ContactPoint.objects.create(
            workspace_id=member.workspace_id,
            change=change.sequence,
            party=party,
            kind=kind,
            value=value,
            normal=normal,
            label=label,
        )
        search_further(change, [party.pk])
        change.about("party", party.pk, party.name)
        change.details["kind"] = kind
    return point


def remove_contact_point(member: Member, point_id: int) -> None:
    """Take a further address or number off its record."""
    member.require("customers.edit")
    with recorded(member.actor, "party.contact_removed", topics=["parties"]) as change:
        point: ContactPoint | None = ContactPoint.objects.of(member).filter(pk=point_id).first()
        if point is None:
            raise Missing(_("There is no such address or number."))
        fields_of(member).require_writable([point.kind])
        party = reached_party(member, point.party_id)
        leave_tombstones(ContactPoint, [point.pk], workspace_id=member.workspace_id, change=change.sequence)
        delete_rows(ContactPoint.objects.of(member).filter(pk=point.pk))
        search_further(change, [party.pk])
        change.about("party", party.pk, party.name)
        change.details["kind"] = point.kind


def search_further(change: Change, party_ids: Iterable[int]) -> None:
    """Inside an operation that changed contact points: let the search find them."""
    for part in chunks(sorted(party_ids)):
        found: dict[int, list[str]] = {party_id: [] for party_id in part}
        points = ContactPoint.objects.of(change.workspace_id).filter(party__in=part).order_by("pk")
        for party_id, kind, value, normal in points.values_list("party", "kind", "value", "normal"):
            found[party_id].append(folded(value) if kind == ContactPoint.Kind.EMAIL else _digits(value + normal))
        for party in Party.objects.of(change.workspace_id).filter(pk__in=part).only("workspace_id", "search_text"):
            own = party.search_text.partition(SEARCH_PARTS)[0]
            party.search_text = SEARCH_PARTS.join([own, *found[party.pk]])
            party.change = change.sequence
            party.save(update_fields=["search_text", "change"])


def _normal(kind: str, value: str, country: str) -> str:
    if kind == ContactPoint.Kind.EMAIL:
        if error := email_error(value):
            raise Refused(error, place="value", code="contact")
        return normal_email(value)
    if kind != ContactPoint.Kind.PHONE:
        raise Refused(_("Choose e-mail or phone."), place="kind", code="contact")
    if error := (phone_error(value) or text_error(value, longest=LONGEST_PHONE)):
        raise Refused(error, place="value", code="contact")
    return normal_phone(value, country) or _digits(value)


def _digits(text: str) -> str:
    return "".join(character for character in text if character.isdigit())


def _refuse_wrong_label(label: str) -> None:
    if error := text_error(label, longest=LONGEST_LABEL):
        raise Refused(error, place="label", code="contact")
