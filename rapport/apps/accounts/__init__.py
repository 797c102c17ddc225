"""Users, workspaces, members and their rights, invitations, and the audit of sign-ins and role changes."""
