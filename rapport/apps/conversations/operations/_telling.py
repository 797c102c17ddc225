"""Whom a task, a call, a meeting or a message calls by @Name learns of it."""

from collections.abc import Collection, Sequence
from typing import Any

from django.utils.translation import gettext as _

from rapport.apps.accounts.models import Member
from rapport.apps.accounts.operations.mentioning import tell_mentioned
from rapport.apps.activity.operations import Change
from rapport.apps.conversations.queries.addresses import address_of
from rapport.apps.conversations.queries.reach import may_read

TEXTS = {"task": ("details",), "call": ("notes",), "meeting": ("agenda", "minutes"), "message": ("text",)}


def tell_of_words(
    member: Member, change: Change, row: Any, *, meant: Sequence[int] = (), told: Collection[int | None] = ()
) -> None:
    """Tell whom the deed has written the name of into the row, but not those who are `told` of the deed anyway."""
    kind = row._meta.model_name
    wrote = [one for one in change.details.get("rows", []) if one["model"] == kind and one["id"] == row.pk]
    if not wrote:
        return
    texts = [(_before(wrote[0], name, getattr(row, name)), getattr(row, name)) for name in TEXTS[kind]]
    tell_mentioned(
        member,
        texts,
        may_read=lambda reader: may_read(reader, row),
        url=address_of(member.workspace.slug, kind, row.pk),
        about=_called(kind, row),
        meant=meant,
        told={one for one in told if one is not None},
    )


def _before(entry: dict[str, Any], name: str, now: str) -> str:
    """What a text was before the deed: nothing in a new row, what it is now where the deed has left it alone."""
    return "" if entry["before"] is None else entry["before"].get(name, now)


def _called(kind: str, row: Any) -> str:
    """What it is about; the customer's name stays on the page, where reach is asked for."""
    if kind == "task":
        return str(row.title)
    return row.subject or (_("A call") if kind == "call" else _("A message"))
