"""The workspace's own fields: the form that defines one, and the inputs that ask for their values."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rapport.apps.customers.models import CustomField
from rapport.apps.customers.operations.values import read_field, typed_field
from rapport.kernel.errors import Refused

Kind = CustomField.Kind
YES_NO = [("", "—"), ("yes", _("Yes")), ("no", _("No"))]


class FieldForm(forms.Form):
    """Name, kind and choices of a field; what a field holds is chosen once."""

    title = forms.CharField(label=_("Name"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    kind = forms.ChoiceField(
        label=_("What it holds"),
        choices=Kind.choices,
        help_text=_("This cannot be changed later, so that no value is lost."),
    )
    used_for = forms.ChoiceField(label=_("For"), choices=CustomField.For.choices, initial=CustomField.For.BOTH)
    choices = forms.CharField(
        label=_("Choices"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("For fields with choices: one on each line."),
    )
    help = forms.CharField(
        label=_("Help"), max_length=200, required=False, help_text=_("Stands beneath the field in forms.")
    )

    def __init__(self, *arguments: Any, field: CustomField | None = None, **options: Any) -> None:
        if field is not None:
            options["initial"] = {
                "title": field.title,
                "used_for": field.used_for,
                "choices": "\n".join(field.choices),
                "help": field.help,
            }
        super().__init__(*arguments, **options)
        if field is not None:
            del self.fields["kind"]
            if field.kind not in (Kind.CHOICE, Kind.CHOICES):
                del self.fields["choices"]

    def said(self) -> dict[str, Any]:
        """What was typed, as the operation takes it."""
        said = dict(self.cleaned_data)
        if "choices" in said:
            said["choices"] = said["choices"].splitlines()
        return said


def input_name(field: CustomField) -> str:
    """What the input of a field is called in a form."""
    return f"own_{field.key}"


def input_for(field: CustomField) -> forms.Field:
    """The input that asks for a value of the field."""
    shared: dict[str, Any] = {"label": field.title, "help_text": field.help, "required": False}
    if field.kind == Kind.YES_NO:
        return forms.ChoiceField(choices=YES_NO, **shared)
    choices = [(choice, choice) for choice in field.choices]
    if field.kind == Kind.CHOICE:
        return forms.ChoiceField(choices=[("", "—"), *choices], **shared)
    if field.kind == Kind.CHOICES:
        return forms.MultipleChoiceField(choices=choices, widget=forms.CheckboxSelectMultiple, **shared)
    return forms.CharField(widget=_widget(field), **shared)


def initial_for(field: CustomField, value: Any) -> Any:
    """What the input shows of a kept value."""
    return typed_field(field, value)


def read_inputs(form: forms.Form, fields: list[CustomField], cleaned: dict[str, Any]) -> dict[str, Any]:
    """The values of the fields as raw texts to record; what cannot be read is told at its input."""
    said: dict[str, Any] = {}
    for field in fields:
        name = input_name(field)
        raw = cleaned.pop(name, None)
        try:
            said[field.key] = raw if read_field(field, raw) is not None else None
        except Refused as refused:
            form.add_error(name, refused.message.removeprefix(f"{field.title}: "))
    return said


def _widget(field: CustomField) -> forms.Widget:
    if field.kind == Kind.DATE:
        return forms.DateInput({"type": "date"})
    if field.kind in (Kind.NUMBER, Kind.AMOUNT):
        return forms.TextInput({"inputmode": "decimal"})
    return forms.URLInput({"type": "text", "inputmode": "url"}) if field.kind == Kind.LINK else forms.TextInput()
