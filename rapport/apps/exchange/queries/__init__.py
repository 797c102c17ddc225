"""Questions about imports."""

from rapport.apps.exchange.queries.folders import folders_of
from rapport.apps.exchange.queries.imports import import_of, imports_of, latest_import
from rapport.apps.exchange.queries.issues import good_issues, grid_of, issues_of, open_issues_of, refused_file
from rapport.apps.exchange.queries.mapping import FieldChoice, MappingSheet, mapping_sheet
from rapport.apps.exchange.queries.preview import Preview, preview_of
from rapport.apps.exchange.queries.report import Report, report_of
from rapport.apps.exchange.queries.undoing import remainders_of, undo_of, undo_plan

__all__ = [
    "FieldChoice",
    "MappingSheet",
    "Preview",
    "Report",
    "folders_of",
    "good_issues",
    "grid_of",
    "import_of",
    "imports_of",
    "issues_of",
    "latest_import",
    "mapping_sheet",
    "open_issues_of",
    "preview_of",
    "refused_file",
    "remainders_of",
    "report_of",
    "undo_of",
    "undo_plan",
]
