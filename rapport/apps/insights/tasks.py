"""What the worker does for figures: bring the lake up to date, keep figures ready, tidy the lake."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import Any

from django_tasks import task

from rapport.apps.accounts.models import Member, Workspace
from rapport.apps.insights.lake.tables import KEPT_HOURS
from rapport.apps.insights.models import Target
from rapport.apps.insights.operations.alerts import raise_alerts
from rapport.apps.insights.operations.analyses import asking_of, work_out_analysis
from rapport.apps.insights.operations.extraction import extract
from rapport.apps.insights.operations.forgetting import forget_in_lake
from rapport.apps.insights.operations.suggestions import create_suggested_segment
from rapport.apps.insights.operations.tidying import is_untidy, sweep_lake, tidy_lake
from rapport.apps.insights.operations.traits import write_down_traits
from rapport.apps.insights.operations.warming import prepare_figures, warm_figures
from rapport.apps.insights.queries.analyses import Asking
from rapport.apps.insights.queries.progress import is_behind
from rapport.apps.insights.queries.subjects import Subject
from rapport.apps.insights.queries.suggestions import has_list, job_key, suggestion_of
from rapport.kernel.clock import now
from rapport.kernel.jobs import LONG, enqueue, progress
from rapport.kernel.jobs.models import Job
from rapport.kernel.models import workspace_id_of

GATHER = timedelta(milliseconds=400)
WARM_AFTER = timedelta(seconds=6)
WRITE_DOWN_AFTER = timedelta(seconds=30)


class LakeIsBroken(Exception):
    """Some tables could not be brought up to date; the job is tried again."""


def extract_later(owner: Any) -> Job:
    """Have the lake brought up to date in a moment, together with what else comes until then."""
    return enqueue(
        bring_lake_up_to_date,
        workspace=owner,
        title="Update figures",
        unique_key="lake",
        repeat=True,
        run_after=now() + GATHER,
        priority=10,
        workspace_id=workspace_id_of(owner),
    )


def prepare_later(owner: Any, subject: Subject, *, region: int | None = None) -> Job:
    """Have the figures of a subject worked out before somebody opens its page, and kept ready from then on."""
    return enqueue(
        prepare,
        workspace=owner,
        title="Prepare figures",
        unique_key=f"prepare:{subject}:{region}",
        workspace_id=workspace_id_of(owner),
        subject=str(subject),
        region=region,
    )


@task()
def bring_lake_up_to_date(workspace_id: int) -> dict[str, Any]:
    report = extract(workspace_id)
    if report.rows:
        _warm_later(workspace_id)
        watch_later(workspace_id)
        write_traits_later(workspace_id)
        if is_untidy(workspace_id):
            enqueue(tidy, workspace=workspace_id, title="Tidy figures", unique_key="tidy", workspace_id=workspace_id)
    if report.problems:
        raise LakeIsBroken("; ".join(report.problems))
    return {"brought": report.rows, "rows": report.rows, "upto": report.upto}


@task()
def warm(workspace_id: int) -> int:
    if is_behind(workspace_id):
        # More is coming in: what is worked out now would be out of date at once.
        return 0
    return warm_figures(Workspace.objects.get(pk=workspace_id))


@task()
def prepare(workspace_id: int, subject: str, region: int | None) -> None:
    prepare_figures(Workspace.objects.get(pk=workspace_id), Subject.parse(subject), region=region)


def forget_later(owner: Any, party_id: int, request_id: int) -> Job:
    """Have the lake forget somebody who was erased."""
    return enqueue(
        forget,
        workspace=owner,
        title="Erase from the figures",
        unique_key=f"forget:{request_id}",
        workspace_id=workspace_id_of(owner),
        party_id=party_id,
        request_id=request_id,
    )


@task(queue_name=LONG)
def forget(workspace_id: int, party_id: int, request_id: int) -> list[str]:
    settled = forget_in_lake(workspace_id, party_id, request_id)
    enqueue(
        sweep,
        workspace=workspace_id,
        title="Remove old files of the figures",
        unique_key=f"sweep-lake:{workspace_id}",
        repeat=True,
        run_after=now() + timedelta(hours=KEPT_HOURS, minutes=5),
        workspace_id=workspace_id,
    )
    return settled


@task(queue_name=LONG)
def sweep(workspace_id: int) -> int:
    return sweep_lake(workspace_id)


@task(queue_name=LONG)
def tidy(workspace_id: int) -> list[str]:
    return tidy_lake(workspace_id)


@task()
def watch_targets(workspace_id: int) -> int:
    if is_behind(workspace_id):
        return 0
    return len(raise_alerts(Workspace.objects.get(pk=workspace_id)))


def watch_later(workspace_id: int) -> None:
    """Have the targets judged once the figures have settled; without any target there is nothing to do."""
    if Target.objects.of(workspace_id).filter(removed_at=None).exists():
        enqueue(
            watch_targets,
            workspace=workspace_id,
            title="Watch targets",
            unique_key="targets",
            repeat=True,
            run_after=now() + WARM_AFTER,
            priority=-10,
            workspace_id=workspace_id,
        )


@task()
def write_traits(workspace_id: int) -> dict[str, int] | None:
    if is_behind(workspace_id):
        # More is coming in, and will ask again.
        return None
    changed = write_down_traits(Workspace.objects.get(pk=workspace_id))
    return {"brought": sum(changed.values()), **changed}


def write_traits_later(workspace_id: int) -> None:
    """Have what analyses say of single customers written down to them, once for all that comes until then."""
    enqueue(
        write_traits,
        workspace=workspace_id,
        title="Write down traits",
        unique_key="traits",
        repeat=True,
        run_after=now() + WRITE_DOWN_AFTER,
        priority=-10,
        workspace_id=workspace_id,
    )


def _warm_later(workspace_id: int) -> None:
    enqueue(
        warm,
        workspace=workspace_id,
        title="Keep figures ready",
        unique_key="warm",
        repeat=True,
        run_after=now() + WARM_AFTER,
        priority=-10,
        workspace_id=workspace_id,
    )


def analyse_later(member: Member, asking: Asking) -> Job:
    """Have an analysis worked out; who asks for the same while it is under way gets the same job."""
    return enqueue(
        analyse,
        workspace=member.workspace,
        title=f"Work out {asking.analysis.title.lower()}",
        unique_key=f"analysis:{hashlib.sha256(repr(asking.words).encode()).hexdigest()[:32]}",
        priority=5,
        workspace_id=member.workspace.pk,
        words=asking.words,
    )


@task()
def analyse(workspace_id: int, words: dict[str, Any]) -> None:
    steps = iter(range(1, 10_000))
    work_out_analysis(
        Workspace.objects.get(pk=workspace_id),
        asking_of(words),
        progress=lambda said: progress(next(steps), None, said),
    )


def make_suggested_later(member: Member, analysis: str, key: str) -> Job | None:
    """Have the list of a suggestion written; None for one by a rule, which needs no work.

    Raises what `suggestion_of` raises.
    """
    member.require("segments.edit")
    _found, suggestion = suggestion_of(member, analysis, key)
    if suggestion.rule is not None:
        return None
    member.require("customers.view")
    return enqueue(
        make_suggested_segment,
        workspace=member.workspace,
        actor=member.actor,
        title=f"Make segment {suggestion.name}",
        unique_key=job_key(analysis, key),
        priority=5,
        member_id=member.pk,
        analysis=analysis,
        key=key,
    )


@task()
def make_suggested_segment(member_id: int, analysis: str, key: str) -> None:
    member = Member.objects.active().select_related("workspace", "user").get(pk=member_id)
    steps = iter(range(1, 10_000))
    if not has_list(member, analysis, key):  # which a kill may have left behind
        create_suggested_segment(member, analysis, key, progress=lambda said: progress(next(steps), None, said))
