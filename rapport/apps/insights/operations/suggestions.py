"""A suggestion becomes a segment."""

from __future__ import annotations

from rapport.apps.accounts.models import Member
from rapport.apps.customers.models import Segment
from rapport.apps.customers.operations import create_segment
from rapport.apps.insights.analyses import Suggestion
from rapport.apps.insights.queries.analyses import Analysed, people_behind
from rapport.apps.insights.queries.suggestions import suggestion_of
from rapport.ui import figures


def create_suggested_segment(member: Member, analysis: str, key: str) -> Segment:
    """The segment of a suggestion: by its rule, or a list of those who are in the group today.

    Raises Conflict where the group is no more, or where a segment bears its name.
    """
    member.require("segments.edit")
    found, suggestion = suggestion_of(member, analysis, key)
    title, period = found.asking.analysis.title, found.period.words
    if suggestion.rule is not None:
        words = f"{suggestion.basis[:1].upper()}{suggestion.basis[1:]}. Suggested by “{title}”; follows the data."
        return create_segment(member, name=suggestion.name, rule=suggestion.rule, description=words)
    people = people_behind(member, found.asking, key)
    words = f"Customers who {suggestion.basis}. {_dated(found, suggestion, period)}"
    day = figures.day(found.computed_at.astimezone(member.workspace.zone)) if found.computed_at else ""
    return create_segment(member, name=f"{suggestion.name} ({day})"[:120], party_ids=people, description=words)


def _dated(found: Analysed, suggestion: Suggestion, period: str) -> str:
    note = f", {suggestion.note}" if suggestion.note else ""
    return f"Suggested by “{found.asking.analysis.title}” over {period}{note}; a list as of that day."
