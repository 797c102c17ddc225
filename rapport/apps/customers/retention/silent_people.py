from datetime import datetime

from django.db.models import Exists, OuterRef, Q

from rapport.kernel.models import WorkspaceQuerySet
from rapport.kernel.personal_data import Place
from rapport.kernel.personal_data import registered as kinds
from rapport.kernel.retention import Retention, rows_of


def _over(workspace_id: int, before: datetime) -> WorkspaceQuerySet:
    """People known for longer than that of whom nothing has come since, and with whom nothing is planned."""
    people = rows_of("customers.Party", workspace_id).filter(kind="person", erased_at=None, created_at__lt=before)
    people = people.filter(Q(first_seen_at=None) | Q(first_seen_at__lt=before))
    for key, moment in (life for entry in kinds() for life in entry.life):
        label, _dot, column = key.rpartition(".")
        later = Q(**{f"{moment}__gte": before}) | Q(**{moment: None}) if moment else Q()
        people = people.exclude(Exists(rows_of(label, workspace_id).filter(later, **{column: OuterRef("pk")})))
    return people


def _remove(rows: WorkspaceQuerySet, change: Place) -> int:
    return 0


silent_people = Retention(
    name="silent_people",
    title="People without any sign of life",
    help="No order, answer, event, call, message, meeting, note or consent since then. Each is erased, for good.",
    months=36,
    over=_over,
    called=str,
    remove=_remove,
    people=True,
    order=1,
)
