"""Deciding about an import: what the columns mean, when it starts, whether it stops."""

from typing import Any

from rapport.apps.accounts.models import Member
from rapport.apps.activity.operations import Change, Subject, recorded
from rapport.apps.customers.operations import create_field
from rapport.apps.exchange.importers import importer_of, importers
from rapport.apps.exchange.importers._for_member import OWN
from rapport.apps.exchange.models import Import, RememberedMapping
from rapport.apps.exchange.operations.receiving import header_digest, proposal, sample_of
from rapport.apps.exchange.operations.running import check_file, perform_import
from rapport.apps.exchange.queries import import_of
from rapport.apps.exchange.readers import open_table
from rapport.apps.exchange.recipes.conventions import check_options, options_of
from rapport.apps.exchange.recipes.mapping import check_mapping, check_match_columns
from rapport.kernel import jobs
from rapport.kernel.bulk import delete_rows
from rapport.kernel.clock import now
from rapport.kernel.errors import Conflict, Refused
from rapport.kernel.jobs.models import Job


def change_kind(member: Member, import_id: int, kind: str) -> Import:
    """Read the file as something else; the columns are matched anew."""
    member.require("imports.run")
    draft = draft_of(member, import_id)
    if kind not in importers:
        raise Refused(f"There is no import of “{kind[:40]}”. There is: {', '.join(importers.names())}.", place="kind")
    table = open_table(file_of(draft))
    found = proposal(member, importer_of(member, kind), table.columns, sample_of(table))
    return _changed(member, draft, "import.mapped", kind=kind, trial=None, **found)


def choose_mapping(member: Member, import_id: int, *, mapping: dict[str, str], options: dict[str, str]) -> Import:
    """Say which column feeds which field, and how the file writes dates and numbers.

    Raises Refused naming what is missing and which columns there are. The choice is remembered for the next file
    with the same header.
    """
    member.require("imports.run")
    draft = draft_of(member, import_id)
    importer = importer_of(member, draft.kind)
    chosen = check_mapping(importer, mapping, draft.columns)
    settled = check_options({**draft.options, **options}, options_of(importer, chosen))
    check_match_columns(importer, chosen, settled)
    doubts = [name for name in draft.doubts if name not in options]
    if chosen == draft.mapping and settled == draft.options and doubts == draft.doubts:
        return draft
    return _changed(member, draft, "import.mapped", mapping=chosen, options=settled, doubts=doubts, trial=None)


def keep_column(member: Member, import_id: int, *, column: str, kind: str) -> Import:
    """Make a field of the workspace's own of a column that has none, and read the column into it."""
    member.require("imports.run")
    draft = draft_of(member, import_id)
    importer = importers.get(draft.kind)
    if not importer.party_kind:
        raise Refused("Only people and companies have fields of your own.", place="column")
    if column not in draft.columns or column in draft.mapping.values():
        raise Refused("This column is not in the file, or is read already.", place="column")
    with recorded(member.actor, "import.mapped", topics=["imports", draft.topic]) as change:
        field = create_field(member, title=column[:80], kind=kind, used_for=importer.party_kind)
        draft = draft_of(member, import_id, lock=True)
        change.about("import", draft.pk, draft.file_name)
        mapping = {**draft.mapping, f"{OWN}{field.key}": column}
        options = check_options(draft.options, options_of(importer_of(member, draft.kind), mapping))
        _put(draft, mapping=mapping, options=options, trial=None)
    return draft


def check_import(member: Member, import_id: int) -> Import:
    """Have the whole file read and judged in the background, without writing anything."""
    member.require("imports.run")
    with recorded(member.actor, "import.checked", topics=["imports"]) as change:
        draft = _ready_draft(member, import_id)
        _enqueue(member, draft, check_file, f"Check {draft.file_name}", Import.Status.CHECKING, change)
    return draft


def start_import(member: Member, import_id: int) -> Import:
    """Have the file imported in the background."""
    member.require("imports.run")
    with recorded(member.actor, "import.started", topics=["imports"]) as change:
        draft = _ready_draft(member, import_id)
        _remember(member, draft)
        _enqueue(member, draft, perform_import, f"Import {draft.file_name}", Import.Status.WAITING, change)
    return draft


def cancel_import(member: Member, import_id: int) -> Import:
    """Stop an import after the portion under way; what was read stays, and the file can be imported again."""
    member.require("imports.run")
    with recorded(member.actor, "import.cancelled", topics=["imports", f"import:{import_id}"]) as change:
        running = import_of(member, import_id, lock=True)
        change.about("import", running.pk, running.file_name)
        if not running.is_at_work:
            raise Conflict("This import is not running any more.", code="not-running")
        job = Job.objects.of(member).filter(pk=running.job).first() if running.job else None
        if job is not None:
            jobs.cancel(job, by=str(member))
            job.refresh_from_db()
        if job is None or job.status not in (Job.Status.WAITING, Job.Status.RUNNING):
            _stop_here(running)
    return running


def reopen_import(member: Member, import_id: int) -> Import:
    """Make a draft again of an import that was refused, failed or cancelled, as long as its file is kept."""
    member.require("imports.run")
    with recorded(member.actor, "import.reopened", topics=["imports", f"import:{import_id}"]) as change:
        again = import_of(member, import_id, lock=True)
        change.about("import", again.pk, again.file_name)
        if again.status not in (Import.Status.REFUSED, Import.Status.FAILED, Import.Status.CANCELLED):
            raise Conflict("Only an import that stopped can be set up again.", code="not-stopped")
        file_of(again)
        counts = dict.fromkeys(("accepted", "refused", "created", "updated", "unchanged", "steps_done"), 0)
        again.issues.filter(workspace_id=member.workspace_id).delete()
        fresh: dict[str, Any] = {"status": Import.Status.DRAFT, "extra": {}, "message": ""}
        empty = dict.fromkeys(("rows", "started_at", "finished_at", "job"))
        _put(again, **fresh, **counts, **empty)
    return again


def discard_import(member: Member, import_id: int) -> None:
    """Throw a draft away together with its file."""
    member.require("imports.run")
    with recorded(member.actor, "import.discarded", topics=["imports"]) as change:
        draft = draft_of(member, import_id, lock=True)
        change.about("import", draft.pk, draft.file_name)
        path = draft.path
        delete_rows(Import.objects.of(member).filter(pk=draft.pk))
    if path is not None:
        path.unlink(missing_ok=True)


def draft_of(member: Member, import_id: int, *, lock: bool = False) -> Import:
    """The import, which must still be a draft."""
    draft = import_of(member, import_id, lock=lock)
    if not draft.is_draft:
        raise Conflict("This import has been started; its columns can no longer be changed.", code="started")
    return draft


def file_of(source: Import) -> Any:
    """The path of the kept file. Raises Refused when it is gone."""
    path = source.path
    if path is None or not path.exists():
        raise Refused("The file is no longer kept. Choose it again.", code="file-gone")
    return path


def _ready_draft(member: Member, import_id: int) -> Import:
    draft = import_of(member, import_id, lock=True)
    if not draft.is_draft:
        raise Conflict("This import has been started already.", code="started")
    file_of(draft)
    check_mapping(importer_of(member, draft.kind), draft.mapping, draft.columns)
    return draft


def _enqueue(member: Member, draft: Import, task: Any, title: str, status: str, change: Change) -> None:
    """In the caller's transaction: the job exists exactly if the import says so."""
    key = f"import:{draft.pk}"
    job = jobs.enqueue(
        task,
        workspace=member,
        actor=member.actor,
        title=title,
        unique_key=key,
        member_id=member.pk,
        import_id=draft.pk,
    )
    draft.status, draft.job, draft.touched_at = status, job.pk, now()
    draft.save(update_fields=["status", "job", "touched_at"])
    change.about("import", draft.pk, draft.file_name)
    change.topics.append(draft.topic)


def _remember(member: Member, draft: Import) -> None:
    RememberedMapping.objects.update_or_create(
        workspace_id=member.workspace_id,
        kind=draft.kind,
        header_digest=header_digest(draft.columns),
        defaults={"mapping": draft.mapping, "options": draft.options, "used_at": now()},
    )


def _changed(member: Member, source: Import, verb: str, **values: Any) -> Import:
    subject = Subject("import", source.pk, source.file_name)
    with recorded(member.actor, verb, subject=subject, topics=["imports", source.topic]):
        # It was looked at outside: whoever started or discarded it meanwhile comes first.
        draft = draft_of(member, source.pk, lock=True)
        _put(draft, **values)
    return draft


def _put(source: Import, **values: Any) -> None:
    for name, value in values.items():
        setattr(source, name, value)
    source.touched_at = now()
    source.save(update_fields=[*values, "touched_at"])


def _stop_here(source: Import) -> None:
    if source.status == Import.Status.CHECKING:
        source.status = Import.Status.DRAFT
    else:
        source.status, source.finished_at = Import.Status.CANCELLED, now()
    source.save(update_fields=["status", "finished_at"])
