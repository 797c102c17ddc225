"""For how long data are kept: rules switched on by people, and what they do every night."""

from typing import Any

from django.utils.translation import gettext as _
from django_tasks import task

from rapport.apps.accounts.models import Member, Workspace
from rapport.apps.activity.operations import Subject, recorded
from rapport.apps.customers.models import Party, PrivacyRequest, RetentionRule
from rapport.apps.customers.operations.erasing import tables_with_people, take_out
from rapport.apps.customers.queries.retention import MOST_MONTHS, kind_kept, moment_before
from rapport.kernel import jobs
from rapport.kernel.actor import system_actor
from rapport.kernel.clock import now
from rapport.kernel.errors import Refused
from rapport.kernel.forgetting import forget_deleted_bytes
from rapport.kernel.models import WorkspaceQuerySet
from rapport.kernel.personal_data import Tell
from rapport.kernel.retention import Retention, registered

PORTION = 500
PEOPLE_AT_ONCE = 50
TOPICS = ["privacy"]


def keep_for(member: Member, kind: str, months: int) -> RetentionRule:
    """Let a kind of data go by itself some months after it was of use; every night from now on."""
    with recorded(member.actor, "retention.set", topics=TOPICS) as change:
        found = kind_kept(member, kind)
        if not 1 <= months <= MOST_MONTHS:
            raise Refused(_("Choose 1 to %(most)d months.") % {"most": MOST_MONTHS}, place="months", code="months")
        rule = found.rule or RetentionRule(workspace_id=member.workspace_id, kind=kind)
        change.about("retention", kind, str(found.kind.title))
        change.details |= {"months": months, "before": {"months": rule.months if found.is_on else None}}
        rule.months, rule.paused_at = months, None
        rule.save()
    return rule


def keep_on(member: Member, kind: str) -> None:
    """Let a kind of data stay from now on; what has gone is gone."""
    with recorded(member.actor, "retention.stopped", topics=TOPICS) as change:
        found = kind_kept(member, kind)
        change.about("retention", kind, str(found.kind.title))
        if found.rule is None or not found.is_on:
            change.leave_no_record()
            return
        found.rule.paused_at = now()
        found.rule.save(update_fields=["paused_at"])


def retain_later(workspace: Any) -> None:
    """Have the rules of a workspace applied in the background."""
    if RetentionRule.objects.of(workspace).filter(paused_at=None).exists():
        jobs.enqueue(
            retain,
            workspace=workspace,
            title=_("Remove what is kept no longer"),
            unique_key=f"retention:{workspace.pk}",
            workspace_id=workspace.pk,
        )


@task(queue_name=jobs.LONG)
def retain(workspace_id: int) -> dict[str, int]:
    """The job of a night."""
    return apply_rules(Workspace.objects.get(pk=workspace_id), tell=jobs.progress)


def apply_rules(workspace: Workspace, *, tell: Tell) -> dict[str, int]:
    """Remove what every rule that is on says; returns how much of each kind has gone."""
    gone = {}
    for rule in RetentionRule.objects.of(workspace).filter(paused_at=None).order_by("pk"):
        if rule.kind in registered() and not jobs.cancelled():
            kind = registered().get(rule.kind)
            gone[rule.kind] = _people(rule, kind, tell) if kind.people else _rows(rule, kind, tell)
            rule.last_run_at, rule.last_count = now(), gone[rule.kind]
            rule.save(update_fields=["last_run_at", "last_count"])
    return gone


def _rows(rule: RetentionRule, kind: Retention, tell: Tell) -> int:
    before, gone = moment_before(rule.months), 0
    while not jobs.cancelled():
        subject = Subject("retention", rule.kind, str(kind.title))
        with recorded(system_actor(rule.workspace_id), "retention.applied", subject=subject, topics=TOPICS) as change:
            over = kind.over(rule.workspace_id, before)
            ids = list(over.order_by("pk").values_list("pk", flat=True)[:PORTION])
            removed = kind.remove(over.filter(pk__in=ids), change)
            change.details["removed"] = removed
            if not removed:
                change.leave_no_record()
                return gone
        gone += removed
        tell(gone, None, str(kind.title))
    return gone


def _people(rule: RetentionRule, kind: Retention, tell: Tell) -> int:
    """Each is erased as if they had asked, portion by portion until all are, somebody stops it, or it is killed.

    A portion that is begun is ended: what is large was looked through for all of it, and has lost their names.
    """
    over = kind.over(rule.workspace_id, moment_before(rule.months)).order_by("pk")
    total, done, last = over.count(), 0, 0
    while not jobs.cancelled() and (ids := _next_ids(over, last)):
        parties = Party.objects.of(rule).filter(pk__in=ids).order_by("pk")
        requests = [_request(rule, kind, party) for party in parties]
        for _begun in take_out(system_actor(rule.workspace_id), requests, tell=lambda *_said: None):
            tell(done, total, str(kind.title))
            done += 1
        last = ids[-1]
        forget_deleted_bytes(tables_with_people())
    return done


def _next_ids(over: WorkspaceQuerySet, last: int) -> list[int]:
    return list(over.filter(pk__gt=last).values_list("pk", flat=True)[:PEOPLE_AT_ONCE])


def _request(rule: RetentionRule, kind: Retention, party: Party) -> PrivacyRequest:
    """The request of the rule for a person; one that a kill left half done is gone on with."""
    said = {
        "kind": PrivacyRequest.Kind.ERASE,
        "party": party,
        "requested_by": None,
        "requested_label": str(_("Rule: %(title)s") % {"title": kind.title})[:200],
    }
    mine = PrivacyRequest.objects.of(rule).select_related("party").filter(**said)
    begun: PrivacyRequest | None = mine.exclude(state=PrivacyRequest.State.DONE).first()
    if begun is not None:
        return begun
    made: PrivacyRequest = PrivacyRequest.objects.create(workspace_id=rule.workspace_id, requested_at=now(), **said)
    return made
