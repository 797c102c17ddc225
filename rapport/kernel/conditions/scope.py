"""For whom and when a tree is asked."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.apps import apps

from rapport.kernel.clock import now
from rapport.kernel.models import WorkspaceQuerySet


@dataclass(frozen=True)
class Scope:
    """One workspace at one moment. Conditions get rows from here, so that they know no model and forget no workspace.

    `kept` holds what was read once for the sentences of several trees. `narrow`, where it is given, leaves of the rows
    only those that tell of the parties asked about; a tree asked in such a scope says nothing of other parties.
    """

    workspace: Any
    moment: datetime = field(default_factory=now)
    kept: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)
    narrow: Callable[[WorkspaceQuerySet], WorkspaceQuerySet] | None = field(default=None, compare=False, repr=False)

    @classmethod
    def of(cls, workspace: Any) -> "Scope":
        """The scope of a workspace as of now; a scope stays what it is."""
        return workspace if isinstance(workspace, Scope) else cls(workspace)

    @property
    def zone(self) -> ZoneInfo:
        """The zone in which the workspace's days begin."""
        return self.workspace.zone  # type: ignore[no-any-return]

    @property
    def today(self) -> date:
        """The current day in the workspace's zone."""
        return self.moment.astimezone(self.zone).date()

    def rows(self, label: str) -> WorkspaceQuerySet:
        """The workspace's rows of a model named like "sales.Order"."""
        found: WorkspaceQuerySet = apps.get_model(label)._default_manager.all()  # type: ignore[assignment]
        rows = found.of(self.workspace)
        return self.narrow(rows) if self.narrow else rows

    def start_of(self, day: date) -> datetime:
        """The first instant of a day in the workspace's zone."""
        return datetime.combine(day, time(), tzinfo=self.zone)

    def end_of(self, day: date) -> datetime:
        """The first instant after a day in the workspace's zone."""
        return self.start_of(day + timedelta(days=1))
