"""Name, words and colour of a segment."""

from django import forms
from django.utils.translation import gettext_lazy as _

from rapport.apps.customers.models import HUES


class SegmentForm(forms.Form):
    """What a segment is called and how it is marked; its rule is read apart."""

    name = forms.CharField(label=_("Name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    description = forms.CharField(
        label=_("What these people have in common"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    hue = forms.ChoiceField(
        label=_("Colour"),
        choices=[(hue, hue.capitalize()) for hue in HUES],
        widget=forms.RadioSelect,
        help_text=_("Marks this segment in every list, chart and canvas."),
    )
