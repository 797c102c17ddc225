"""Rules for duplicates as a form: lines joined by "and", each of one comparison or another."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from rapport.apps.customers.comparisons import Comparison, comparisons
from rapport.apps.customers.models import Party

LINES = 6
ALTERNATIVES = 2
DEGREES = [(f"{percent / 100:.2f}", f"{percent} %") for percent in (70, 75, 80, 82, 85, 88, 90, 92, 94, 95, 97, 100)]


class RuleForm(forms.Form):
    """Name and weight of a rule; what it compares is read by `read_tree`."""

    name = forms.CharField(label=_("Name"), max_length=80)
    weight = forms.FloatField(
        label=_("How sure"),
        min_value=0.01,
        max_value=1,
        help_text=_("From 0 to 1: how often two records are the same when the rule holds."),
    )
    paused = forms.BooleanField(label=_("Paused"), required=False)


@dataclass(frozen=True, slots=True)
class Slot:
    """One comparison in the form."""

    name: str
    chosen: str
    at_least: str
    offered: list[Comparison]

    degrees = DEGREES

    @property
    def is_graded(self) -> bool:
        """Can it be more or less alike?"""
        return any(one.name == self.chosen and one.is_graded for one in self.offered)


def read_tree(posted: QueryDict) -> dict[str, Any]:
    """The rule that was put together on the screen; empty slots are left out."""
    parts = []
    for line in range(LINES):
        leaves = [leaf for place in range(ALTERNATIVES) if (leaf := _leaf(posted, f"part-{line}-{place}"))]
        if leaves:
            parts.append(leaves[0] if len(leaves) == 1 else {"any": leaves})
    return {"all": parts}


def slots_of(tree: dict[str, Any], kind: str) -> list[list[Slot]]:
    """The form's lines for a rule; a rule that is deeper than the form shows what fits."""
    offered = [one for one in comparisons if kind in one.applies_to]
    lines = [_alternatives(part) for part in tree.get("all", [tree] if tree else [])]
    empty: list[dict[str, Any]] = [{}] * ALTERNATIVES
    return [
        [_slot(f"part-{line}-{place}", leaf, offered) for place, leaf in enumerate((*leaves, *empty)[:ALTERNATIVES])]
        for line, leaves in enumerate([*lines, *[[]] * LINES][:LINES])
    ]


def kind_of(posted: QueryDict) -> str:
    """For which records the rule is."""
    return Party.Kind.COMPANY if posted.get("applies_to") == "company" else Party.Kind.PERSON


def _alternatives(part: dict[str, Any]) -> list[dict[str, Any]]:
    leaves = part.get("any", [part])
    return [leaf for leaf in leaves if "comparison" in leaf]


def _slot(name: str, leaf: dict[str, Any], offered: list[Comparison]) -> Slot:
    chosen = leaf.get("comparison", "")
    known = {one.name: one.least for one in offered}
    return Slot(name, chosen, f"{leaf.get('at_least', known.get(chosen, 0.88)):.2f}", offered)


def _leaf(posted: QueryDict, name: str) -> dict[str, Any] | None:
    chosen = posted.get(f"{name}-comparison", "")
    if not chosen:
        return None
    graded = chosen in comparisons and comparisons.get(chosen).is_graded
    try:
        degree = {"at_least": float(posted.get(f"{name}-at_least", ""))} if graded else {}
    except ValueError:
        degree = {}
    return {"comparison": chosen, **degree}
