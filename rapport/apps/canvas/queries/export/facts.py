"""Who the people of a canvas are, in few facts for a file."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext

from rapport.apps.accounts.models import Member
from rapport.apps.canvas.models import Canvas
from rapport.apps.insights.queries import Profile, Subject, profile_for
from rapport.ui.figures import figure, number, percent

SHOWN = 3
# Facts about fewer people than this are facts about persons.
FEWEST = 5


def facts_of(member: Member, canvas: Canvas) -> list[dict[str, Any]]:
    """Titles with their parts, each a name and a number; none for whoever may not see figures, or for one customer."""
    if not member.may("metrics.view") or canvas.subject_kind == Canvas.Subject.PARTY:
        return []
    profile = profile_for(member, Subject.parse(canvas.figures_subject), region=canvas.region_id)
    if profile.size < FEWEST:
        return []
    return [_size(profile), *_groups(profile), *_products(profile)]


def _size(profile: Profile) -> dict[str, Any]:
    share = "" if profile.share is None else percent(profile.share, 1)
    return {"title": gettext("Customers"), "parts": [[number(profile.size), share]]}


def _groups(profile: Profile) -> list[dict[str, Any]]:
    return [
        {"title": title, "parts": [[part.title, percent(part.share or 0)] for part in parts[:SHOWN]]}
        for title, _words, parts in profile.groups
        if parts
    ]


def _products(profile: Profile) -> list[dict[str, Any]]:
    parts = [[part.title, figure(part.count, profile.currency)] for part in profile.products[:SHOWN]]
    return [{"title": gettext("Top products"), "parts": parts}] if parts else []
