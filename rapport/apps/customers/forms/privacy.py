"""What is asked before data are copied, erased or kept no longer."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rapport.apps.customers.queries.retention import MOST_MONTHS


class ErasureForm(forms.Form):
    """The name, typed, and a yes to what cannot be undone."""

    typed = forms.CharField(
        label=_("Name on the record"), max_length=200, widget=forms.TextInput({"autocomplete": "off"})
    )
    reason = forms.CharField(
        label=_("Why"),
        max_length=200,
        required=False,
        help_text=_("For your own register, such as “asked by letter of 3 May”. It goes with the erasure."),
    )
    understood = forms.BooleanField(
        label=_("I know that nobody can undo this."), error_messages={"required": _("Tick this to go on.")}
    )

    def __init__(self, name: str, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["typed"].help_text = _("Type “%(name)s”.") % {"name": name}


class MonthsForm(forms.Form):
    """After how many months."""

    months = forms.IntegerField(label=_("Months"), min_value=1, max_value=MOST_MONTHS)
