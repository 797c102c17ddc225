"""Ana is a customer of Glow; Edi looks after nobody until a test says so."""

import pytest

from rapport.apps.accounts.models import Member
from rapport.apps.customers.models import Party
from rapport.apps.customers.operations import create_party


@pytest.fixture
def ana(mara: Member) -> Party:
    return create_party(mara, name="Ana Prado", email="ana@mail.example", kind="person")


@pytest.fixture
def ben(mara: Member) -> Party:
    return create_party(mara, name="Ben Ortega", email="ben@mail.example", kind="person")
