import pytest

from rapport.apps.accounts.models import Member
from rapport.apps.customers.models import Party
from rapport.apps.customers.operations import add_contact_point, create_party
from rapport.apps.customers.operations.arriving import AlreadyKnown, receive_party
from rapport.kernel.errors import Refused

pytestmark = pytest.mark.django_db


def test_somebody_unknown_is_created(mara: Member) -> None:
    party = receive_party(mara, name="Ana", email="ana@x.example")

    assert Party.objects.of(mara).get() == party


@pytest.mark.parametrize("facts", [{"email": "ANA@x.example"}, {"phone": "0034 600 111 222"}, {"external_id": "7"}])
def test_a_known_address_phone_or_number_is_refused_with_the_id(mara: Member, facts: dict[str, str]) -> None:
    ana = create_party(mara, kind="person", name="Ana", email="ana@x.example", phone="+34 600 111 222", external_id="7")

    with pytest.raises(AlreadyKnown) as refused:
        receive_party(mara, name="Anna", **facts)

    assert (refused.value.status, refused.value.party_ids) == (409, [ana.pk])
    assert Party.objects.of(mara).count() == 1


def test_the_known_one_is_returned_as_it_is_or_updated(mara: Member) -> None:
    ana = create_party(mara, kind="person", name="Ana", email="ana@x.example", city="Rome")

    returned = receive_party(mara, on_conflict="return", name="Anna", email="ana@x.example")
    updated = receive_party(mara, on_conflict="update", name="Anna", email="ana@x.example", city=None)

    assert (returned.pk, returned.name) == (ana.pk, "Ana")
    assert (updated.pk, updated.name, updated.city) == (ana.pk, "Anna", "Rome")


def test_a_further_address_is_known_too(mara: Member) -> None:
    ana = create_party(mara, kind="person", name="Ana")
    add_contact_point(mara, ana.pk, kind="email", value="ana@work.example")

    assert receive_party(mara, on_conflict="return", name="A", email="ana@work.example").pk == ana.pk


def test_another_answer_to_a_conflict_is_refused(mara: Member) -> None:
    with pytest.raises(Refused):
        receive_party(mara, on_conflict="double", name="Ana")  # type: ignore[arg-type]
