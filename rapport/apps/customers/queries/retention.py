"""For how long data are kept: what is switched on, and what would go today."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from rapport.apps.accounts.models import Member
from rapport.apps.customers.models import RetentionRule
from rapport.apps.customers.rights import fields_of
from rapport.kernel.clock import now
from rapport.kernel.errors import Missing
from rapport.kernel.retention import Retention, registered

DAYS_OF_A_MONTH = 30.4375
SAMPLE = 10
MOST_MONTHS = 240


@dataclass(frozen=True, slots=True)
class Kept:
    """One kind of data with its rule, where it has one, and whether it is switched on."""

    kind: Retention
    rule: RetentionRule | None

    @property
    def is_on(self) -> bool:
        """Does it go by itself?"""
        return self.rule is not None and self.rule.paused_at is None


def moment_before(months: int) -> datetime:
    """The moment some months ago, as the rules count them."""
    return now() - timedelta(days=round(months * DAYS_OF_A_MONTH))


def kinds_kept(member: Member) -> list[Kept]:
    """Every kind of data with its rule."""
    member.require("privacy.manage")
    rules = {rule.kind: rule for rule in RetentionRule.objects.of(member)}
    return [Kept(kind, rules.get(kind.name)) for kind in registered()]


def kind_kept(member: Member, name: str) -> Kept:
    """One kind of data with its rule. Raises Missing."""
    member.require("privacy.manage")
    found = next((one for one in kinds_kept(member) if one.kind.name == name), None)
    if found is None:
        raise Missing("There is no such kind of data.")
    return found


def would_go(member: Member, kind: Retention, months: int) -> dict[str, Any]:
    """How many rows a rule would remove today, and some of them."""
    member.require("privacy.manage")
    rows = kind.over(member.workspace_id, moment_before(months))
    shown = fields_of(member).unlimited and not member.reaches_part
    sample = [kind.called(row) for row in rows.order_by("pk")[:SAMPLE]] if shown else []
    return {"count": rows.count(), "sample": sample, "before": moment_before(months)}
