"""The form of the explorer: a sentence, and further choices behind it; its fields are the words of the address."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django import forms

from rapport.apps.accounts.models import Member
from rapport.apps.customers.models import Region, Segment
from rapport.apps.insights.forms.asking import EVERYBODY, LONGEST_QUOTED
from rapport.apps.insights.queries.cuts import GRAINS, Cut, dimension_title, dimensions_of
from rapport.apps.insights.queries.definitions import metric as metric_of
from rapport.apps.insights.queries.definitions import metric_titles
from rapport.apps.insights.queries.periods import DEFAULT, TITLES
from rapport.apps.insights.queries.picking import first_metric

EACH = "each"
WHOLE = "none"
FIRST_SEGMENTS = 6
MEMBERS = [("as_of", "who are members today"), ("period_end", "who were members at each period's end")]
COMPARED = [("before", "the period before"), ("groups", "the other groups")]
SAID_AS = {"by": "Break down by", "only": "Only these regions", "apart": "Taken apart by", "grain": "Stretch of time"}
# The address leaves out what is as usual.
USUAL = {"grain": "month", "members": "as_of", "compare": "before", "period": ""}
Choices = Sequence[tuple[str, str]]


class CutForm(forms.Form):
    """What the explorer shows. What is missing or not among the choices falls back to the default."""

    metric = forms.ChoiceField(required=False)
    group = forms.MultipleChoiceField(required=False, label="Groups")
    region = forms.ChoiceField(required=False)
    only = forms.MultipleChoiceField(required=False, label="Only these regions")
    period = forms.ChoiceField(required=False, choices=list(TITLES.items()))
    grain = forms.ChoiceField(required=False, choices=[*GRAINS.items(), (WHOLE, "whole period only")])
    by = forms.ChoiceField(required=False)
    apart = forms.ChoiceField(required=False)
    members = forms.ChoiceField(required=False, choices=MEMBERS)
    compare = forms.ChoiceField(required=False, choices=COMPARED)
    steady = forms.BooleanField(required=False)

    def __init__(self, data: Any, member: Member) -> None:
        self.fresh = not any(name in data for name in ("metric", "group", "region", "period"))
        super().__init__(data)
        self.segments = list(Segment.objects.of(member).filter(archived_at=None).order_by("name"))
        self.regions = [(str(region.pk), region.name) for region in Region.objects.of(member).order_by("name")]
        self._offer("metric", list(metric_titles().items()))
        self._offer("group", [(EVERYBODY, "Everybody"), *((str(s.pk), s.name) for s in self.segments)])
        self._offer("region", [("", "all regions"), (EACH, "each region"), *self.regions])
        self._offer("only", self.regions)
        said = data.get("metric")
        self.begins_with = said if said in metric_titles() else first_metric(member)
        named = [(name, dimension_title(name)) for name in dimensions_of(metric_of(self.begins_with))]
        self._offer("by", [("", "nothing further"), *named])
        self._offer("apart", [("", "not"), ("region", "region"), ("segment", "segment"), *named])
        self.is_valid()

    def cut(self) -> Cut:
        """The cut asked for; without any choice the first metric of everybody and the first segments."""
        groups = self._groups()
        region = self._said("region")
        return Cut(
            metric=self.begins_with,
            segments=tuple(int(group) for group in groups if group != EVERYBODY),
            everybody=EVERYBODY in groups,
            regions=(int(region),) if region.isdigit() else tuple(int(one) for one in self._list("only")),
            by_region=region == EACH,
            grain=None if self._said("grain") == WHOLE else self._said("grain") or "month",  # type: ignore[arg-type]
            breakdown=self._said("by"),
            members=self._said("members") or "as_of",  # type: ignore[arg-type]
            compare=self._said("compare") or "before",  # type: ignore[arg-type]
            steady=bool(self.cleaned_data.get("steady")),
            apart=self._said("apart"),
            period=self._said("period") or DEFAULT,
        )

    def corrected(self, cut: Cut) -> list[str]:
        """What of the address was not understood, in words, and what is shown instead."""
        return [self._corrected(name, cut) for name in self.errors]

    def _corrected(self, name: str, cut: Cut) -> str:
        given, title = str(self.data.get(name, ""))[:LONGEST_QUOTED], SAID_AS.get(name, name.capitalize())
        shown = {"metric": metric_of(cut.metric).title, "period": TITLES[cut.period], "group": "Everybody"}
        instead = {**shown, "grain": "month"}.get(name)
        return f"“{title}” has no choice “{given}”; " + (f"shown with “{instead}”." if instead else "it is left out.")

    def groups(self, cut: Cut) -> list[tuple[str, str, str, bool]]:
        """Every group one can choose: its value, name and hue, and whether the cut has it."""
        everybody = (EVERYBODY, "Everybody", "slate", cut.everybody)
        return [everybody, *((str(s.pk), s.name, s.hue, s.pk in cut.segments) for s in self.segments)]

    def chosen_region(self, cut: Cut) -> str:
        """The region as its value in the sentence."""
        return EACH if cut.by_region else self._said("region")

    def address(self, cut: Cut, **instead: str) -> str:
        """The words of the address that bring this cut again; `instead` replaces some of them, "" leaves one out."""
        pairs = [("group", value) for value, _, _, is_chosen in self.groups(cut) if is_chosen]
        pairs += [("only", one) for one in self._list("only")]
        single = {
            "metric": cut.metric,
            "region": self.chosen_region(cut),
            "period": cut.period,
            "grain": cut.grain or WHOLE,
            "by": cut.breakdown,
            "apart": cut.apart,
            "members": cut.members,
            "compare": cut.compare,
            "steady": "on" if cut.steady else "",
        }
        said = {**single, **instead}
        worth_saying = [(name, value) for name, value in said.items() if value and USUAL.get(name) != value]
        return urlencode([*worth_saying, *pairs])

    def _groups(self) -> list[str]:
        groups = self._list("group")
        if groups:
            return groups
        first = [str(segment.pk) for segment in self.segments[:FIRST_SEGMENTS]] if self.fresh else []
        return [EVERYBODY, *first]

    def _list(self, name: str) -> list[str]:
        return list(self.cleaned_data.get(name) or [])

    def _said(self, name: str) -> str:
        return str(self.cleaned_data.get(name) or "")

    def _offer(self, name: str, choices: Choices) -> None:
        self.fields[name].choices = list(choices)  # type: ignore[attr-defined]
