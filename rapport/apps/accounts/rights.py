"""Rights are words of the form object.action; a role gives each of them a scope: all records, the team's, one's own."""

from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Scope = Literal["", "own", "team", "all"]
FieldAccess = Literal["hide", "read", "write"]
WIDTHS: tuple[Scope, ...] = ("", "own", "team", "all")
FIELD_WIDTHS: tuple[FieldAccess, ...] = ("hide", "read", "write")

VIEW = frozenset(
    {
        "canvas.view",
        "conversations.view",
        "customers.view",
        "metrics.view",
        "orders.view",
        "responses.view",
        "segments.view",
        "activity.view",
        "members.view",
    }
)
CONTRIBUTE = VIEW | {"canvas.contribute", "conversations.edit"}
EDIT = CONTRIBUTE | {
    "api.use",
    "canvas.edit",
    "canvas.share",
    "consent.edit",
    "customers.edit",
    "exports.run",
    "fields.edit",
    "imports.run",
    "jobs.view",
    "orders.edit",
    "responses.edit",
    "segments.edit",
    "targets.edit",
    "templates.edit",
}
ADMINISTER = EDIT | {"jobs.manage", "members.manage", "privacy.manage", "workspace.manage"}
OWN = ADMINISTER | {"workspace.own"}

# What is about single customers can be held for one's own or one's team's records; everything else is all or nothing.
SCOPED = frozenset(
    {
        "consent.edit",
        "conversations.view",
        "conversations.edit",
        "customers.view",
        "customers.edit",
        "orders.view",
        "orders.edit",
        "responses.view",
        "responses.edit",
    }
)
# What a role of one's own may hide or let be read only. Each field that a workspace added can have its own rule too.
FIELDS: dict[str, str | Promise] = {
    "customers.email": _("E-mail addresses"),
    "customers.phone": _("Phone numbers"),
    "customers.address": _("Streets and postal codes"),
    "customers.birth_date": _("Dates of birth"),
    "customers.gender": _("Gender"),
    "customers.personal_facts": _("Personal facts"),
    "customers.tax_number": _("Tax numbers"),
    "customers.terms": _("Terms of companies"),
    "customers.notes": _("Notes on records"),
    "customers.files": _("Files of records"),
    "customers.attributes": _("Fields of your own"),
}
OWN_FIELDS = "customers.attributes"

SALES = CONTRIBUTE | {"customers.edit", "orders.edit", "exports.run", "consent.edit", "api.use"}
SUPPORT = CONTRIBUTE | {"customers.edit", "responses.edit", "consent.edit", "api.use"}


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
# Only a built-in role makes an owner, so that there always is one.
GRANTABLE = ALL_RIGHTS - {"workspace.own"}

# A right that means nothing without another one that reaches at least as far.
NEEDS = {
    "customers.edit": "customers.view",
    "consent.edit": "customers.view",
    "conversations.edit": "conversations.view",
    "privacy.manage": "customers.view",
    "fields.edit": "customers.view",
    "orders.view": "customers.view",
    "orders.edit": "orders.view",
    "responses.view": "customers.view",
    "responses.edit": "responses.view",
    "segments.edit": "segments.view",
    "targets.edit": "metrics.view",
    "canvas.contribute": "canvas.view",
    "canvas.edit": "canvas.contribute",
    "canvas.share": "canvas.view",
    "templates.edit": "canvas.view",
    "jobs.manage": "jobs.view",
    "members.manage": "members.view",
}

# Every right in words, by the object it is about.
OBJECTS: dict[str | Promise, dict[str, str | Promise]] = {
    _("People and companies"): {
        "customers.view": _("See"),
        "customers.edit": _("Add and change"),
        "fields.edit": _("Define fields"),
        "consent.edit": _("Record what they allow"),
        "privacy.manage": _("Copy, erase and restrict personal data"),
    },
    _("Tasks, calls, meetings, messages"): {
        "conversations.view": _("See"),
        "conversations.edit": _("Add and change"),
    },
    _("Orders"): {"orders.view": _("See"), "orders.edit": _("Add and change")},
    _("Survey answers"): {"responses.view": _("See"), "responses.edit": _("Add and change")},
    _("Segments"): {"segments.view": _("See"), "segments.edit": _("Define")},
    _("Figures"): {"metrics.view": _("See"), "targets.edit": _("Set targets")},
    _("Canvases"): {
        "canvas.view": _("See"),
        "canvas.contribute": _("Write notes and comments"),
        "canvas.edit": _("Make and set up"),
        "canvas.share": _("Share outside"),
        "templates.edit": _("Make templates"),
    },
    _("Files"): {"imports.run": _("Import"), "exports.run": _("Export")},
    _("Workspace"): {
        "activity.view": _("See what happened"),
        "members.view": _("See members"),
        "members.manage": _("Invite, give roles and teams"),
        "jobs.view": _("See background work"),
        "jobs.manage": _("Stop and repeat background work"),
        "workspace.manage": _("Change settings"),
        "api.use": _("Work through the API"),
        "workspace.own": _("Own the workspace"),
    },
}


def title_of(right: str) -> str:
    """A right in words.

    >>> title_of("customers.view")
    'People and companies: See'
    """
    for of, actions in OBJECTS.items():
        if right in actions:
            return f"{of}: {actions[right]}"
    return right
