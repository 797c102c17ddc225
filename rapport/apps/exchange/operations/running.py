"""Reading the file in: in portions, each committed together with its counts, so that a kill costs nothing."""

import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django_tasks import task

from rapport.apps.accounts.models import Member
from rapport.apps.activity.operations import Subject, announce, recorded
from rapport.apps.exchange.importers import Sink, Written
from rapport.apps.exchange.models import Import
from rapport.apps.exchange.operations.refusing import keep_issues
from rapport.apps.exchange.queries.opening import opened
from rapport.apps.exchange.readers import Table
from rapport.apps.exchange.recipes.batches import Batch, batches
from rapport.apps.exchange.recipes.recipe import Fault, ParsedRow, Recipe
from rapport.apps.exchange.recipes.records import RefusedRow, Survey, pieces, refused_together, survey
from rapport.kernel import jobs
from rapport.kernel.bulk import learn_sizes
from rapport.kernel.clock import now
from rapport.kernel.errors import Refused

log = logging.getLogger("rapport.exchange")
Tell = Callable[[int, int | None, str], None]
COUNTED = ("accepted", "refused", "created", "updated", "unchanged")
SHOWN_ISSUES = 20
SHOWN_SAMPLES = 12
FIELDS_OF_COLUMNS = {"region_id": "region", "company_id": "company", "first_seen_at": "first_seen"}
FIELDS_OF_COLUMNS |= {f"{name}_id": name for name in ("account_manager", "sales_rep", "service_team")}
LEARNING_STEPS = {1, 8, 64, 512}


class Overtaken(Exception):
    """Another process has written the same portion; this one writes nothing more."""


@dataclass(slots=True)
class Reading:
    """An import with all that is needed to follow it."""

    source: Import
    table: Table
    recipe: Recipe
    sink: Sink
    found: Survey


@task(queue_name=jobs.LONG)
def perform_import(member_id: int, import_id: int) -> dict[str, Any] | None:
    """The job of an import; tells how many records are new or changed, and why the file was refused where it was."""
    member, source = _called_for(member_id, import_id)
    if source is None:
        return None
    ended = run_import(member, source, tell=jobs.progress, stop=jobs.cancelled)
    told = {"brought": ended.created + ended.updated, "refused": ended.refused}
    return {**told, "refusal": ended.message if ended.status == Import.Status.REFUSED else ""}


@task(queue_name=jobs.LONG)
def check_file(member_id: int, import_id: int) -> None:
    """The job of a check without writing."""
    member, source = _called_for(member_id, import_id)
    if source is not None and source.status == Import.Status.CHECKING:
        outcome: dict[str, Any] | None = None
        with suppress(Refused):
            outcome = try_file(member, source, tell=jobs.progress, stop=jobs.cancelled)
        _put(source, status=Import.Status.DRAFT, trial=outcome)


def begin_import(member: Member, source: Import) -> Import:
    """Mark the import as under way in this process, for a command that does not hand it to the worker."""
    member.require("imports.run")
    subject = Subject("import", source.pk, source.file_name)
    with recorded(member.actor, "import.started", subject=subject, topics=["imports"]):
        _put(source, status=Import.Status.WAITING)
    return source


def run_import(member: Member, source: Import, *, tell: Tell, stop: Callable[[], bool]) -> Import:
    """Read the file in, from where it stopped if it stopped. What makes the whole file unacceptable refuses it."""
    member.require("imports.run")
    if source.status not in (Import.Status.WAITING, Import.Status.RUNNING):
        return source
    _put(source, status=Import.Status.RUNNING, started_at=source.started_at or now())
    try:
        reading = _open(member, source, tell)
        finished = _write(member, reading, tell, stop)
    except Overtaken:
        log.warning("import %s is being written by another process", source.pk)
        source.refresh_from_db()
        return source
    except Refused as refused:
        return _finish(member, source, Import.Status.REFUSED, refused.message)
    if finished:
        return _finish(member, source, Import.Status.DONE, "")
    words = f"Stopped after {source.rows_done:,} of {source.rows or 0:,} rows. What was read stays."
    return _finish(member, source, Import.Status.CANCELLED, words)


def try_file(member: Member, source: Import, *, tell: Tell, stop: Callable[[], bool]) -> dict[str, Any]:
    """What an import of the file would accept and refuse, create and update. Nothing is written."""
    reading = _open(member, source, tell)
    outcome: dict[str, Any] = {"rows": reading.found.rows, "records": 0, "extra": {}, "issues": [], "samples": []}
    outcome |= dict.fromkeys(COUNTED, 0)
    titles = {field.name: field.title for field in reading.recipe.importer.fields}
    for batch in batches(pieces(reading.table, reading.recipe, reading.found), reading.recipe, reading.sink):
        judged = reading.sink.judge(batch.facts, samples=SHOWN_SAMPLES - len(outcome["samples"]))
        _leave_out(reading, batch, judged)
        _count_trial(outcome, batch, judged, titles)
        tell(outcome["accepted"] + outcome["refused"], reading.found.rows, "Checking")
        if stop():
            raise Refused("The check was stopped.", code="stopped")
    return outcome


def _count_trial(outcome: dict[str, Any], batch: Batch, judged: Written, titles: dict[str, str]) -> None:
    outcome["accepted"] += batch.rows - len(batch.refused)
    outcome["refused"] += len(batch.refused)
    outcome["records"] += len(batch.facts) - len(judged.refused)
    for name in ("created", "updated", "unchanged"):
        outcome[name] += getattr(judged, name)
    for name, amount in judged.extra.items():
        outcome["extra"][name] = outcome["extra"].get(name, 0) + int(amount)
    room = SHOWN_ISSUES - len(outcome["issues"])
    outcome["issues"] += [
        {"line": row.line, "column": row.column, "reason": " ".join(fault.reason for fault in row.faults)}
        for row in batch.refused[:room]
    ]
    outcome["samples"] += [_with_titles(sample, titles) for sample in judged.samples]


def _with_titles(sample: dict[str, Any], titles: dict[str, str]) -> dict[str, Any]:
    """A change that was found, each field of it under its title as well."""
    told = [{**one, "title": titles.get(one["field"], one["field"])} for one in sample["differences"]]
    return {**sample, "differences": told}


def _leave_out(reading: Reading, batch: Batch, written: Written) -> None:
    """The rows of facts that were refused one by one join the refused rows of the batch."""
    for position, field_name, reason in written.refused:
        rows = batch.sources[position]
        column = reading.recipe.column_of(FIELDS_OF_COLUMNS.get(field_name, field_name))
        batch.refused += refused_together(rows, rows[0].line, [Fault(column, reason)])


def _called_for(member_id: int, import_id: int) -> tuple[Member, Import | None]:
    member = Member.objects.select_related("workspace", "user").get(pk=member_id)
    return member, Import.objects.of(member).filter(pk=import_id).first()


def _open(member: Member, source: Import, tell: Tell) -> Reading:
    """Open the file and look through all of it once: what cannot be accepted shows before anything is written."""
    tell(0, None, "Looking through the file")
    _, table, recipe, sink = opened(member, source)
    return Reading(source, table, recipe, sink, survey(table, recipe, sink.survey))


def _write(member: Member, reading: Reading, tell: Tell, stop: Callable[[], bool]) -> bool:
    """Commit portion after portion; False when it was told to stop."""
    source, found = reading.source, reading.found
    if source.steps_done == 0:
        source.rows = found.rows
        _commit(source, reading.sink.prepare, Batch())
    written_before = source.steps_done - 1
    portions = batches(pieces(reading.table, reading.recipe, found), reading.recipe, reading.sink, skip=written_before)
    for number, batch in enumerate(portions):
        if number < written_before:
            continue
        tell(source.rows_done, found.rows, "Reading in")
        if stop():
            return False
        _commit(source, lambda batch=batch: _written(reading, batch), batch)  # type: ignore[misc]
        announce(source.workspace_id, source.topic)
        if number in LEARNING_STEPS:
            learn_sizes()
    learn_sizes()
    tell(found.rows, found.rows, "")
    return True


def _commit(source: Import, write: Callable[[], Written], batch: Batch) -> None:
    """One transaction for a portion, its refused rows, its counts and the step forward."""
    with transaction.atomic():
        _step_forward(source)
        written = write()
        keep_issues(source, batch.refused)
        counts = {"accepted": batch.rows - len(batch.refused), "refused": len(batch.refused)}
        counts |= {name: getattr(written, name) for name in ("created", "updated", "unchanged")}
        for name in COUNTED:
            setattr(source, name, getattr(source, name) + counts[name])
        extra = source.extra_counts()
        source.extra = {
            name: str(extra.get(name, 0) + written.extra.get(name, 0)) for name in {**extra, **written.extra}
        }
        source.save(update_fields=[*COUNTED, "extra", "rows"])


def _step_forward(source: Import) -> None:
    here = Import.objects.of(source).filter(pk=source.pk, steps_done=source.steps_done, status=Import.Status.RUNNING)
    if not here.update(steps_done=source.steps_done + 1, touched_at=now()):
        raise Overtaken
    source.steps_done += 1


def _written(reading: Reading, batch: Batch) -> Written:
    """Write a portion. Where the operation refuses one of its records, that record is found and refused alone."""
    return _write_halving(reading, batch, 0, len(batch.facts))


def _write_halving(reading: Reading, batch: Batch, start: int, end: int) -> Written:
    if start == end:
        return Written()
    try:
        with transaction.atomic():
            written = reading.sink.write(batch.facts[start:end])
    except Refused as refused:
        reading.sink.forget()
        if end - start == 1:
            batch.refused += _refused(reading, batch.sources[start], refused)
            return Written()
        middle = (start + end) // 2
        return _sum(_write_halving(reading, batch, start, middle), _write_halving(reading, batch, middle, end))
    written.refused = [each._replace(position=each.position + start) for each in written.refused]
    _leave_out(reading, batch, written)
    return written


def _sum(first: Written, second: Written) -> Written:
    for name, amount in second.extra.items():
        first.count(name, amount)
    return Written(
        first.created + second.created, first.updated + second.updated, first.unchanged + second.unchanged, first.extra
    )


def _refused(reading: Reading, rows: list[ParsedRow], refused: Refused) -> list[RefusedRow]:
    column = reading.recipe.column_of(refused.place.rpartition(" › ")[2]) if " › " in refused.place else ""
    return list(refused_together(rows, rows[0].line, [Fault(column, refused.message)]))


def _put(source: Import, **values: Any) -> None:
    for name, value in values.items():
        setattr(source, name, value)
    source.touched_at = now()
    source.save(update_fields=[*values, "touched_at"])
    announce(source.workspace_id, source.topic)


def _finish(member: Member, source: Import, status: str, message: str) -> Import:
    """The end of the import and of its job are one transaction; the file goes when all of it was read."""
    verb = {Import.Status.DONE: "import.finished", Import.Status.CANCELLED: "import.stopped"}.get(
        status, "import.refused"
    )  # type: ignore[call-overload]
    subject = Subject("import", source.pk, source.file_name)
    with recorded(source.actor(member), verb, subject=subject, topics=["imports", source.topic]) as change:
        source.status, source.message, source.finished_at, source.touched_at = status, message[:1000], now(), now()
        source.save(update_fields=["status", "message", "finished_at", "touched_at"])
        change.details |= {name: getattr(source, name) for name in COUNTED}
        change.details |= {"author": member.pk, "fields": sorted(source.mapping)}
    if status == Import.Status.DONE:
        _let_file_go(source)
    return source


def _let_file_go(source: Import) -> None:
    path = source.path
    source.file = ""
    source.save(update_fields=["file"])
    if path is not None:
        path.unlink(missing_ok=True)
