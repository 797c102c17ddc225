"""Giving roles to members. Nobody gives rights they do not have, and a workspace keeps an owner."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from rapport.apps.accounts.models import Member, OwnRole, RoleHolder
from rapport.apps.accounts.operations.sessions import renew_sessions
from rapport.apps.accounts.rights import ALL_RIGHTS, FIELD_WIDTHS, FIELDS, ROLES, WIDTHS, FieldAccess, Scope, title_of
from rapport.apps.activity.operations import Change, recorded
from rapport.kernel.errors import Missing, NotPermitted, Refused


def change_role(member: Member, *, member_id: int, role: str, own_roles: Sequence[int] | None = None) -> Member:
    """Give another member a built-in role and, beside it, roles of the workspace's own; None leaves those as they are.

    The last owner stays owner, and only an owner makes or changes owners. Who has own roles only needs at least one.
    """
    member.require("members.manage")
    check_role(member, role)
    with changing(member, member_id, "member.role_changed") as (change, other):
        if other.role == Member.Role.GUEST:
            raise Missing("There is no such member.")
        if other.role == Member.Role.OWNER and role != Member.Role.OWNER:
            keep_an_owner(other)
        change.details["role"] = {"before": other.role, "after": role}
        before = {one.pk: one for one in other.own_roles}
        after = before if own_roles is None else _own_roles(member, own_roles, held=before)
        if role == Member.Role.CUSTOM and not after:
            raise Refused("Choose at least one role of your own, or a built-in role.", place="own_roles", code="none")
        other.role = role
        other.save(update_fields=["role"])
        _hold(change, other, before, after)
    renew_sessions([other.user_id])
    return other


def _own_roles(member: Member, wanted: Sequence[int], *, held: Mapping[int, OwnRole]) -> dict[int, OwnRole]:
    found: dict[int, OwnRole] = OwnRole.objects.of(member).in_bulk(set(wanted))
    if len(found) < len(set(wanted)):
        raise Refused("There is no such role.", place="own_roles", code="role")
    for key, role in found.items():
        if key not in held:
            refuse_wider(member, role.grants)
            refuse_wider_fields(member, {field: role.field_access(field) for field in FIELDS})
    return found


def _hold(change: Change, other: Member, before: Mapping[int, OwnRole], after: Mapping[int, OwnRole]) -> None:
    gone, come = before.keys() - after.keys(), after.keys() - before.keys()
    if gone:
        RoleHolder.objects.of(other).filter(member=other, role__in=gone).delete()
    rows = [RoleHolder(workspace_id=other.workspace_id, member=other, role_id=key) for key in sorted(come)]
    RoleHolder.objects.bulk_create(rows)
    if gone or come:
        names = {
            word: sorted(one.name for one in held.values()) for word, held in (("before", before), ("after", after))
        }
        change.details["own_roles"] = names
    other.forget_roles()


def _names(held: Mapping[int, OwnRole]) -> list[str]:
    return sorted(role.name for role in held.values())


def check_role(member: Member, role: str) -> None:
    """Raise Refused where this is no role that can be given, or NotPermitted where the member may not give it."""
    if role not in ROLES or role == Member.Role.GUEST:
        raise Refused(f"“{role}” is not a role.", place="role")
    if role == Member.Role.OWNER and not member.may("workspace.own"):
        raise NotPermitted("Only an owner can make somebody an owner.", code="workspace.own")
    refuse_wider(member, ROLES[role])
    if role != Member.Role.CUSTOM and member.has_field_rules:
        refuse_wider_fields(member, dict.fromkeys(FIELDS, "write"))


def refuse_wider(member: Member, grants: Mapping[str, Scope]) -> None:
    """Raise NotPermitted where the grants reach further than the member's own rights."""
    for right, scope in grants.items():
        if WIDTHS.index(scope) > WIDTHS.index(member.scope(right)):
            raise NotPermitted(
                f"You cannot give a right that you do not have yourself: {title_of(right)}.", place=right, code="wider"
            )


def refuse_wider_fields(member: Member, fields: Mapping[str, FieldAccess]) -> None:
    """Raise NotPermitted where the field rules show or open more than the member's own roles do."""
    for field, access in fields.items():
        if FIELD_WIDTHS.index(access) > FIELD_WIDTHS.index(member.field_access(field)):
            raise NotPermitted("You cannot open a field that is closed to you.", place=field, code="wider")


@contextmanager
def changing(member: Member, member_id: int, verb: str) -> Iterator[tuple[Change, Member]]:
    """The frame around a change of another member. Nobody changes somebody who has more rights than they have."""
    with recorded(member.actor, verb, topics=["members"]) as change:
        rows = Member.objects.of(member).select_for_update(of=("self",)).select_related("user")
        other: Member | None = rows.filter(pk=member_id).first()
        if other is None:
            raise Missing("There is no such member.")
        if other.role == Member.Role.OWNER and not member.may("workspace.own"):
            raise NotPermitted("Only an owner can change an owner.", code="workspace.own")
        if any(WIDTHS.index(other.given(right)) > WIDTHS.index(member.scope(right)) for right in ALL_RIGHTS):
            raise NotPermitted(f"{other} has rights that you do not have. Ask an owner.", code="wider")
        change.about("member", other.pk, str(other.user))
        yield change, other


def keep_an_owner(leaving: Member) -> None:
    """Raise Refused where nobody else is an owner."""
    others = Member.objects.of(leaving).active().filter(role=Member.Role.OWNER).exclude(pk=leaving.pk)
    if not others.exists():
        raise Refused("A workspace needs an owner. Make somebody else owner first.", code="last-owner")
