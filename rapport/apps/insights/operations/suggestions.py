"""A suggestion becomes a segment."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext as _

from rapport.apps.accounts.models import Member
from rapport.apps.customers.models import Segment
from rapport.apps.customers.operations import create_segment
from rapport.apps.insights.analyses import Suggestion
from rapport.apps.insights.queries.analyses import Analysed, people_behind
from rapport.apps.insights.queries.suggestions import list_name, suggestion_of


def create_suggested_segment(
    member: Member, analysis: str, key: str, *, progress: Callable[[str], None] = lambda _words: None
) -> Segment:
    """The segment of a suggestion: by its rule, or a list of those who are in the group today.

    A list is looked up among all customers, which takes its time: `progress` is told each step. Raises Conflict where
    the group is no more, or where a segment bears its name.
    """
    member.require("segments.edit")
    found, suggestion = suggestion_of(member, analysis, key)
    title, period = found.asking.analysis.title, found.period.words
    if suggestion.rule is not None:
        words = f"{suggestion.basis[:1].upper()}{suggestion.basis[1:]}. Suggested by “{title}”; follows the data."
        return create_segment(member, name=suggestion.name, rule=suggestion.rule, description=words)
    progress(_("Looking up who is in the group"))
    people = people_behind(member, found.asking, key, progress=progress)
    progress(_("Writing the list"))
    words = f"Customers who {suggestion.basis}. {_dated(found, suggestion, period)}"
    return create_segment(member, name=list_name(member, found, suggestion), party_ids=people, description=words)


def _dated(found: Analysed, suggestion: Suggestion, period: str) -> str:
    note = f", {suggestion.note}" if suggestion.note else ""
    return f"Suggested by “{found.asking.analysis.title}” over {period}{note}; a list as of that day."
