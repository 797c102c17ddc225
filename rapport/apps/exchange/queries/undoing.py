"""What undoing an import would do, and what it did."""

from dataclasses import dataclass

from django.db.models import QuerySet

from rapport.apps.accounts.models import Member
from rapport.apps.activity.models import Activity
from rapport.apps.exchange.models import Import, ImportUndo, UndoRemainder
from rapport.apps.tracking.record_kinds import catalogue as record_kinds

NOUNS = {
    "parties.imported": "people and companies",
    "consents.imported": "answers about consent",
    "regions.created": "regions",
    "orders.imported": "orders",
    "rates.changed": "rates of exchange",
    "products.imported": "products",
    "responses.imported": "survey responses",
} | {f"{kind.name}.imported": str(kind.noun) for kind in record_kinds}
VERBS = tuple(NOUNS)


@dataclass(slots=True)
class Share:
    """What of one kind of record an undo would take back."""

    noun: str
    created: int = 0
    updated: int = 0


def portions_of(source: Import) -> "QuerySet[Activity]":
    """Everything the import wrote, one entry of the log a portion."""
    log = Activity.objects.of(source).filter(actor_kind="import", actor_id=source.pk, verb__in=VERBS)
    return log if source.started_at is None else log.filter(at__gte=source.started_at)


def undo_of(member: Member, source: Import) -> ImportUndo | None:
    """The undoing of an import, where there is one."""
    member.require("imports.run")
    found: ImportUndo | None = ImportUndo.objects.of(member).filter(source=source).first()
    return found


def undo_plan(member: Member, source: Import) -> list[Share]:
    """How many records of which kind the import made and changed, by what the log tells."""
    member.require("imports.run")
    shares: dict[str, Share] = {}
    for verb, details in portions_of(source).order_by("sequence").values_list("verb", "details").iterator(50):
        share = shares.setdefault(verb, Share(NOUNS[verb]))
        noted = details.get("products", {}) if verb == "products.imported" else details
        share.created += len(noted.get("created_ids", noted.get("names", ())))
        share.updated += len(noted.get("before", ()))
        sold = details.get("products", {}) if verb == "orders.imported" else {}
        if sold.get("created_ids"):
            shares.setdefault("products.imported", Share(NOUNS["products.imported"])).created += len(
                sold["created_ids"]
            )
    return [share for share in shares.values() if share.created or share.updated]


def remainders_of(member: Member, undo: ImportUndo) -> "QuerySet[UndoRemainder]":
    """What an undo left as it is."""
    member.require("imports.run")
    return UndoRemainder.objects.of(member).filter(undo=undo).order_by("pk")
