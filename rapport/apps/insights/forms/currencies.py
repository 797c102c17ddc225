"""Entering a rate of exchange, and how long rates hold on."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rapport.apps.accounts.forms import currency_choices
from rapport.apps.accounts.models import MOST_CARRIED
from rapport.kernel.money import RATE_DIGITS, RATE_PLACES


class RateForm(forms.Form):
    """A day, a currency, and what one unit of it was worth."""

    day = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}))
    currency = forms.ChoiceField(label=_("Currency"))
    rate = forms.DecimalField(label=_("Rate"), max_digits=RATE_DIGITS, decimal_places=RATE_PLACES)

    def __init__(self, *arguments: Any, own: str, **options: Any) -> None:
        super().__init__(*arguments, **options)
        currency: Any = self.fields["currency"]
        currency.choices = [
            (title, [(code, words) for code, words in group if code != own]) for title, group in currency_choices()
        ]
        self.fields["rate"].help_text = _("What one unit of it was worth in %(own)s that day, such as 0.9205.") % {
            "own": own
        }


class CarryForm(forms.Form):
    """For how many days a rate holds on."""

    rates_carried = forms.IntegerField(
        label=_("Days a rate holds on"),
        min_value=0,
        max_value=MOST_CARRIED,
        help_text=_("Markets close at weekends. After so many days without a new rate, amounts wait for one."),
    )
