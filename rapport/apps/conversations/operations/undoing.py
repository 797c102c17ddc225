"""Taking back what one operation of this room did, read off the log."""

from typing import Any

from django.db.models import ForeignKey
from django.utils.translation import gettext as _

from rapport.apps.accounts.models import Member
from rapport.apps.activity.models import Activity
from rapport.apps.activity.operations import Change, recorded
from rapport.apps.conversations.models import Attendee, Host, Meeting
from rapport.apps.conversations.operations._keeping import MODELS, alter, columns_of, drop, kept, make
from rapport.apps.conversations.queries.reach import CARERS, EDIT, reached_meetings, reached_rows
from rapport.apps.customers.models import Party
from rapport.apps.customers.models.parties import reached_by
from rapport.kernel.errors import Conflict, Missing
from rapport.kernel.undoing import revived, set_back

Entry = dict[str, Any]


def take_back(member: Member, place: int) -> int:
    """Undo what stands at a place in the log; returns the place of the undoing, which can be undone in turn.

    What somebody has changed since stays as it is; where nothing is left to undo, Conflict.
    """
    member.require(EDIT)
    with recorded(member.actor, "work.undone") as change:
        record = Activity.objects.of(member).filter(sequence=place).first()
        entries: list[Entry] = record.details.get("rows", []) if record else []
        if record is None or not entries or any(one.get("model") not in MODELS for one in entries):
            raise Missing(_("There is nothing to undo."))
        _require_reach(member, entries)
        if not any([_undo(change, entry) for entry in reversed(entries)]):  # noqa: C419 - all of them
            raise Conflict(_("Somebody has worked on this since. It stays as it is."), code="undone")
        change.about(record.subject_type, record.subject_id, record.subject_label)
        change.topics = list(record.topics)
        change.details["of"] = place
    return change.sequence


def _undo(change: Change, entry: Entry) -> bool:
    model = MODELS[entry["model"]]
    row = model.objects.of(change.workspace_id).filter(pk=entry["id"]).first()
    if entry["before"] is None:
        return row is not None and _unmake(change, row, entry["after"])
    if entry["after"] is None:
        return row is None and _bring_back(change, model, entry)
    if row is None:
        return False
    back, _changed_since = set_back(kept(row), entry["before"], entry["after"])
    return alter(change, row, {name: revived(model, name, value) for name, value in back.items()})


def _unmake(change: Change, row: Any, made: dict[str, Any]) -> bool:
    """Remove what was made, unless somebody has changed it since; what hangs on a meeting goes with it."""
    if any(value != made.get(name) for name, value in kept(row).items()):
        return False
    if isinstance(row, Meeting):
        for model in (Attendee, Host):
            for one in model.objects.of(row).filter(meeting=row):
                drop(change, one)
    drop(change, row)
    return True


def _bring_back(change: Change, model: Any, entry: Entry) -> bool:
    values = {name: revived(model, name, value) for name, value in entry["before"].items() if name in columns_of(model)}
    for field in model._meta.concrete_fields:
        if isinstance(field, ForeignKey) and values.get(field.attname) is not None and field.name != "workspace":
            related: Any = field.related_model
            there = related.objects.of(change.workspace_id).filter(pk=values[field.attname])
            if not there.exists():
                if not field.null:
                    return False
                values[field.attname] = None
    make(change, model(pk=entry["id"], workspace_id=change.workspace_id, **values))
    return True


def _require_reach(member: Member, entries: list[Entry]) -> None:
    """Each row that is there must be one the member may change, and one that is gone must have been."""
    if member.scope(EDIT) == "all" and member.scope("customers.view") == "all":
        return
    for entry in entries:
        model = MODELS[entry["model"]]
        if model in (Attendee, Host):
            continue
        reach = reached_meetings(member, EDIT) if model is Meeting else reached_rows(member, EDIT, carers=CARERS[model])
        if not _was_reached(member, model, reach, entry):
            raise Missing(_("There is nothing to undo."))


def _was_reached(member: Member, model: Any, reach: Any, entry: Entry) -> bool:
    if model.objects.of(member).filter(reach, pk=entry["id"]).exists():
        return True
    gone = entry["before"] if entry["after"] is None else None
    if not gone:
        return False
    own = {gone.get(name) for name in ("owner_id", "author_id", "member_id", "organiser_id")}
    about = Party.objects.within(member, EDIT).filter(reached_by(member, "customers.view"), pk=gone.get("party_id"))
    return member.pk in own or about.exists()
