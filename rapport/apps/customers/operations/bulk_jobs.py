"""Doing one thing to all records a filter means, in the background, and undoing it."""

from typing import Any

from django.utils.translation import gettext as _
from django_tasks import task

from rapport.apps.accounts.models import Member
from rapport.apps.customers.operations.bulk import Doing, check_doing, do_to_all, portions_of, take_back
from rapport.apps.customers.queries.lists import PartyFilter, matching
from rapport.kernel import jobs
from rapport.kernel.errors import Missing
from rapport.kernel.ids import new_id
from rapport.kernel.jobs.models import Job

AT_ONCE = 200


def do_now(member: Member, wanted: PartyFilter, doing: Doing) -> tuple[str, int]:
    """Do it to a few records while somebody waits; returns the token that undoes it and how many changed."""
    token = new_id().hex
    ids = _ids(member, wanted)
    return token, sum(changed for _seen, changed in do_to_all(member, ids, doing, token=token))


def do_later(member: Member, wanted: PartyFilter, doing: Doing, *, title: str) -> Job:
    """Have it done to every record the filter means. Raises Refused at once where it cannot be done at all."""
    doing = check_doing(member, doing)
    return jobs.enqueue(
        do_in_background,
        workspace=member,
        actor=member.actor,
        title=title,
        member_id=member.pk,
        wanted=wanted.as_json(),
        doing=doing.as_json(),
        token=new_id().hex,
    )


def undo_now(member: Member, token: str) -> tuple[int, int]:
    """Undo what was done to a few; returns how many went back and how many stay as somebody else left them."""
    told = list(take_back(member, token))
    back = sum(done for _seen, done in told)
    return back, sum(seen for seen, _done in told) - back


def undo_later(member: Member, token: str) -> Job:
    """Have a doing undone in the background. Raises Missing where there is none."""
    member.require("customers.edit")
    if not portions_of(member, token):
        raise Missing(_("There is nothing to undo."))
    return jobs.enqueue(
        undo_in_background,
        workspace=member,
        actor=member.actor,
        title=_("Undo of a change to many records"),
        unique_key=f"undo:{token}",
        member_id=member.pk,
        token=token,
    )


@task(queue_name=jobs.LONG)
def do_in_background(member_id: int, wanted: dict[str, Any], doing: dict[str, Any], token: str) -> dict[str, Any]:
    """The job of a doing. After a kill it goes on with whom the filter still means: the same twice changes nothing."""
    member = _member(member_id)
    ids = _ids(member, PartyFilter.read(wanted))
    jobs.progress(0, len(ids))
    seen = changed = 0
    stopped = False
    for looked_at, did in do_to_all(member, ids, Doing(**doing), token=token):
        seen, changed = seen + looked_at, changed + did
        jobs.progress(seen, len(ids))
        if stopped := jobs.cancelled() and seen < len(ids):
            break
    return {"token": token, "brought": changed, "seen": seen, "changed": changed, "of": len(ids), "stopped": stopped}


@task(queue_name=jobs.LONG)
def undo_in_background(member_id: int, token: str) -> dict[str, Any]:
    """The job of an undo."""
    member = _member(member_id)
    portions = portions_of(member, token)
    total = sum(len(portion.details.get("parties", [])) for portion in portions)
    seen = back = 0
    for looked_at, did in take_back(member, token):
        seen, back = seen + looked_at, back + did
        jobs.progress(seen, total)
    return {"brought": back, "undone": back, "kept": total - back}


def _member(member_id: int) -> Member:
    member: Member = Member.objects.active().select_related("workspace", "user").get(pk=member_id)
    return member


def _ids(member: Member, wanted: PartyFilter) -> list[int]:
    return list(matching(member, wanted, "customers.edit").order_by("pk").values_list("pk", flat=True))
