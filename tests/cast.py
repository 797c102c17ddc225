"""The people every test knows, by name.

`glow` is a shop for beauty products: mara owns it, ada administers, edi edits, cora contributes, vic looks.
`other` belongs to otto and must never be seen from glow.
"""

from functools import cache

import pytest
from django.contrib.auth.hashers import make_password

from rapport.apps.accounts.models import Member, User, Workspace
from rapport.apps.accounts.operations import create_workspace

PASSWORD = "quiet-harbour-42"


def make_user(name: str) -> User:
    """A user named like the part they play; the password is PASSWORD."""
    user: User = User.objects.create(email=f"{name.lower()}@rapport.example", name=name, password=_hashed())
    return user


@cache
def _hashed() -> str:
    """PASSWORD as the product keeps it, worked out once: a hash is made to take long, and all have the same."""
    return make_password(PASSWORD)


def make_member(workspace: Workspace, name: str, role: str) -> Member:
    """A user who already is a member, without the way through an invitation."""
    member: Member = Member.objects.create(workspace=workspace, user=make_user(name), role=role)
    return member


def open_glow() -> Member:
    """Mara, who has just opened Glow."""
    return create_workspace(make_user("Mara"), name="Glow", currency="EUR", time_zone="Europe/Madrid")


def open_other() -> Member:
    """Otto, who has just opened the other workspace."""
    return create_workspace(make_user("Otto"), name="Other", currency="EUR", time_zone="UTC")


@pytest.fixture
def mara(db: None) -> Member:
    return open_glow()


@pytest.fixture
def glow(mara: Member) -> Workspace:
    return mara.workspace


@pytest.fixture
def ada(glow: Workspace) -> Member:
    return make_member(glow, "Ada", "admin")


@pytest.fixture
def edi(glow: Workspace) -> Member:
    return make_member(glow, "Edi", "editor")


@pytest.fixture
def cora(glow: Workspace) -> Member:
    return make_member(glow, "Cora", "contributor")


@pytest.fixture
def vic(glow: Workspace) -> Member:
    return make_member(glow, "Vic", "viewer")


@pytest.fixture
def otto(db: None) -> Member:
    return open_other()


@pytest.fixture
def other(otto: Member) -> Workspace:
    return otto.workspace
