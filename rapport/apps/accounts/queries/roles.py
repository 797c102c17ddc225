"""Roles and teams: what they give and who has them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Prefetch, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rapport.apps.accounts.models import Member, OwnRole, RoleHolder, Team, TeamMember
from rapport.apps.accounts.rights import OBJECTS, ROLES, SCOPED, Scope
from rapport.kernel.errors import Missing

SCOPES: dict[Scope, str | Promise] = {"": _("None"), "own": _("Their own"), "team": _("Their teams'"), "all": _("All")}
YES_OR_NO: dict[Scope, str | Promise] = {"": _("No"), "all": _("Yes")}


@dataclass(frozen=True, slots=True)
class Cell:
    """What one role gives of one right, in words."""

    scope: Scope
    words: str | Promise


@dataclass(frozen=True, slots=True)
class Line:
    """One right and what each role gives of it."""

    right: str
    action: str | Promise
    scoped: bool
    cells: list[Cell]


@dataclass(frozen=True, slots=True)
class Sheet:
    """All rights about one object."""

    title: str | Promise
    lines: list[Line]


def choices_of(right: str) -> dict[Scope, str | Promise]:
    """The scopes that a right can have, in words."""
    return SCOPES if right in SCOPED else YES_OR_NO


def sheets_of(*columns: Mapping[str, Scope]) -> list[Sheet]:
    """What some roles give, right by right; each column is the grants of a role."""
    return [
        Sheet(
            title, [Line(right, action, right in SCOPED, _cells(right, columns)) for right, action in actions.items()]
        )
        for title, actions in OBJECTS.items()
    ]


def _cells(right: str, columns: tuple[Mapping[str, Scope], ...]) -> list[Cell]:
    given = [column.get(right, "") for column in columns]
    return [Cell(scope, choices_of(right).get(scope, "")) for scope in given]


def built_in_roles() -> list[tuple[str, str]]:
    """The built-in roles and their titles."""
    titles = dict(Member.Role.choices)
    hidden = {Member.Role.CUSTOM, Member.Role.GUEST}
    return [(name, str(titles[name])) for name in ROLES if name not in hidden]


def own_roles(member: Member) -> QuerySet[Any, OwnRole]:
    """The roles of the workspace's own by name, each with `held`: how many members have it."""
    member.require("members.view")
    return OwnRole.objects.of(member).annotate(held=Count("holders")).order_by("name")  # type: ignore[no-any-return]


def own_role(member: Member, role_id: int) -> OwnRole:
    """One role of the workspace's own, with `held`. Raises Missing."""
    found: OwnRole | None = own_roles(member).filter(pk=role_id).first()
    if found is None:
        raise Missing("There is no such role.")
    return found


def other_member(member: Member, member_id: int) -> Member:
    """A member of the workspace, who is no guest. Raises Missing."""
    member.require("members.view")
    rows = Member.objects.of(member).with_account().select_related("user")
    found: Member | None = rows.filter(pk=member_id).first()
    if found is None:
        raise Missing("There is no such member.")
    return found


def held_roles(member: Member) -> Prefetch[Any]:
    """For members: the roles of the workspace's own that they have."""
    holders = RoleHolder.objects.of(member).select_related("role").order_by("role__name")
    return Prefetch("roles_held", holders)


def teams(member: Member) -> list[Team]:
    """The teams by name, each with the names of its members."""
    member.require("members.view")
    mates = TeamMember.objects.of(member).select_related("member__user").order_by("member__user__name")
    return list(Team.objects.of(member).order_by("name").prefetch_related(Prefetch("members", mates)))


def team(member: Member, team_id: int) -> Team:
    """One team with its members. Raises Missing."""
    found = next((one for one in teams(member) if one.pk == team_id), None)
    if found is None:
        raise Missing("There is no such team.")
    return found
