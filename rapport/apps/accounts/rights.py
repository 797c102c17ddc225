"""Rights are words of the form object.action; a role is a set of them."""

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

ROLES: dict[str, frozenset[str]] = {
    "owner": frozenset(OWN),
    "admin": frozenset(ADMINISTER),
    "editor": frozenset(EDIT),
    "contributor": frozenset(CONTRIBUTE),
    "viewer": VIEW,
    # Somebody without an account who came by a link: they reach the one canvas of that link and nothing else.
    "guest": frozenset({"canvas.view", "canvas.contribute"}),
}
ALL_RIGHTS = frozenset(OWN)
