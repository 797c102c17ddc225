"""What somebody may ask of the log."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from rapport.apps.accounts.models import Member
from rapport.apps.activity.queries import Filters, actors_of, verbs_of
from rapport.apps.activity.readers import in_words

DATE = forms.DateInput(attrs={"type": "date"})
# Further out, a day in one zone may be a day that no calendar has in another.
BOUNDS = [MinValueValidator(date(1900, 1, 1)), MaxValueValidator(date(2200, 12, 31))]


class FilterForm(forms.Form):
    """Filters of the log; what cannot be read is left out and said at its field."""

    verb = forms.ChoiceField(label=_("What"), required=False)
    actor = forms.ChoiceField(label=_("Who"), required=False)
    since = forms.DateField(label=_("From"), required=False, widget=DATE, validators=BOUNDS)
    until = forms.DateField(label=_("To"), required=False, widget=DATE, validators=BOUNDS)

    def __init__(self, asked: Any, member: Member) -> None:
        super().__init__(asked, auto_id="filter-%s")
        self._zone = member.workspace.zone
        verbs = [(verb, capfirst(in_words(verb))) for verb in verbs_of(member)]
        self.fields["verb"].choices = [("", _("Everything")), *verbs]  # type: ignore[attr-defined]
        self.fields["actor"].choices = [("", _("Everybody")), *actors_of(member)]  # type: ignore[attr-defined]

    def filters(self) -> Filters:
        """What was asked for, days turned into moments of the workspace's zone."""
        self.is_valid()
        asked = self.cleaned_data
        since, until = asked.get("since"), asked.get("until")
        return Filters(
            verb=asked.get("verb", ""),
            actor=asked.get("actor", ""),
            since=datetime.combine(since, time(), self._zone) if since else None,
            until=datetime.combine(until + timedelta(days=1), time(), self._zone) if until else None,
        )
