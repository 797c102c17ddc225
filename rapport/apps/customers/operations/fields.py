"""The workspace's own fields: defined, changed, put in order, put away."""

import re
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from rapport.apps.accounts.models import Member
from rapport.apps.activity.operations import recorded
from rapport.apps.customers.models import CustomField
from rapport.kernel.actor import Actor
from rapport.kernel.clock import now
from rapport.kernel.errors import Conflict, Missing, Refused
from rapport.kernel.text import folded, text_error

MOST_FIELDS = 50
MOST_CHOICES = 100
LONGEST_TITLE = 80
LONGEST_HELP = 200
LONGEST_KEY = 40
WITH_CHOICES = (CustomField.Kind.CHOICE, CustomField.Kind.CHOICES)
CHANGEABLE = {"title", "help", "used_for", "choices"}


def create_field(
    member: Member,
    *,
    title: str,
    kind: str,
    used_for: str = CustomField.For.BOTH,
    help: str = "",
    choices: Sequence[str] = (),
    actor: Actor | None = None,
) -> CustomField:
    """A new field of people, companies or both, behind those that are there."""
    member.require("fields.edit")
    if kind not in CustomField.Kind.values:
        raise Refused(_("Choose what the field holds."), place="kind", code="field")
    said = _checked({"title": title, "help": help, "used_for": used_for, "choices": choices}, kind)
    with recorded(actor or member.actor, "field.created", topics=["fields", "parties"]) as change:
        rows = CustomField.objects.of(member)
        _refuse_taken(member, said["title"])
        if rows.filter(archived_at=None).count() >= MOST_FIELDS:
            raise Refused(_("There is room for %(most)d fields. Archive one first.") % {"most": MOST_FIELDS})
        last = rows.order_by("-position").values_list("position", flat=True).first()
        field: CustomField = CustomField.objects.create(
            workspace_id=member.workspace_id,
            key=_free_key(said["title"], set(rows.values_list("key", flat=True))),
            kind=kind,
            position=0 if last is None else last + 1,
            **said,
        )
        change.about("field", field.pk, field.title)
    return field


def update_field(member: Member, field_id: int, **said: Any) -> CustomField:
    """Change title, help, whom it is for, or the choices. Its key and what it holds stay, so that no value is lost."""
    member.require("fields.edit")
    if unknown := set(said) - CHANGEABLE:
        raise Refused(_("This cannot be changed."), place=min(unknown), code="field")
    with recorded(member.actor, "field.updated", topics=["fields", "parties"]) as change:
        field = _locked(member, field_id)
        values = _checked({name: said.get(name, getattr(field, name)) for name in CHANGEABLE}, field.kind)
        if values["title"] != field.title and field.archived_at is None:
            _refuse_taken(member, values["title"])
        change.about("field", field.pk, values["title"])
        before = {name: getattr(field, name) for name in CHANGEABLE}
        change.details["before"] = {name: before[name] for name in sorted(CHANGEABLE) if before[name] != values[name]}
        if not change.details["before"]:
            change.leave_no_record()
        for name, value in values.items():
            setattr(field, name, value)
        field.save(update_fields=sorted(CHANGEABLE))
    return field


def move_field(member: Member, field_id: int, *, up: bool) -> CustomField:
    """Let the field change places with its neighbour."""
    member.require("fields.edit")
    with recorded(member.actor, "field.moved", topics=["fields"]) as change:
        field = _locked(member, field_id)
        rows = list(CustomField.objects.of(member).filter(archived_at=None).order_by("position", "title"))
        at = next((number for number, one in enumerate(rows) if one.pk == field.pk), None)
        to = None if at is None else at - 1 if up else at + 1
        if at is None or to is None or not 0 <= to < len(rows):
            change.leave_no_record()
            return field
        rows[at], rows[to] = rows[to], rows[at]
        for position, one in enumerate(rows):
            if one.position != position:
                CustomField.objects.of(member).filter(pk=one.pk).update(position=position)
        change.about("field", field.pk, field.title)
    return field


def archive_field(member: Member, field_id: int) -> CustomField:
    """Put a field away: it is no longer shown or asked for; its values stay and come back with it."""
    return _set_archived(member, field_id, "field.archived", archived=True)


def restore_field(member: Member, field_id: int) -> CustomField:
    """Take a field up again, with all its values."""
    return _set_archived(member, field_id, "field.restored", archived=False)


def key_for(title: str) -> str:
    """The key a title leads to.

    >>> key_for("Contract type"), key_for("2. Größe")
    ('contract_type', 'field_2_grosse')
    """
    plain = re.sub(r"[^a-z0-9]+", "_", folded(title)).strip("_") or "field"
    named = plain if plain[0].isalpha() else f"field_{plain}"
    return named[:LONGEST_KEY].rstrip("_")


def _free_key(title: str, taken: set[str]) -> str:
    key, number = key_for(title), 1
    candidate = key
    while candidate in taken:
        number += 1
        candidate = f"{key[: LONGEST_KEY - 4].rstrip('_')}_{number}"
    return candidate


def _set_archived(member: Member, field_id: int, verb: str, *, archived: bool) -> CustomField:
    member.require("fields.edit")
    with recorded(member.actor, verb, topics=["fields", "parties"]) as change:
        field = _locked(member, field_id)
        change.about("field", field.pk, field.title)
        if (field.archived_at is not None) == archived:
            change.leave_no_record()
        elif not archived:
            _refuse_taken(member, field.title)
        field.archived_at = (field.archived_at or now()) if archived else None
        field.save(update_fields=["archived_at"])
    return field


def _locked(member: Member, field_id: int) -> CustomField:
    field: CustomField | None = CustomField.objects.of(member).select_for_update().filter(pk=field_id).first()
    if field is None:
        raise Missing(_("There is no such field."))
    return field


def _checked(said: dict[str, Any], kind: str) -> dict[str, Any]:
    title, help_text = str(said["title"]).strip(), str(said["help"]).strip()
    if error := (text_error(title, longest=LONGEST_TITLE) or ("" if title else _("A field needs a name."))):
        raise Refused(error, place="title", code="field")
    if error := text_error(help_text, longest=LONGEST_HELP):
        raise Refused(error, place="help", code="field")
    if said["used_for"] not in CustomField.For.values:
        raise Refused(_("Choose people, companies or both."), place="used_for", code="field")
    choices = _checked_choices(said["choices"]) if kind in WITH_CHOICES else []
    return {"title": title, "help": help_text, "used_for": said["used_for"], "choices": choices}


def _checked_choices(given: Sequence[str]) -> list[str]:
    choices = list({str(one).strip().casefold(): str(one).strip() for one in given if str(one).strip()}.values())
    if not choices:
        raise Refused(_("Write at least one choice, each on a line of its own."), place="choices", code="field")
    if len(choices) > MOST_CHOICES:
        raise Refused(_("At most %(most)d choices.") % {"most": MOST_CHOICES}, place="choices", code="field")
    for choice in choices:
        error = text_error(choice, longest=LONGEST_TITLE)
        if not error and any(sign in choice for sign in '"\\;|\n'):
            error = _("“%(choice)s”: a choice holds no quotation mark, backslash, semicolon or bar.") % {
                "choice": choice
            }
        if error:
            raise Refused(error, place="choices", code="field")
    return choices


def _refuse_taken(member: Member, title: str) -> None:
    if CustomField.objects.of(member).filter(title__iexact=title, archived_at=None).exists():
        message = _("There already is a field “%(title)s”. Choose another name.") % {"title": title}
        raise Conflict(message, place="title", code="taken")
