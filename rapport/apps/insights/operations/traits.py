"""What analyses say of single customers, written down to the customers so that rules and other rooms can read it."""

from __future__ import annotations

from rapport.apps.accounts.models import Workspace
from rapport.apps.customers.operations import write_traits
from rapport.apps.insights.analyses import Analysis, analyses
from rapport.apps.insights.queries.analyses import Place
from rapport.apps.insights.queries.cache import Asked, keep, look_up, state_of
from rapport.apps.insights.queries.figures import FAILURES
from rapport.apps.insights.queries.suggestions import usual_asking
from rapport.kernel.clock import now

KIND = "traits"
# Everybody is asked about, so memberships change nothing.
READ = ("orders", "customers")


def write_down_traits(workspace: Workspace) -> dict[str, int]:
    """Bring every trait up to date; returns how many customers' values changed, by trait.

    Nothing is worked out where orders, customers and day are those of the last time.
    """
    changed: dict[str, int] = {}
    for entry in analyses:
        if entry.traits is not None:
            changed |= _write_down(workspace, entry)
    return changed


def _write_down(workspace: Workspace, entry: Analysis) -> dict[str, int]:
    place = Place.of(workspace, usual_asking(entry))
    if place.known is None or entry.traits is None:
        return {}
    asked = Asked(KIND, place.about, place.asking.period, f"{entry.name}.{entry.version}")
    state = state_of(place.tables, READ, place.choice.end.isoformat())
    found = look_up(workspace, asked, state, noted=False)
    if found is not None and found.holds:
        return {}
    try:
        traits = entry.traits(place.study())
    except FAILURES as failure:
        keep(workspace, asked, state, {"refused": str(failure)}, now(), noted=True)
        return {}
    period = (place.choice.start, place.choice.end)
    changed = {name: write_traits(workspace, name, values, period=period) for name, values in traits.items()}
    keep(workspace, asked, state, {"changed": changed}, now(), noted=True)
    return changed
