"""Setting up workspaces, inviting, giving roles and teams: the only writers of this room."""

from rapport.apps.accounts.operations.giving import change_role
from rapport.apps.accounts.operations.people import (
    INVITATION_LASTS,
    accept_invitation,
    add_guest,
    brand_workspace,
    choose_theme,
    create_demo_workspace,
    create_further_demo,
    create_workspace,
    deactivate_member,
    first_start,
    invite,
    mail_invitation,
    notify_members,
    reactivate_member,
    read_all_notifications,
    read_notification,
    tell_members,
    unread_notification,
    update_workspace,
    withdraw_invitation,
)
from rapport.apps.accounts.operations.roles import create_role, delete_role, update_role
from rapport.apps.accounts.operations.sign_ins import record_sign_in
from rapport.apps.accounts.operations.teams import create_team, delete_team, update_team
from rapport.apps.accounts.operations.tokens import create_token, note_use, revoke_token

__all__ = [
    "INVITATION_LASTS",
    "accept_invitation",
    "add_guest",
    "brand_workspace",
    "change_role",
    "choose_theme",
    "create_demo_workspace",
    "create_further_demo",
    "create_role",
    "create_team",
    "create_token",
    "create_workspace",
    "deactivate_member",
    "delete_role",
    "delete_team",
    "first_start",
    "invite",
    "mail_invitation",
    "note_use",
    "notify_members",
    "reactivate_member",
    "read_all_notifications",
    "read_notification",
    "record_sign_in",
    "revoke_token",
    "tell_members",
    "unread_notification",
    "update_role",
    "update_team",
    "update_workspace",
    "withdraw_invitation",
]
