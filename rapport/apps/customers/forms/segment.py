"""Name, words and colour of a segment."""

from datetime import date

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rapport.apps.customers.models import HUES

FIRST_DAY = date(1970, 1, 1)


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


class DayForm(forms.Form):
    """A past day, to see who was in a segment then."""

    on = forms.DateField(
        label=_("On the day"), widget=forms.DateInput(attrs={"type": "date"}), error_messages={"required": ""}
    )

    def clean_on(self) -> date:
        day: date = self.cleaned_data["on"]
        if not FIRST_DAY <= day <= timezone.localdate():
            raise forms.ValidationError(_("Choose a day up to today."))
        return day
