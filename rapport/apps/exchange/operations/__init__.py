"""The verbs of this room."""

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
    reopen_import,
    start_import,
)
from rapport.apps.exchange.operations.tidying import forget_old_files
from rapport.apps.exchange.operations.undoing import perform_undo, run_undo, stop_undo, undo_import

__all__ = [
    "begin_import",
    "cancel_import",
    "change_kind",
    "check_file",
    "check_import",
    "choose_mapping",
    "discard_import",
    "forget_old_files",
    "perform_import",
    "perform_undo",
    "receive_file",
    "reopen_import",
    "run_import",
    "run_undo",
    "start_import",
    "stop_undo",
    "try_file",
    "undo_import",
]
