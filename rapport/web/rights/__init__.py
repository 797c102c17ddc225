"""Roles, teams and who has them, as pages.

They stand here because a role says which fields of records are hidden, and the room `accounts` does not know records.
"""
