"""A person or company on screen."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rapport.apps.accounts.models import Member
from rapport.apps.customers.models import Party
from rapport.apps.customers.operations import PartyFacts, party_errors
from rapport.apps.customers.queries import regions

OF_PEOPLE = ("given_name", "family_name", "birth_date", "gender")
OF_COMPANIES = ("industry", "company_size")


class PartyForm(forms.Form):
    """The facts of one record; a company is not asked for its birthday."""

    name = forms.CharField(label=_("Name"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    given_name = forms.CharField(label=_("Given name"), max_length=100, required=False)
    family_name = forms.CharField(label=_("Family name"), max_length=100, required=False)
    email = forms.CharField(label=_("E-mail address"), max_length=254, required=False, widget=forms.EmailInput)
    phone = forms.CharField(
        label=_("Phone"),
        max_length=40,
        required=False,
        help_text=_("With the country’s prefix, such as +34 600 111 222, where no region is chosen."),
        widget=forms.TextInput(attrs={"inputmode": "tel"}),
    )
    region_id = forms.TypedChoiceField(label=_("Region"), required=False, coerce=int, empty_value=None)
    city = forms.CharField(label=_("City"), max_length=100, required=False)
    postal_code = forms.CharField(label=_("Postal code"), max_length=20, required=False)
    birth_date = forms.DateField(label=_("Date of birth"), required=False, widget=forms.DateInput({"type": "date"}))
    gender = forms.CharField(label=_("Gender"), max_length=30, required=False)
    industry = forms.CharField(label=_("Industry"), max_length=100, required=False)
    company_size = forms.CharField(label=_("Size"), max_length=30, required=False)
    acquisition_channel = forms.CharField(label=_("How they came to you"), max_length=60, required=False)
    external_id = forms.CharField(
        label=_("Customer number"),
        max_length=80,
        required=False,
        help_text=_("The number your shop or other systems know this record by."),
    )
    known_is_fine = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, member: Member, *, kind: str, party: Party | None = None, **options: Any) -> None:
        self.kind = kind
        if party is not None:
            options["initial"] = {name: getattr(party, name, None) for name in self.base_fields}
        super().__init__(**options)
        for name in OF_COMPANIES if kind == Party.Kind.PERSON else OF_PEOPLE:
            del self.fields[name]
        choices = [("", "—"), *((region.pk, region.name) for region in regions(member))]
        self.fields["region_id"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for field, message in party_errors(PartyFacts(**self.facts(cleaned))):
            if field not in self.errors:
                self.add_error(field if field in self.fields else None, message)
        return cleaned

    def facts(self, cleaned: dict[str, Any] | None = None) -> dict[str, Any]:
        """What was typed, as the facts an operation takes."""
        said = dict(self.cleaned_data if cleaned is None else cleaned)
        said.pop("known_is_fine", None)
        return {**said, "kind": self.kind}


class TagForm(forms.Form):
    """One tag for one record."""

    name = forms.CharField(max_length=60)


class SelectionForm(forms.Form):
    """What to do with the selected records."""

    do = forms.ChoiceField(choices=[(word, word) for word in ("tag", "untag", "segment")])
    word = forms.CharField(max_length=120, error_messages={"required": _("Type a tag or the name of a segment first.")})
    party = forms.TypedMultipleChoiceField(
        coerce=int, error_messages={"required": _("Select at least one record first.")}
    )

    def __init__(self, posted: Any) -> None:
        super().__init__(posted)
        chosen = [value for value in posted.getlist("party") if value.isdecimal() and len(value) < 19]
        self.fields["party"].choices = [(value, value) for value in chosen]  # type: ignore[attr-defined]
