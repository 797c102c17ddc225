"""What somebody asks of the list in its address: a saved view, and what differs from it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from rapport.apps.customers.models import SavedView
from rapport.apps.customers.queries.columns import DEFAULT_COLUMNS
from rapport.apps.customers.queries.lists import PartyFilter
from rapport.kernel.conditions import ConditionError, Scope, parse
from rapport.kernel.ids import number_in

LONGEST_RULE = 20_000
MOST_SELECTED = 1_000
# The sorts of addresses that were sent to colleagues before columns had names of their own.
FORMER_SORTS = {"new": "created_at", "-new": "-created_at"}
ASKED = ("view", "q", "kind", "region", "tag", "segment", "archived", "rule", "sort", "layout")


@dataclass(frozen=True)
class Asked:
    """The list as it is asked for: the view it begins from, what is filtered, the columns, table or cards.

    `problem` says what is wrong with a rule in the address; then it is not applied.
    """

    filter: PartyFilter
    columns: tuple[str, ...]
    layout: str
    view: SavedView | None
    query: str
    problem: str = ""

    @property
    def differs(self) -> bool:
        """Is there something to save?"""
        if self.view is None:
            return bool(self.filter.rule) or self.columns != DEFAULT_COLUMNS or self.filter.sort != "name"
        kept = (self.view.rule, tuple(self.view.columns), self.view.sort, self.view.layout)
        return kept != (self.filter.rule, self.columns, self.filter.sort, self.layout)

    @property
    def parameters(self) -> list[tuple[str, str]]:
        """The parts of the address."""
        return parse_qsl(self.query, keep_blank_values=True)

    def sentence(self, workspace: Any) -> str:
        """The rule in words."""
        return parse(self.filter.rule).sentence(Scope.of(workspace)) if self.filter.rule else ""


def read_asked(asked: QueryDict, view: SavedView | None) -> Asked:
    """The list from its address, over what the view holds."""
    rule, problem = _rule(asked, view)
    sort = asked.get("sort", view.sort if view else "name")
    wanted = PartyFilter(
        search=asked.get("q", "").strip(),
        kind=asked.get("kind", ""),
        region_id=number_in(asked.get("region")),
        tag_id=number_in(asked.get("tag")),
        segment_id=number_in(asked.get("segment")),
        archived=asked.get("archived") == "1",
        rule=rule,
        sort=FORMER_SORTS.get(sort, sort),
    )
    columns = [key for text in asked.getlist("columns") for key in text.split(",") if key]
    kept = tuple(columns or (view.columns if view else ()) or DEFAULT_COLUMNS)
    layout = asked.get("layout", view.layout if view else SavedView.Layout.TABLE)
    layout = layout if layout in SavedView.Layout.values else SavedView.Layout.TABLE
    return Asked(wanted, kept, layout, view, _query(asked, columns), problem)


def rule_of(asked: Asked, names: Mapping[str, str]) -> dict[str, Any]:
    """The rule with the quick filters as conditions in it: what a view keeps. `names` are those of region and tag."""
    wanted = asked.filter
    quick = [
        _leaf("kind", wanted.kind),
        _leaf("region", names.get("region", "")),
        _leaf("tag", names.get("tag", "")),
        _leaf("in_segment", wanted.segment_id),
    ]
    parts = [*([wanted.rule] if wanted.rule else []), *(leaf for leaf in quick if leaf)]
    if not parts:
        return {}
    return parts[0] if len(parts) == 1 else {"all": parts}


def selection(posted: QueryDict, asked: Asked) -> PartyFilter:
    """Those that were ticked, or everybody the list means."""
    if posted.get("matching") == "1":
        return asked.filter
    ids = [number_in(text) for text in posted.getlist("party")[:MOST_SELECTED]]
    chosen = tuple(party_id for party_id in ids if party_id is not None)
    return PartyFilter(ids=chosen, archived=asked.filter.archived, sort=asked.filter.sort)


class ViewForm(forms.Form):
    """The name of a view, and whether others see it."""

    name = forms.CharField(label=_("Name"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    shared = forms.BooleanField(
        label=_("Show it to everybody in the workspace"), required=False, help_text=_("Each sees the records they may.")
    )


def _rule(asked: QueryDict, view: SavedView | None) -> tuple[dict[str, Any], str]:
    if "rule" not in asked:
        return (view.rule if view else {}), ""
    text = asked.get("rule", "")
    if not text:
        return {}, ""
    try:
        tree = json.loads(text) if len(text) <= LONGEST_RULE else None
        return parse(tree).tree(), ""
    except (ValueError, RecursionError):
        return {}, str(_("The filter in this address is damaged and was left out."))
    except ConditionError as refused:
        return {}, refused.message


def _leaf(condition: str, value: Any) -> dict[str, Any]:
    return {"condition": condition, "operator": "is", "value": value} if value else {}


def _query(asked: QueryDict, columns: list[str]) -> str:
    """The address without the place in the list: what actions on the whole list are sent with."""
    said = {name: value for name, value in asked.items() if name in ASKED}
    return urlencode(said | ({"columns": ",".join(columns)} if columns else {}))
