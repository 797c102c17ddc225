"""What is around a record, on screen: relations, further contact, addresses, facts, terms, notes and files."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rapport.apps.accounts.models import Member
from rapport.apps.customers.models import ContactPoint, Party, PersonalFact, PostalAddress, Relation, Terms
from rapport.apps.customers.queries import regions
from rapport.ui.forms import MeantField, MentionArea

DAY = {"type": "date"}
HUNDRED = Decimal(100)
Kind = Relation.Kind
BETWEEN = {
    "person": (Kind.WORKS_FOR, Kind.HOUSEHOLD, Kind.REFERRED_BY, Kind.PARTNER, Kind.SUPPLIER, Kind.INVESTOR),
    "company": (Kind.PARTNER, Kind.SUPPLIER, Kind.INVESTOR, Kind.REFERRED_BY),
}


class RelationForm(forms.Form):
    """To whom, in which way, and which part they play there; a company may also be given a person who works there."""

    other = forms.IntegerField(
        error_messages={"required": _("Choose somebody from the list.")}, widget=forms.HiddenInput, min_value=1
    )
    kind = forms.ChoiceField(label=_("Relation"))
    role = forms.CharField(label=_("Role"), max_length=100, required=False)
    buying_role = forms.ChoiceField(
        label=_("Buying role"), required=False, choices=[("", "—"), *Relation.BuyingRole.choices]
    )
    since = forms.DateField(label=_("Since"), required=False, widget=forms.DateInput(DAY))

    def __init__(self, party: Party, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        choices: list[tuple[str, Any]] = [(kind.value, kind.label) for kind in BETWEEN[party.kind]]
        if not party.is_person:
            choices.insert(0, ("employs", _("employs")))
        self.fields["kind"].choices = choices  # type: ignore[attr-defined]


class TieForm(forms.Form):
    """What may change about a relation."""

    role = forms.CharField(label=_("Role"), max_length=100, required=False)
    buying_role = forms.ChoiceField(
        label=_("Buying role"), required=False, choices=[("", "—"), *Relation.BuyingRole.choices]
    )
    since = forms.DateField(label=_("Since"), required=False, widget=forms.DateInput(DAY))
    until = forms.DateField(label=_("Until"), required=False, widget=forms.DateInput(DAY))


class ContactPointForm(forms.Form):
    """A further address or number."""

    kind = forms.ChoiceField(label=_("Kind"), choices=ContactPoint.Kind.choices)
    value = forms.CharField(label=_("Address or number"), max_length=254)
    label = forms.CharField(label=_("Called"), max_length=40, required=False)


class AddressForm(forms.Form):
    """A further place."""

    purpose = forms.ChoiceField(label=_("For"), choices=PostalAddress.Purpose.choices)
    street = forms.CharField(label=_("Street and number"), max_length=200, required=False)
    postal_code = forms.CharField(label=_("Postal code"), max_length=20, required=False)
    city = forms.CharField(label=_("City"), max_length=100, required=False)
    region_id = forms.TypedChoiceField(label=_("Region"), required=False, coerce=int, empty_value=None)

    def __init__(self, member: Member, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        choices = [("", "—"), *((region.pk, region.name) for region in regions(member))]
        self.fields["region_id"].choices = choices  # type: ignore[attr-defined]


class PersonalFactForm(forms.Form):
    """Something personal."""

    kind = forms.ChoiceField(label=_("What"), choices=PersonalFact.Kind.choices)
    text = forms.CharField(label=_("What they told you"), max_length=200)
    on = forms.DateField(label=_("Comes round on"), required=False, widget=forms.DateInput(DAY))


class TermsForm(forms.Form):
    """What is agreed with a company that buys."""

    payment_days = forms.IntegerField(label=_("Pays within days"), required=False, min_value=0, max_value=3650)
    discount = forms.DecimalField(
        label=_("Discount in %"), required=False, min_value=0, max_value=100, decimal_places=2, max_digits=5
    )
    credit_limit = forms.DecimalField(label=_("Credit limit"), required=False, min_value=0, max_digits=16)
    minimum_order = forms.DecimalField(label=_("Minimum order"), required=False, min_value=0, max_digits=16)
    price_list = forms.CharField(label=_("Price list"), max_length=80, required=False)
    note = forms.CharField(label=_("Note"), required=False, widget=forms.Textarea({"rows": 3}))

    def __init__(self, *arguments: Any, terms: Terms | None = None, **options: Any) -> None:
        if terms is not None:
            options["initial"] = {name: getattr(terms, name, None) for name in self.base_fields}
            options["initial"]["discount"] = None if terms.discount_rate is None else terms.discount_rate * HUNDRED
        super().__init__(*arguments, **options)

    def said(self) -> dict[str, Any]:
        """What was typed, as the operation takes it."""
        said = dict(self.cleaned_data)
        discount = said.pop("discount")
        return {**said, "discount_rate": None if discount is None else discount / HUNDRED}


class RemarkForm(forms.Form):
    """A note on a record."""

    text = forms.CharField(label=_("Note"), max_length=20_000, widget=MentionArea({"rows": 3}))
    meant = MeantField()


class PaperForm(forms.Form):
    """A file for a record."""

    file = forms.FileField(label=_("File"))
