"""What belongs to a record: further places, personal facts, and the terms agreed with a company."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from rapport.apps.accounts.models import Member
from rapport.apps.activity.operations import Change, recorded
from rapport.apps.customers.models import Party, PersonalFact, PostalAddress, Region, Terms
from rapport.apps.customers.operations._reaching import reached_party
from rapport.apps.customers.rights import fields_of
from rapport.kernel.bulk import delete_rows
from rapport.kernel.errors import Missing, Refused
from rapport.kernel.models import ChangedModel
from rapport.kernel.text import text_error
from rapport.kernel.tombstones import leave_tombstones

MOST = 50
LONGEST_PAYMENT = 3_650
LARGEST_AMOUNT = Decimal(10) ** 12
TEXTS = ("price_list", "note")
AMOUNTS = ("credit_limit", "minimum_order")


def add_address(
    member: Member,
    party_id: int,
    *,
    purpose: str,
    street: str = "",
    postal_code: str = "",
    city: str = "",
    region_id: int | None = None,
) -> PostalAddress:
    """A further place of a party: where goods or bills go, another site, a home."""
    texts = {"street": street.strip(), "postal_code": postal_code.strip(), "city": city.strip()}
    _refuse_wrong_texts(PostalAddress, texts)
    if purpose not in PostalAddress.Purpose.values:
        raise Refused(_("Choose what the address is for."), place="purpose", code="address")
    if not any(texts.values()):
        raise Refused(_("Fill in a street, a postal code or a city."), place="street", code="address")
    if region_id is not None and not Region.objects.of(member).filter(pk=region_id).exists():
        raise Refused(_("There is no such region."), place="region_id", code="address")
    said = {"purpose": purpose, **texts, "region_id": region_id}
    made: PostalAddress = _add(member, party_id, PostalAddress, "addresses", "party.address_added", said)
    return made


def remove_address(member: Member, address_id: int) -> None:
    """Take a further place off its record."""
    _remove(member, address_id, PostalAddress, "addresses", "party.address_removed")


def add_personal_fact(member: Member, party_id: int, *, kind: str, text: str, on: date | None = None) -> PersonalFact:
    """Something personal that somebody told us; a day makes it come round each year."""
    said = {"text": text.strip()}
    _refuse_wrong_texts(PersonalFact, said)
    if kind not in PersonalFact.Kind.values:
        raise Refused(_("Choose what it is."), place="kind", code="fact")
    if not said["text"]:
        raise Refused(_("Write what they told you."), place="text", code="fact")
    made: PersonalFact = _add(
        member, party_id, PersonalFact, "personal_facts", "party.fact_added", {**said, "kind": kind, "on": on}
    )
    return made


def remove_personal_fact(member: Member, fact_id: int) -> None:
    """Forget a personal fact."""
    _remove(member, fact_id, PersonalFact, "personal_facts", "party.fact_removed")


def set_terms(member: Member, party_id: int, **said: Any) -> Terms:
    """What is agreed with a company: payment_days, discount_rate (a share), credit_limit, minimum_order, price_list and
    note; what is not named stays."""
    member.require("customers.edit")
    fields_of(member).require_writable(["terms"])
    with recorded(member.actor, "party.terms_set", topics=["parties"]) as change:
        party = reached_party(member, party_id)
        if party.is_person:
            raise Refused(_("Terms are agreed with companies."), place="party", code="terms")
        found: Terms | None = Terms.objects.of(member).filter(party=party).first()
        terms = found or Terms(workspace_id=member.workspace_id, party=party, currency=member.workspace.currency)
        for name, value in _checked_terms(said).items():
            setattr(terms, name, value)
        terms.change = change.sequence
        terms.save()
        change.about("party", party.pk, party.name)
    return terms


def _checked_terms(said: dict[str, Any]) -> dict[str, Any]:
    known = {"payment_days", "discount_rate", *AMOUNTS, "price_list", "note"}
    if unknown := set(said) - known:
        raise Refused(_("Terms have no “%(name)s”.") % {"name": min(unknown)}, place=min(unknown), code="terms")
    days, rate = said.get("payment_days"), said.get("discount_rate")
    if days is not None and not 0 <= days <= LONGEST_PAYMENT:
        raise Refused(_("From 0 to %(most)d days.") % {"most": LONGEST_PAYMENT}, place="payment_days", code="terms")
    if rate is not None and not 0 <= rate <= 1:
        raise Refused(_("From 0 to 100 %."), place="discount_rate", code="terms")
    for name in AMOUNTS:
        if said.get(name) is not None and not 0 <= said[name] < LARGEST_AMOUNT:
            raise Refused(_("This is not an amount from nothing upwards."), place=name, code="terms")
    texts: dict[str, str] = {name: str(value).strip() for name, value in said.items() if name in TEXTS}
    _refuse_wrong_texts(Terms, texts)
    return {**said, **texts}


def _add(member: Member, party_id: int, model: Any, field: str, verb: str, said: dict[str, Any]) -> Any:
    member.require("customers.edit")
    fields_of(member).require_writable([field])
    with recorded(member.actor, verb, topics=["parties"]) as change:
        party = reached_party(member, party_id)
        if model.objects.of(member).filter(party=party).count() >= MOST:
            raise Refused(_("A record has at most %(most)d of these.") % {"most": MOST}, code="too_many")
        made = model.objects.create(workspace_id=member.workspace_id, change=change.sequence, party=party, **said)
        _stamp(change, party)
    return made


def _remove(member: Member, row_id: int, model: type[ChangedModel], field: str, verb: str) -> None:
    member.require("customers.edit")
    fields_of(member).require_writable([field])
    with recorded(member.actor, verb, topics=["parties"]) as change:
        row: Any = model.objects.of(member).filter(pk=row_id).first()
        if row is None:
            raise Missing(_("This is no longer there."))
        party = reached_party(member, row.party_id)
        leave_tombstones(model, [row.pk], workspace_id=member.workspace_id, change=change.sequence)
        delete_rows(model.objects.of(member).filter(pk=row.pk))
        _stamp(change, party)


def _stamp(change: Change, party: Party) -> None:
    change.about("party", party.pk, party.name)
    change.topics.append(f"party:{party.pk}")


def _refuse_wrong_texts(model: type[ChangedModel], texts: dict[str, str]) -> None:
    for name, text in texts.items():
        longest = getattr(model._meta.get_field(name), "max_length", None) or 10_000
        if error := text_error(text, longest=longest):
            raise Refused(error, place=name, code="text")
