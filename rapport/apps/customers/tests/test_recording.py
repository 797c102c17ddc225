import pytest

from rapport.apps.accounts.models import Member
from rapport.apps.customers.models import Party
from rapport.apps.customers.operations import Matching, PartyFacts, record_parties
from rapport.apps.customers.operations._book import Book

pytestmark = pytest.mark.django_db
BY_NAME_TOO = Matching(bare_names=True)


def test_namesakes_are_read_only_for_facts_that_say_nothing_but_a_name(mara: Member) -> None:
    record_parties(mara, [PartyFacts(name="Ana Roe", email=f"ana{number}@x.example") for number in range(30)])
    with_address, bare = Book(mara, BY_NAME_TOO), Book(mara, BY_NAME_TOO)

    with_address.load([PartyFacts(name="Ana Roe", email="new@x.example")])
    bare.load([PartyFacts(name="Ana Roe")])

    assert (len(with_address.rows), len(bare.rows)) == (0, 30)


def test_the_oldest_of_several_namesakes_is_meant(mara: Member) -> None:
    record_parties(mara, [PartyFacts(name="Ana Roe", email=f"ana{number}@x.example") for number in range(2)])
    bare = PartyFacts(name="Ana Roe", tags=("met",))

    told = record_parties(mara, [PartyFacts(name="Ana Roe", email="ana9@x.example"), bare], matching=BY_NAME_TOO)

    assert Party.objects.of(mara).count() == 3
    assert told.ids[1] == Party.objects.of(mara).get(email="ana0@x.example").pk
