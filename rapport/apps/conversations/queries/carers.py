"""Who was given customers to look after, read off the log."""

from dataclasses import dataclass
from typing import Any

from rapport.apps.activity.models import Activity
from rapport.apps.customers.models import Party

CARERS = ("account_manager_id", "sales_rep_id")
BULK = "bulk"


@dataclass(frozen=True, slots=True)
class Given:
    """Customers given to a member: one by its record, or many by the token of the doing."""

    member_id: int
    count: int
    party: Party | None = None
    token: str = ""
    column: str = ""


def given_by(workspace: Any, record: Activity) -> list[Given]:
    """What a record in the log gave to whom."""
    if record.verb in ("party.created", "party.updated"):
        return _one(workspace, record)
    if record.verb == "parties.edited":
        return _many(workspace, record)
    return []


def _one(workspace: Any, record: Activity) -> list[Given]:
    changed = [name for name in CARERS if record.verb == "party.created" or name in record.details.get("before", {})]
    party = Party.objects.of(workspace).filter(pk=record.subject_id).first() if changed else None
    carers = {getattr(party, name) for name in changed} if party else set()
    return [Given(carer, 1, party=party) for carer in sorted(carers - {None})]


def _many(workspace: Any, record: Activity) -> list[Given]:
    """All portions of the doing so far: the count is that of the whole."""
    doing = record.details.get("do", {})
    if doing.get("field") not in CARERS or not str(doing.get("value") or "").isdecimal():
        return []
    portions = Activity.objects.of(workspace).filter(
        subject_type=BULK, subject_id=record.subject_id, verb=record.verb, sequence__lte=record.sequence
    )
    count = sum(len(one.details.get("parties", [])) for one in portions)
    return [Given(int(doing["value"]), count, token=record.subject_id, column=doing["field"])]
