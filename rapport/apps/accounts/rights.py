"""Rights are words of the form object.action; a role gives each of them a scope: all records, the team's, one's own."""

from typing import Literal

Scope = Literal["", "own", "team", "all"]
FieldAccess = Literal["hide", "read", "write"]
WIDTHS: tuple[Scope, ...] = ("", "own", "team", "all")
FIELD_WIDTHS: tuple[FieldAccess, ...] = ("hide", "read", "write")

VIEW = frozenset(
    {
        "canvas.view",
        "customers.view",
        "metrics.view",
        "orders.view",
        "responses.view",
        "segments.view",
        "activity.view",
        "members.view",
    }
)
CONTRIBUTE = VIEW | {"canvas.contribute"}
EDIT = CONTRIBUTE | {
    "canvas.edit",
    "canvas.share",
    "customers.edit",
    "exports.run",
    "imports.run",
    "jobs.view",
    "orders.edit",
    "responses.edit",
    "segments.edit",
    "targets.edit",
    "templates.edit",
}
ADMINISTER = EDIT | {"jobs.manage", "members.manage", "workspace.manage"}
OWN = ADMINISTER | {"workspace.own"}

# What is about single customers can be held for one's own or one's team's records; everything else is all or nothing.
SCOPED = frozenset(
    {"customers.view", "customers.edit", "orders.view", "orders.edit", "responses.view", "responses.edit"}
)
SALES = VIEW | {"canvas.contribute", "customers.edit", "orders.edit", "exports.run"}
SUPPORT = VIEW | {"canvas.contribute", "customers.edit", "responses.edit"}


def _everywhere(rights: frozenset[str]) -> dict[str, Scope]:
    return dict.fromkeys(rights, "all")


ROLES: dict[str, dict[str, Scope]] = {
    "owner": _everywhere(frozenset(OWN)),
    "admin": _everywhere(frozenset(ADMINISTER)),
    "editor": _everywhere(frozenset(EDIT)),
    "contributor": _everywhere(frozenset(CONTRIBUTE)),
    "viewer": _everywhere(VIEW),
    "sales": _everywhere(SALES),
    "support": _everywhere(SUPPORT),
    # Nothing by itself: whoever has this one has what the workspace's own roles give them.
    "custom": {},
    # Somebody without an account who came by a link: they reach the one canvas of that link and nothing else.
    "guest": _everywhere(frozenset({"canvas.view", "canvas.contribute"})),
}
ALL_RIGHTS = frozenset(OWN)
