"""The verbs of this room."""

from rapport.apps.exchange.operations.correcting import correct_rows, import_corrected
from rapport.apps.exchange.operations.exporting import Exported, export, export_rows
from rapport.apps.exchange.operations.receiving import receive_file
from rapport.apps.exchange.operations.running import (
    begin_import,
    check_file,
    perform_import,
    run_import,
    try_file,
)
from rapport.apps.exchange.operations.settling import (
    cancel_import,
    change_kind,
    check_import,
    choose_mapping,
    discard_import,
    keep_column,
    reopen_import,
    start_import,
)
from rapport.apps.exchange.operations.tidying import forget_old_files
from rapport.apps.exchange.operations.undoing import perform_undo, run_undo, stop_undo, undo_import
from rapport.apps.exchange.operations.watching import (
    forget_folder,
    look_into_folders,
    pause_folder,
    read_files,
    resume_folder,
    watch_folder,
)

__all__ = [
    "Exported",
    "begin_import",
    "cancel_import",
    "change_kind",
    "check_file",
    "check_import",
    "choose_mapping",
    "correct_rows",
    "discard_import",
    "export",
    "export_rows",
    "forget_folder",
    "forget_old_files",
    "import_corrected",
    "keep_column",
    "look_into_folders",
    "pause_folder",
    "perform_import",
    "perform_undo",
    "read_files",
    "receive_file",
    "reopen_import",
    "resume_folder",
    "run_import",
    "run_undo",
    "start_import",
    "stop_undo",
    "try_file",
    "undo_import",
    "watch_folder",
]
