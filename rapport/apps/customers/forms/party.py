"""A person or company on screen."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core import signing
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rapport.apps.accounts.models import Member
from rapport.apps.customers.forms.fields import initial_for, input_for, input_name, read_inputs
from rapport.apps.customers.models import CHANNELS, CustomField, Party
from rapport.apps.customers.operations import PartyFacts, party_errors
from rapport.apps.customers.queries import carers_of, own_fields, regions
from rapport.apps.customers.rights import fields_of
from rapport.kernel.ids import number_in

SEEN = "customers.party.seen"
OF_PEOPLE = ("given_name", "family_name", "birth_date", "gender", "job_title")
OF_COMPANIES = ("industry", "company_size", "tax_number")
CARERS = ("account_manager_id", "sales_rep_id", "service_team_id")
# What everybody asks first stands open; the rest waits under its heading.
SECTIONS: tuple[tuple[str | Promise, tuple[str, ...]], ...] = (
    ("", ("name", "given_name", "family_name", "email", "phone")),
    (_("Where they are"), ("region_id", "street", "city", "postal_code", "website")),
    (
        _("More about them"),
        ("birth_date", "gender", "job_title", "industry", "company_size", "tax_number", "language"),
    ),
    (_("Who looks after them"), CARERS),
    (_("How they came and how to reach them"), ("acquisition_channel", "preferred_channel", "external_id")),
)
NOT_FACTS = ("known_is_fine", "version", "seen")


@dataclass(frozen=True, slots=True)
class Section:
    """Fields that belong together; a folded one shows its title alone until somebody opens it."""

    title: str | Promise
    fields: list[forms.BoundField]
    is_open: bool


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
    street = forms.CharField(label=_("Street and number"), max_length=200, required=False)
    city = forms.CharField(label=_("City"), max_length=100, required=False)
    postal_code = forms.CharField(label=_("Postal code"), max_length=20, required=False)
    birth_date = forms.DateField(label=_("Date of birth"), required=False, widget=forms.DateInput({"type": "date"}))
    gender = forms.CharField(label=_("Gender"), max_length=30, required=False)
    job_title = forms.CharField(label=_("Job title"), max_length=100, required=False)
    website = forms.CharField(label=_("Website"), max_length=200, required=False)
    tax_number = forms.CharField(label=_("Tax number"), max_length=40, required=False)
    language = forms.CharField(
        label=_("Language"), max_length=10, required=False, help_text=_("As a code, such as en or pt-BR.")
    )
    preferred_channel = forms.ChoiceField(label=_("Preferred channel"), required=False, choices=[("", "—"), *CHANNELS])
    account_manager_id = forms.TypedChoiceField(
        label=_("Account manager"), required=False, coerce=int, empty_value=None
    )
    sales_rep_id = forms.TypedChoiceField(label=_("Sales rep"), required=False, coerce=int, empty_value=None)
    service_team_id = forms.TypedChoiceField(label=_("Service team"), required=False, coerce=int, empty_value=None)
    industry = forms.CharField(label=_("Industry"), max_length=100, required=False)
    company_size = forms.CharField(label=_("Size"), max_length=30, required=False)
    acquisition_channel = forms.CharField(label=_("How they came to you"), max_length=60, required=False)
    external_id = forms.CharField(
        label=_("Customer number"),
        max_length=80,
        required=False,
        help_text=_("The number your shop or other systems know this record by."),
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    known_is_fine = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, member: Member, *, kind: str, party: Party | None = None, **options: Any) -> None:
        self.kind = kind
        self.own = [field for field in own_fields(member, kind) if fields_of(member).writes(f"attributes.{field.key}")]
        if party is not None:
            options["initial"] = initial_facts(party, self.own) | {"version": party.change}
            options["initial"]["seen"] = signed(options["initial"])
        super().__init__(**options)
        for name in OF_COMPANIES if kind == Party.Kind.PERSON else OF_PEOPLE:
            del self.fields[name]
        for name in [name for name in self.fields if not fields_of(member).writes(name)]:
            del self.fields[name]
        self._offer("region_id", [(region.pk, region.name) for region in regions(member)])
        carers = carers_of(member)
        for name in CARERS:
            self._offer(name, carers["teams" if name == "service_team_id" else "members"])
        for field in self.own:
            self.fields[input_name(field)] = input_for(field)

    def sections(self) -> list[Section]:
        """The fields in groups. A group stands open where something is in it, or something is wrong with it.

        Fields of the workspace's own do too: somebody made them because they are to be asked.
        """
        own = (_("Your own fields"), tuple(input_name(field) for field in self.own))
        groups = [(title, [self[name] for name in names if name in self.fields]) for title, names in (*SECTIONS, own)]
        always = ("", own[0])
        return [Section(title, found, title in always or any(map(_shows, found))) for title, found in groups if found]

    def _offer(self, name: str, choices: list[tuple[Any, str]]) -> None:
        self.fields[name].choices = [("", "—"), *choices]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        cleaned["attributes"] = read_inputs(self, self.own, cleaned)
        for field, message in party_errors(PartyFacts(**self.facts(cleaned))):
            if field not in self.errors:
                self.add_error(field if field in self.fields else None, message)
        return cleaned

    def facts(self, cleaned: dict[str, Any] | None = None) -> dict[str, Any]:
        """What was typed, as the facts an operation takes."""
        said = dict(self.cleaned_data if cleaned is None else cleaned)
        for name in NOT_FACTS:
            said.pop(name, None)
        return {**said, "kind": self.kind}


def _shows(field: forms.BoundField) -> bool:
    """Is there something in the field, or something wrong with it?"""
    return bool(field.errors) or field.value() not in (None, "", [])


def initial_facts(party: Party, own: list[CustomField]) -> dict[str, Any]:
    """What the form shows of a record: facts by their names, values of the workspace's own fields by their inputs'."""
    facts = {name: getattr(party, name, None) for name in PartyForm.base_fields if name not in NOT_FACTS}
    return facts | {input_name(field): initial_for(field, party.attributes.get(field.key)) for field in own}


def signed(initial: dict[str, Any]) -> str:
    """What somebody saw when they opened the form, to be compared with later; signed, so that it is what was shown."""
    return signing.dumps({name: typed(value) for name, value in initial.items()}, salt=SEEN, compress=True)


def typed(value: Any) -> Any:
    """A value of a form as the text that stands in its input, or a list of such."""
    if isinstance(value, list):
        return sorted(str(part) for part in value)
    return "" if value is None else str(value)


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
        chosen = [value for value in posted.getlist("party") if number_in(value) is not None]
        self.fields["party"].choices = [(value, value) for value in chosen]  # type: ignore[attr-defined]
