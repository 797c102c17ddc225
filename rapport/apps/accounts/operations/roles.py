"""Roles of a workspace's own: which rights they give for which records, and which fields they hide."""

from collections.abc import Mapping
from typing import Any

from rapport.apps.accounts.models import Member, OwnRole, RoleHolder
from rapport.apps.accounts.operations.giving import refuse_wider, refuse_wider_fields
from rapport.apps.accounts.operations.sessions import renew_sessions
from rapport.apps.accounts.rights import (
    FIELD_WIDTHS,
    FIELDS,
    GRANTABLE,
    NEEDS,
    OWN_FIELDS,
    SCOPED,
    WIDTHS,
    FieldAccess,
    Scope,
    title_of,
)
from rapport.apps.activity.operations import recorded
from rapport.kernel.errors import Conflict, Missing, Refused
from rapport.kernel.text import text_error

MOST_FIELD_RULES = 200


def create_role(
    member: Member, *, name: str, grants: Mapping[str, str], fields: Mapping[str, str], description: str = ""
) -> OwnRole:
    """A new role. `grants` gives rights their scope, `fields` says what is hidden or read only."""
    member.require("members.manage")
    made = OwnRole(workspace_id=member.workspace_id)
    with recorded(member.actor, "role.created", topics=["members"]) as change:
        _fill(member, made, name=name, description=description, grants=grants, fields=fields)
        made.save()
        change.about("role", made.pk, made.name)
        change.details["after"] = _told(made)
    return made


def update_role(
    member: Member,
    role_id: int,
    *,
    name: str,
    grants: Mapping[str, str],
    fields: Mapping[str, str],
    description: str = "",
) -> OwnRole:
    """Change a role for everybody who has it, at once. Raises Missing."""
    member.require("members.manage")
    with recorded(member.actor, "role.updated", topics=["members"]) as change:
        role = _locked(member, role_id)
        before = _told(role)
        _fill(member, role, name=name, description=description, grants=grants, fields=fields)
        role.save()
        change.about("role", role.pk, role.name)
        change.details |= {"before": before, "after": _told(role)}
        is_another = before != _told(role)
        if not is_another:
            change.leave_no_record()
    if is_another:
        renew_sessions(RoleHolder.objects.of(member).filter(role=role).values_list("member__user", flat=True))
    return role


def delete_role(member: Member, role_id: int) -> OwnRole:
    """Remove a role that nobody has. Raises Missing, and Refused while somebody has it."""
    member.require("members.manage")
    with recorded(member.actor, "role.removed", topics=["members"]) as change:
        role = _locked(member, role_id)
        holders = role.holders.of(member).count()  # type: ignore[attr-defined]
        if holders:
            who = "One member has" if holders == 1 else f"{holders} members have"
            raise Refused(f"{who} this role. Give them another one first.", place="role", code="held")
        change.about("role", role.pk, role.name)
        change.details["before"] = _told(role)
        OwnRole.objects.of(member).filter(pk=role_id).delete()
    return role


def _locked(member: Member, role_id: int) -> OwnRole:
    role: OwnRole | None = OwnRole.objects.of(member).select_for_update().filter(pk=role_id).first()
    if role is None:
        raise Missing("There is no such role.")
    return role


def _fill(
    member: Member,
    role: OwnRole,
    *,
    name: str,
    description: str,
    grants: Mapping[str, str],
    fields: Mapping[str, str],
) -> None:
    wanted, rules = _grants(grants), _rules(fields)
    refuse_wider(member, {right: scope for right, scope in wanted.items() if _wider(scope, role.grants.get(right, ""))})
    refuse_wider_fields(member, _opened(role, rules))
    role.name, role.description = _words(name, "name", 80), _words(description, "description", 200)
    if not role.name:
        raise Refused("Give the role a name.", place="name", code="name")
    if OwnRole.objects.of(member).filter(name__iexact=role.name).exclude(pk=role.pk).exists():
        raise Conflict(f"There is a role “{role.name}” already.", place="name", code="taken")
    role.grants, role.fields = wanted, rules


def _opened(role: OwnRole, rules: Mapping[str, FieldAccess]) -> dict[str, FieldAccess]:
    """The fields that the rules show or open more than the role did; a new role opens whatever it does not hide."""
    after: dict[str, FieldAccess] = {key: rules.get(key, "write") for key in {*FIELDS, *role.fields, *rules}}
    before = {key: role.field_access(key) if role.pk else "hide" for key in after}
    return {
        key: access for key, access in after.items() if FIELD_WIDTHS.index(access) > FIELD_WIDTHS.index(before[key])
    }


def _wider(scope: Scope, before: Scope) -> bool:
    return WIDTHS.index(scope) > WIDTHS.index(before)


def _grants(said: Mapping[str, str]) -> dict[str, Scope]:
    for right, scope in said.items():
        if right not in GRANTABLE:
            raise Refused(f"“{right}” is not a right that a role can give.", place="grants", code="right")
        if scope not in WIDTHS or (scope in {"own", "team"} and right not in SCOPED):
            raise Refused(f"“{scope}” is no scope of {title_of(right)}.", place=right, code="scope")
    given: dict[str, Scope] = {right: scope for right, scope in said.items() if scope}  # type: ignore[misc]
    for right, needed in NEEDS.items():
        if _wider(given.get(right, ""), given.get(needed, "")):
            raise Refused(f"{title_of(right)} needs {title_of(needed)} at least as wide.", place=right, code="needs")
    return given


def _rules(said: Mapping[str, str]) -> dict[str, FieldAccess]:
    if len(said) > MOST_FIELD_RULES:
        raise Refused(f"At most {MOST_FIELD_RULES} rules about fields.", place="fields", code="too_many")
    for field, access in said.items():
        known = field in FIELDS or (field.startswith(f"{OWN_FIELDS}.") and len(field) <= 80)
        if not known or access not in FIELD_WIDTHS:
            raise Refused(f"“{field}” cannot be set to “{access}”.", place="fields", code="field")
    return {field: access for field, access in said.items() if access != "write"}  # type: ignore[misc]


def _words(text: str, place: str, longest: int) -> str:
    line = " ".join(text.split())
    if why := text_error(line, longest=longest):
        raise Refused(why, place=place, code="text")
    return line


def _told(role: OwnRole) -> dict[str, Any]:
    return {"name": role.name, "description": role.description, "grants": role.grants, "fields": role.fields}
