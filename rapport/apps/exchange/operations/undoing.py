"""Taking an import back: portion by portion as the log tells, from the last to the first."""

from collections.abc import Callable, Collection, Iterable
from typing import Any

from django.db.models import QuerySet
from django_tasks import task

from rapport.apps.accounts.models import Member
from rapport.apps.accounts.operations import take_back_rates
from rapport.apps.activity.models import Activity
from rapport.apps.activity.operations import Change, Subject, recorded
from rapport.apps.customers.operations import take_back_answers, take_back_parties, take_back_regions
from rapport.apps.exchange.models import Import, ImportUndo, UndoRemainder
from rapport.apps.exchange.operations.running import Overtaken, Tell
from rapport.apps.exchange.queries import import_of
from rapport.apps.exchange.queries.undoing import portions_of
from rapport.apps.feedback.operations import take_back_responses
from rapport.apps.sales.operations import take_back_orders, take_back_products
from rapport.apps.tracking.operations import take_back_records
from rapport.apps.tracking.record_kinds import catalogue as record_kinds
from rapport.kernel import jobs
from rapport.kernel.bulk import chunks
from rapport.kernel.clock import now
from rapport.kernel.errors import Conflict, Refused
from rapport.kernel.jobs.models import Job
from rapport.kernel.undoing import TakenBack, Undoing

TAKING_BACK: dict[str, Callable[[Change, dict[str, Any], Undoing], TakenBack]] = {
    "parties.imported": take_back_parties,
    "consents.imported": take_back_answers,
    "regions.created": take_back_regions,
    "orders.imported": take_back_orders,
    "rates.changed": take_back_rates,
    "products.imported": take_back_products,
    "responses.imported": take_back_responses,
} | {f"{kind.name}.imported": take_back_records for kind in record_kinds}
RIGHTS = {
    "orders": "orders.edit",
    "products": "orders.edit",
    "rates": "workspace.manage",
    "responses": "responses.edit",
}
RIGHTS |= {kind.name: kind.right for kind in record_kinds}
MOST_LISTED = 10_000
OVER = (Import.Status.DONE, Import.Status.CANCELLED, Import.Status.FAILED, Import.Status.REFUSED)


def undo_import(member: Member, import_id: int) -> ImportUndo:
    """Have an import taken back in the background; one that was stopped half-way goes on where it was."""
    member.require("imports.run")
    with recorded(member.actor, "import.undo_started", topics=["imports", f"import:{import_id}"]) as change:
        source = import_of(member, import_id, lock=True)
        change.about("import", source.pk, source.file_name)
        undo = _begun(member, source)
        undo.job = jobs.enqueue(
            perform_undo,
            workspace=member,
            actor=member.actor,
            title=f"Undo import of {source.file_name}"[:200],
            unique_key=f"import:{source.pk}",
            member_id=member.pk,
            undo_id=undo.pk,
        ).pk
        undo.save(update_fields=["job"])
    return undo


def stop_undo(member: Member, import_id: int) -> None:
    """Stop taking back after the portion under way; what was taken back stays so."""
    member.require("imports.run")
    source = import_of(member, import_id)
    with recorded(member.actor, "import.undo_stopped", topics=["imports", source.topic]) as change:
        change.about("import", source.pk, source.file_name)
        undo = ImportUndo.objects.of(member).select_for_update().filter(source=source).first()
        if undo is None or not undo.is_at_work:
            raise Conflict("This import is not being undone.", code="not-running")
        job = Job.objects.of(member).filter(pk=undo.job).first()
        if job is not None:
            jobs.cancel(job, by=str(member))
            job.refresh_from_db()
        if job is None or not job.is_open:
            _put(undo, status=ImportUndo.Status.CANCELLED, finished_at=now())


@task(queue_name=jobs.LONG)
def perform_undo(member_id: int, undo_id: int) -> None:
    """The job of undoing an import."""
    member = Member.objects.select_related("workspace", "user").get(pk=member_id)
    undo = ImportUndo.objects.of(member).select_related("source").filter(pk=undo_id).first()
    if undo is not None:
        run_undo(member, undo, tell=jobs.progress, stop=jobs.cancelled)


def run_undo(member: Member, undo: ImportUndo, *, tell: Tell, stop: Callable[[], bool]) -> ImportUndo:
    """Take portion after portion back, from where it stopped if it stopped."""
    if not undo.is_at_work:
        return undo
    _put(undo, status=ImportUndo.Status.RUNNING, started_at=undo.started_at or now())
    portions = portions_of(undo.source)
    try:
        while (portion := _next(portions, undo)) is not None:
            tell(undo.portions_done, undo.portions, "Taking back")
            if stop():
                return _end(member, undo, ImportUndo.Status.CANCELLED, "Stopped. What was taken back stays so.")
            _take_back(member, undo, portion)
    except Overtaken:
        undo.refresh_from_db()
        return undo
    except Refused as refused:
        return _end(member, undo, ImportUndo.Status.FAILED, refused.message)
    return _end(member, undo, ImportUndo.Status.DONE, "")


def _begun(member: Member, source: Import) -> ImportUndo:
    if source.status not in OVER:
        raise Conflict("Only an import that is over can be undone.", code="not-over")
    member.require(RIGHTS.get(source.kind, "customers.edit"))
    portions = portions_of(source)
    last = portions.order_by("-sequence").values_list("sequence", flat=True).first()
    if last is None:
        raise Conflict("This import changed nothing that could be undone.", code="nothing-to-undo")
    begin = {"member": member, "position": last + 1, "portions": portions.count()}
    undo: ImportUndo
    undo, created = ImportUndo.objects.get_or_create(workspace_id=member.workspace_id, source=source, defaults=begin)
    if not created:
        if undo.is_at_work or undo.status == ImportUndo.Status.DONE:
            raise Conflict("This import is undone already, or about to be.", code="undone")
        _put(undo, status=ImportUndo.Status.WAITING, message="", finished_at=None)
    return undo


def _next(portions: "QuerySet[Activity]", undo: ImportUndo) -> Activity | None:
    return portions.filter(sequence__lt=undo.position).order_by("-sequence").first()


def _take_back(member: Member, undo: ImportUndo, portion: Activity) -> None:
    """One transaction for a portion: its rows, the counts and the step forward."""
    source = undo.source
    subject = Subject("import", source.pk, source.file_name)
    topics = [*portion.topics, source.topic]
    with recorded(source.actor(member), "import.portion_undone", subject=subject, topics=topics) as change:
        here = ImportUndo.objects.of(undo).filter(pk=undo.pk, position=undo.position, status=ImportUndo.Status.RUNNING)
        if not here.update(position=portion.sequence):
            raise Overtaken
        taken = TAKING_BACK[portion.verb](change, portion.details, _frame(source, change))
        _list(undo, taken)
        undo.position = portion.sequence
        undo.portions_done += 1
        undo.removed += taken.removed
        undo.restored += taken.restored
        undo.kept += len(taken.left)
        undo.save(update_fields=["portions_done", "removed", "restored", "kept"])
        change.details = {"portion": portion.sequence, "removed": taken.removed, "restored": taken.restored}


def _list(undo: ImportUndo, taken: TakenBack) -> None:
    room = max(MOST_LISTED - undo.kept, 0)
    UndoRemainder.objects.bulk_create(
        [
            UndoRemainder(
                workspace_id=undo.workspace_id,
                undo=undo,
                noun=left.noun,
                row_id=left.row_id,
                label=left.label[:200],
                field=left.field[:80],
                reason=left.reason[:300],
            )
            for left in taken.left[:room]
        ]
    )


def _frame(source: Import, change: Change) -> Undoing:
    """Whose doing a change was: the import's and its undoing's own, or somebody else's."""
    log = Activity.objects.of(source)

    def own(sequences: Iterable[int]) -> Collection[int]:
        asked = sorted(set(sequences))
        found = {change.sequence} & set(asked)
        for part in chunks(asked):
            mine = log.filter(sequence__in=part, actor_kind="import", actor_id=source.pk)
            found |= set(mine.values_list("sequence", flat=True))
        return found

    def edited(subject_type: str, row_ids: Collection[int]) -> Collection[int]:
        found: set[int] = set()
        for part in chunks([str(row_id) for row_id in row_ids]):
            others = log.filter(subject_type=subject_type, subject_id__in=part)
            others = others.exclude(actor_kind="import", actor_id=source.pk)
            found |= {int(row_id) for row_id in others.values_list("subject_id", flat=True)}
        return found

    return Undoing(own, edited)


def _end(member: Member, undo: ImportUndo, status: str, message: str) -> ImportUndo:
    source = undo.source
    subject = Subject("import", source.pk, source.file_name)
    verb = "import.undone" if status == ImportUndo.Status.DONE else "import.undo_stopped"
    with recorded(source.actor(member), verb, subject=subject, topics=["imports", source.topic]) as change:
        undo.status, undo.message, undo.finished_at = status, message, now()
        undo.save(update_fields=["status", "message", "finished_at"])
        change.details |= {"removed": undo.removed, "restored": undo.restored, "kept": undo.kept}
    return undo


def _put(undo: ImportUndo, **values: Any) -> None:
    for name, value in values.items():
        setattr(undo, name, value)
    undo.save(update_fields=list(values))
