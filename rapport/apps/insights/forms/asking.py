"""Forms of analyses and of targets."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from rapport.analytics.metric import Metric
from rapport.apps.accounts.models import Member
from rapport.apps.customers.models import Region, Segment
from rapport.apps.insights.analyses import Analysis, Wish
from rapport.apps.insights.models import Target
from rapport.apps.insights.queries.analyses import Asking
from rapport.apps.insights.queries.periods import TITLES
from rapport.apps.insights.queries.subjects import Subject

EVERYBODY = "everybody"
LONGEST_NAME = 120
LONGEST_QUOTED = 40
NOT_WHOLE = "not_whole"


class TargetForm(forms.Form):
    """The value a metric should have."""

    direction = forms.ChoiceField(label="The figure should be", choices=Target.Direction.choices)
    value = forms.DecimalField(label="Value", max_digits=19, decimal_places=4)

    def __init__(
        self, entry: Metric, *arguments: Any, currency: str = "", goal: Target | None = None, **options: Any
    ) -> None:
        super().__init__(*arguments, **options)
        self.in_percent = entry.unit == "share"
        unit = "%" if self.in_percent else currency if entry.unit == "money" else entry.unit
        self.fields["value"].label = f"Value ({unit})"
        self.fields["direction"].initial = "at_most" if entry.better == "down" else "at_least"
        if goal is not None:
            self.fields["direction"].initial = goal.direction
            # Plain digits, without the noughts of the column: 80, not 80.0000.
            self.fields["value"].initial = f"{(goal.value * 100 if self.in_percent else goal.value).normalize():f}"

    @property
    def amount(self) -> Decimal:
        """The value as metrics count: a share as part of one."""
        value: Decimal = self.cleaned_data["value"]
        return value / 100 if self.in_percent else value


class PlaceForm(forms.Form):
    """Which figure a target is for."""

    metric = forms.CharField(max_length=60)
    subject = forms.CharField(max_length=40)
    region = forms.IntegerField(required=False, min_value=1)
    period = forms.CharField(max_length=40, required=False)


class AnalysisForm(forms.Form):
    """Whom an analysis is about, over which period, and its own wishes; its fields are the words of the address.

    What is missing or not among the choices falls back to the default, and is told in `corrected`.
    """

    group = forms.ChoiceField(required=False)
    region = forms.ChoiceField(required=False)
    period = forms.ChoiceField(required=False, choices=list(TITLES.items()))

    def __init__(self, data: Any, member: Member, analysis: Analysis) -> None:
        super().__init__(data)
        self.analysis = analysis
        segments = Segment.objects.of(member).filter(archived_at=None).order_by("name")
        regions = Region.objects.of(member).order_by("name")
        self._offer("group", [(EVERYBODY, "Everybody"), *((f"segment:{s.pk}", s.name) for s in segments)])
        self._offer("region", [("", "all regions"), *((str(r.pk), r.name) for r in regions)])
        for wish in analysis.wishes:
            self.fields[wish.name] = _field_of(wish)
        self.is_valid()

    def asking(self) -> Asking:
        """What is asked."""
        analysis, region = self.analysis, self._chosen("region", "")
        return Asking(
            analysis=analysis,
            subject=Subject.parse(self._chosen("group", EVERYBODY) if analysis.by_group else EVERYBODY),
            region=int(region) if region and analysis.by_region else None,
            period=self._chosen("period", analysis.period) if analysis.by_period else "all-time",
            wishes={wish.name: self._chosen(wish.name, wish.default) for wish in analysis.wishes},
        )

    @property
    def corrected(self) -> list[str]:
        """What was not understood, in words, and what is shown instead."""
        wishes = {wish.name: wish for wish in self.analysis.wishes}
        return [self._corrected(name, wishes.get(name)) for name in self.errors]

    def _corrected(self, name: str, wish: Wish | None) -> str:
        given, field = str(self.data.get(name, ""))[:LONGEST_QUOTED], self.fields[name]
        if wish is not None and isinstance(field, forms.FloatField):
            kind = "a whole number" if self.has_error(name, NOT_WHOLE) else "a number"
            span = f"{kind} from {wish.least:,g} to {wish.most:,g}"
            return f"“{wish.title}” takes {span}, not “{given}”; shown with {wish.default}."
        usual = wish.default if wish else {"group": EVERYBODY, "period": self.analysis.period}.get(name, "")
        shown = dict(getattr(field, "choices", ())).get(usual, usual or "the usual")
        return f"“{wish.title if wish else name.capitalize()}” has no choice “{given}”; shown with “{shown}”."

    @property
    def wish_fields(self) -> list[tuple[Wish, str, forms.Field]]:
        """Each wish with its present value and its field."""
        return [
            (wish, self._chosen(wish.name, wish.default), self.fields[wish.name])
            for wish in self.analysis.wishes
            if not wish.linked
        ]

    @property
    def linked(self) -> list[tuple[str, str]]:
        """Names and values of what links of the answer chose; the form keeps them."""
        chosen = [(wish.name, self._chosen(wish.name, "")) for wish in self.analysis.wishes if wish.linked]
        return [(name, value) for name, value in chosen if value]

    def chosen_group(self) -> str:
        """The group as its value."""
        return self._chosen("group", EVERYBODY)

    def chosen_region(self) -> str:
        """The region as its value."""
        return self._chosen("region", "")

    def chosen_period(self) -> str:
        """The period as its value."""
        return self._chosen("period", self.analysis.period)

    def _chosen(self, name: str, default: str) -> str:
        value = self.cleaned_data.get(name)
        return default if value in (None, "") else f"{value:g}" if isinstance(value, float) else str(value)

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]


def _field_of(wish: Wish) -> forms.Field:
    if wish.linked:
        return forms.CharField(required=False, max_length=LONGEST_NAME)
    if wish.options:
        return forms.ChoiceField(required=False, label=wish.title, choices=list(wish.options))
    ends: Any = {"min_value": wish.least, "max_value": wish.most}
    return forms.FloatField(required=False, label=wish.title, validators=[_whole] if wish.is_whole else [], **ends)


def _whole(number: float) -> None:
    if number != int(number):
        raise ValidationError("A whole number is expected.", code=NOT_WHOLE)
