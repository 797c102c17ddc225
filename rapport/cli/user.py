"""`rapport user`: the people of a workspace, for whoever runs the machine."""

from typing import TYPE_CHECKING, Annotated

import typer

from rapport.cli import house, terminal

if TYPE_CHECKING:
    from rapport.apps.accounts.models import Member

command = typer.Typer(help="People who sign in: list, invite, change roles, set passwords.", no_args_is_help=True)

Email = Annotated[str, typer.Argument(help="The person's address.")]
Role = Annotated[str, typer.Option(help="owner, admin, editor, contributor or viewer.")]


@command.command("list")
def list_members(workspace: house.WorkspaceOption = "", as_json: house.JsonOption = False) -> None:
    """Who is in the workspace, and in which role."""
    owner = _owner(workspace)
    from rapport.apps.accounts.queries import members_of

    rows = [_row(member) for member in members_of(owner)]
    if as_json:
        terminal.print_json(rows)
    else:
        terminal.print_table(rows)


@command.command("invite")
def invite_person(email: Email, role: Role = "editor", workspace: house.WorkspaceOption = "") -> None:
    """Open the workspace to an address; prints the path of the page where the invited person joins."""
    owner = _owner(workspace)
    from django.urls import reverse

    from rapport.apps.accounts.operations import invite

    with terminal.refusals():
        _, token = invite(owner, email=email, role=role)
    terminal.answer(reverse("start:invitation", args=[token]))


@command.command("role")
def give_role(
    email: Email, role: Annotated[str, typer.Argument(help="The new role.")], workspace: house.WorkspaceOption = ""
) -> None:
    """Give a member another role."""
    owner = _owner(workspace)
    from rapport.apps.accounts.operations import change_role

    with terminal.refusals():
        change_role(owner, member_id=_member(owner, email).pk, role=role)
    terminal.say(f"{email} is now {role}.")


@command.command("deactivate")
def deactivate(email: Email, workspace: house.WorkspaceOption = "") -> None:
    """Shut a member out; what they did keeps their name."""
    owner = _owner(workspace)
    from rapport.apps.accounts.operations import deactivate_member

    with terminal.refusals():
        deactivate_member(owner, member_id=_member(owner, email).pk)
    terminal.say(f"{email} can no longer enter {owner.workspace}.")


@command.command("password")
def set_password(email: Email) -> None:
    """Set a person's password; asks for it twice."""
    house.open()
    from django.core.management import CommandError, call_command

    try:
        call_command("changepassword", email)
    except CommandError as error:
        terminal.stop(str(error))


def _owner(workspace: str) -> "Member":
    house.open()
    return house.acting_member(workspace)


def _row(member: "Member") -> dict[str, object]:
    state = "deactivated" if member.deactivated_at else "active"
    return {"email": member.user.email, "name": member.user.name, "role": member.role, "state": state}


def _member(owner: "Member", email: str) -> "Member":
    from rapport.apps.accounts.queries import members_of

    member = members_of(owner).filter(user__email=email.strip().lower()).first()
    if member is None:
        terminal.stop(f"{email} is not a member of {owner.workspace}.")
    return member
