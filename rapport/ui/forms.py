"""How forms look: label above, help beneath, the error at the field and a summary on top.

Set once as `FORM_RENDERER`; every `{{ form }}` and `{{ form.field.as_field_group }}` follows.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.forms import BaseForm, BoundField, Field, Widget
from django.forms.renderers import TemplatesSetting
from django.forms.widgets import CheckboxInput, CheckboxSelectMultiple, HiddenInput, RadioSelect, Textarea
from django.utils.functional import cached_property

from rapport.kernel.errors import Refused
from rapport.kernel.mentions import meant_in

BARE_WIDGETS = (CheckboxInput, CheckboxSelectMultiple, RadioSelect, HiddenInput)
OWN_WIDGET_TEMPLATES = {
    "django/forms/widgets/radio.html": "ui/forms/choices.html",
    "django/forms/widgets/checkbox_select.html": "ui/forms/choices.html",
}


class HouseBoundField(BoundField):
    """A field that tells its widget the house class and which texts describe it."""

    @cached_property
    def error_id(self) -> str:
        """The id of the sentence that says what is wrong."""
        return f"{self.auto_id}_error" if self.auto_id else ""

    @cached_property
    def help_id(self) -> str:
        """The id of the help beneath the field."""
        return f"{self.auto_id}_helptext" if self.auto_id else ""

    @cached_property
    def is_optional(self) -> bool:
        """True where the label should say that the field may stay empty."""
        return not self.field.required and not isinstance(self.field.widget, BARE_WIDGETS)

    def build_widget_attrs(self, attrs: dict[str, Any], widget: Widget | None = None) -> dict[str, Any]:
        """Django's attributes, the class `input`, and `aria-describedby` naming error and help."""
        chosen = widget or self.field.widget
        built = super().build_widget_attrs(attrs, widget)
        if not isinstance(chosen, BARE_WIDGETS):
            own = built.get("class") or chosen.attrs.get("class", "")
            built["class"] = f"input {own}".strip()
        described = [self.error_id] if self.errors else []
        described += [self.help_id] if self.help_text else []
        if self.auto_id and described and not self.is_hidden:
            built["aria-describedby"] = " ".join(described)
        return built


class MentionArea(Textarea):
    """A text in which somebody can be mentioned; the form around it has the people in `data-people`."""

    template_name = "ui/forms/mention_area.html"


class MeantField(Field):
    """The members who were chosen from the list while somebody typed; the form calls it `meant`."""

    widget = HiddenInput

    def __init__(self) -> None:
        super().__init__(required=False)

    def to_python(self, value: Any) -> list[int]:
        """The numbers that the page keeps, divided by commas."""
        return meant_in(value or "")


class HouseRenderer(TemplatesSetting):
    """Renders forms and fields with the templates of `ui/forms/`."""

    form_template_name = "ui/forms/form.html"
    field_template_name = "ui/forms/field.html"
    bound_field_class = HouseBoundField

    def get_template(self, template_name: str) -> Any:
        """The template of that name, or our own in its place."""
        return super().get_template(OWN_WIDGET_TEMPLATES.get(template_name, template_name))


def refuse(form: BaseForm, refused: Refused, called: Mapping[str, str] | None = None) -> None:
    """Say what an operation refused: at the field that it names, else above the form.

    `called` tells how the form calls a place that the operation names otherwise.
    """
    place = (called or {}).get(refused.place, refused.place)
    form.add_error(place if place in form.fields else None, refused.message)
