"""Setting and removing targets."""

from __future__ import annotations

from decimal import Decimal

from rapport.apps.accounts.models import Member
from rapport.apps.activity.operations import Subject as About
from rapport.apps.activity.operations import recorded
from rapport.apps.insights.models import Target
from rapport.apps.insights.queries.definitions import metric as metric_of
from rapport.apps.insights.queries.subjects import Named, Subject, named, reached
from rapport.apps.insights.queries.targets import place_of
from rapport.kernel.clock import now
from rapport.kernel.errors import Missing, Refused

LARGEST = Decimal("1e14")


def set_target(
    member: Member,
    *,
    metric: str,
    value: Decimal | float | str,
    subject: str = "everybody",
    region: int | None = None,
    direction: str | None = None,
) -> Target:
    """Want a metric to be at least or at most a value, for everybody or a segment, everywhere or in a region.

    A share is given as part of one. The direction follows from the metric unless told. The target before stays
    on record as replaced.
    """
    member.require("targets.edit")
    reached(member, Subject.parse(subject))
    entry, about = metric_of(metric), named(member, Subject.parse(subject), region)
    if about.subject.kind == "customer":
        raise Refused("A target is for everybody or for a segment, not for one customer.", place="subject")
    wanted = _amount(value, is_share=entry.unit == "share")
    direction = direction or (Target.Direction.AT_MOST if entry.better == "down" else Target.Direction.AT_LEAST)
    if direction not in Target.Direction.values:
        raise Refused("A target is “at least” or “at most” a value.", place="direction")
    matter = About("metric", metric, entry.title)
    with recorded(member.actor, "target.set", subject=matter, topics=["figures"]) as change:
        change.details = {"place": about.words, "value": str(wanted), "direction": direction}
        in_force = Target.objects.of(member).select_for_update()
        before = in_force.filter(metric=metric, place=place_of(about.subject, region), removed_at=None).first()
        if before is not None and (before.value, before.direction) == (wanted, direction):
            change.leave_no_record()
            return before
        if before is not None:
            _end(before, member)
        return _begin(member, metric, about, wanted, direction)


def remove_target(member: Member, target_id: int) -> Target:
    """Take a target out of force; it stays on record. Raises Missing when it is not there or no longer in force."""
    member.require("targets.edit")
    with recorded(member.actor, "target.removed", topics=["figures"]) as change:
        target = Target.objects.of(member).select_for_update().filter(pk=target_id, removed_at=None).first()
        if target is None:
            raise Missing("This target is no longer there.", place="target")
        change.about("metric", target.metric, metric_of(target.metric).title)
        change.details = {"place": target.place, "value": str(target.value), "direction": target.direction}
        _end(target, member)
    return target


def _begin(member: Member, metric: str, about: Named, wanted: Decimal, direction: str) -> Target:
    return Target.objects.create(
        workspace=member.workspace,
        metric=metric,
        place=place_of(about.subject, about.region.pk if about.region else None),
        segment_id=about.subject.id,
        region=about.region,
        value=wanted,
        direction=direction,
        set_by=member,
        since=now(),
    )


def _end(target: Target, member: Member) -> None:
    target.removed_at, target.removed_by = now(), member
    target.save(update_fields=["removed_at", "removed_by"])


def _amount(value: Decimal | float | str, *, is_share: bool) -> Decimal:
    try:
        wanted = Decimal(str(value)).quantize(Decimal("0.0001"))
    except ArithmeticError:
        raise Refused(f"“{str(value)[:40]}” is not a number.", place="value") from None
    if not wanted.is_finite() or abs(wanted) > LARGEST:
        raise Refused("That number is too large for a target.", place="value")
    if is_share and not 0 <= wanted <= 1:
        raise Refused("A share lies between 0 and 100 %.", place="value")
    return wanted
