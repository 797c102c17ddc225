"""Views of the list: kept, changed, shared, thrown away."""

from collections.abc import Sequence
from typing import Any

from rapport.apps.accounts.models import Member
from rapport.apps.activity.operations import Change, recorded
from rapport.apps.customers.models import SavedView
from rapport.apps.customers.queries.columns import chosen, columns_for
from rapport.apps.customers.queries.saved_views import SUBJECT, may_change, saved_view
from rapport.apps.customers.rights import fields_of
from rapport.kernel.clock import now
from rapport.kernel.conditions import parse
from rapport.kernel.errors import Conflict, Refused
from rapport.kernel.text import text_error

LONGEST_NAME = 80
MOST_VIEWS = 100
CHANGEABLE = ("name", "rule", "columns", "sort", "layout", "shared")


def save_view(
    member: Member,
    *,
    name: str,
    rule: dict[str, Any] | None = None,
    columns: Sequence[str] = (),
    sort: str = "name",
    layout: str = SavedView.Layout.TABLE,
    shared: bool = False,
) -> SavedView:
    """Keep a list as it stands: whoever sees the list may, for themselves.

    `shared` shows it to everybody in the workspace, which takes the right to edit; each sees the records they may.
    """
    member.require("customers.edit" if shared else "customers.view")
    said = {"name": name, "rule": rule or {}, "columns": columns, "sort": sort, "layout": layout, "shared": shared}
    with recorded(member.actor, "view.saved", topics=["views"]) as change:
        own = SavedView.objects.of(member).filter(member=member.pk, subject=SUBJECT)
        if own.count() >= MOST_VIEWS:
            raise Refused(f"There is room for {MOST_VIEWS} views of your own. Delete one first.", code="too_many")
        values = _checked(member, said)
        _refuse_taken(member, member.pk, values["name"])
        view: SavedView = SavedView.objects.create(
            workspace_id=member.workspace_id, member=member, subject=SUBJECT, **values
        )
        _name(change, view)
    return view


def change_view(member: Member, view_id: int, **said: Any) -> SavedView:
    """Change name, rule, columns, sort, layout or whether it is shared; what is not named stays."""
    member.require("customers.edit" if said.get("shared") else "customers.view")
    if unknown := set(said) - set(CHANGEABLE):
        raise Refused(f"A view has no “{min(unknown)}”.", place=min(unknown), code="view")
    with recorded(member.actor, "view.changed", topics=["views"]) as change:
        view = _own(member, view_id)
        before = {name: getattr(view, name) for name in CHANGEABLE if name != "shared"}
        shared = view.shared_at is not None
        values = _checked(member, {**before, "shared": shared, **said})
        if shared and values["shared_at"]:
            values["shared_at"] = view.shared_at
        if values["name"] != view.name:
            _refuse_taken(member, view.member_id, values["name"])
        for name, value in values.items():
            setattr(view, name, value)
        view.save(update_fields=list(values))
        change.details["before"] = before
        _name(change, view)
    return view


def delete_view(member: Member, view_id: int) -> SavedView:
    """Throw a view away. The records it showed are not touched, and the log keeps what it was."""
    member.require("customers.view")
    with recorded(member.actor, "view.deleted", topics=["views"]) as change:
        view = _own(member, view_id)
        change.details["before"] = {name: getattr(view, name) for name in CHANGEABLE if name != "shared"}
        change.details["before"]["shared"] = view.shared_at is not None
        _name(change, view)
        SavedView.objects.of(member).filter(pk=view.pk).delete()
    return view


def _checked(member: Member, said: dict[str, Any]) -> dict[str, Any]:
    name = str(said["name"]).strip()
    if error := (text_error(name, longest=LONGEST_NAME) or ("" if name else "A view needs a name.")):
        raise Refused(error, place="name", code="view")
    if said["layout"] not in SavedView.Layout.values:
        raise Refused("A list is a table or cards.", place="layout", code="view")
    offered = columns_for(member)
    sort = offered.get(str(said["sort"]).removeprefix("-"))
    if sort is None or not (sort.order or sort.path):
        raise Refused("A list cannot be sorted by this.", place="sort", code="view")
    return {
        "name": name,
        "rule": _checked_rule(member, said["rule"]),
        "columns": [column.key for column in chosen(offered, said["columns"])],
        "sort": said["sort"],
        "layout": said["layout"],
        "shared_at": now() if said["shared"] else None,
    }


def _checked_rule(member: Member, rule: dict[str, Any]) -> dict[str, Any]:
    if not rule:
        return {}
    node = parse(rule)
    fields_of(member).require_visible(leaf.condition.name for leaf in node.leaves())
    return node.tree()


def _refuse_taken(member: Member, owner_id: int, name: str) -> None:
    if SavedView.objects.of(member).filter(member=owner_id, subject=SUBJECT, name=name).exists():
        raise Conflict(f"There already is a view “{name}”. Choose another name.", place="name", code="taken")


def _own(member: Member, view_id: int) -> SavedView:
    view = saved_view(member, view_id)
    if not may_change(member, view):
        raise Conflict("This view is shared, or somebody else's. Save the list under a name of your own.", code="view")
    return view


def _name(change: Change, view: SavedView) -> None:
    change.about("view", view.pk, view.name)
