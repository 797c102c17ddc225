"""Making the lake forget somebody who was erased: tables hold only what is true now, and old files go."""

from __future__ import annotations

from rapport.apps.customers.operations import note_in_report
from rapport.apps.insights.extracts import by_table
from rapport.apps.insights.lake.tables import LakeFiles, lake_folder
from rapport.apps.insights.models import MetricResult
from rapport.apps.insights.operations.extraction import extract
from rapport.apps.insights.operations.tidying import settle_table
from rapport.kernel.personal_data import Outcome


def forget_in_lake(workspace_id: int, party_id: int, request_id: int) -> list[str]:
    """Bring the lake up to date and write every table anew without earlier states of its rows.

    Figures kept of this one person go too. Files of the states before stay for an hour, for whoever is reading them;
    `sweep_lake` takes them away then. Returns the tables that were written anew.
    """
    extract(workspace_id)
    folder = lake_folder(workspace_id)
    tables = [(name, LakeFiles.at(folder / name)) for name, _entries in by_table()]
    settled = [name for name, table in tables if table.exists and settle_table(workspace_id, name, table)]
    gone, _by_model = MetricResult.objects.of(workspace_id).filter(subject=f"customer:{party_id}").delete()
    note_in_report(workspace_id, request_id, "lake", Outcome(deleted=gone, emptied=len(settled)))
    return settled
