"""Records of other tools that go after some months."""

from datetime import datetime

from rapport.apps.tracking.record_kinds import RecordKind
from rapport.kernel.bulk import delete_rows
from rapport.kernel.models import WorkspaceQuerySet
from rapport.kernel.personal_data import Place
from rapport.kernel.retention import Retention, rows_of
from rapport.kernel.tombstones import leave_tombstones


def of_records(kind: RecordKind, *, months: int, order: int) -> Retention:
    """The retention of a kind of record, by its moment."""

    def over(workspace_id: int, before: datetime) -> WorkspaceQuerySet:
        return rows_of(kind.label, workspace_id).filter(**{f"{kind.moment}__lt": before})

    def called(record: object) -> str:
        return f"{getattr(record, kind.moment):%Y-%m-%d} {record}"

    def remove(rows: WorkspaceQuerySet, change: Place) -> int:
        """The figures of that time forget them too."""
        ids = list(rows.order_by().values_list("pk", flat=True))
        leave_tombstones(rows.model, ids, workspace_id=change.workspace_id, change=change.sequence)
        return delete_rows(rows_of(kind.label, change.workspace_id).filter(pk__in=ids))

    return Retention(
        name=kind.name,
        title=f"{kind.title} from other tools",
        help="Figures about that time change: what is deleted is counted no more.",
        months=months,
        over=over,
        called=called,
        remove=remove,
        order=order,
    )
