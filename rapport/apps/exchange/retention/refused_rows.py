from datetime import datetime

from rapport.kernel.bulk import delete_rows
from rapport.kernel.models import WorkspaceQuerySet
from rapport.kernel.personal_data import Place
from rapport.kernel.retention import Retention, rows_of


def _over(workspace_id: int, before: datetime) -> WorkspaceQuerySet:
    return rows_of("exchange.ImportIssue", workspace_id).filter(source__finished_at__lt=before)


def _remove(rows: WorkspaceQuerySet, change: Place) -> int:
    ids = list(rows.order_by().values_list("pk", flat=True))
    return delete_rows(rows_of("exchange.ImportIssue", change.workspace_id).filter(pk__in=ids))


refused_rows = Retention(
    name="refused_rows",
    title="Refused rows of imports",
    help="Rows that wait to be put right. The counts of the import stay. Its file goes after two weeks in any case.",
    months=6,
    over=_over,
    called=lambda issue: f"line {issue.line}: {issue.reason}",  # type: ignore[attr-defined]
    remove=_remove,
    order=40,
)
