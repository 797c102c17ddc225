"""Every address below a merged record leads to the same below the record that was kept."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse

from rapport.apps.accounts.models import Member
from rapport.apps.customers.models import Party, PartyNote
from rapport.apps.customers.operations import create_party, merge_parties, unmerge, update_party
from rapport.web.moved import ADDS
from tests.access.matrix import found_routes, routes

pytestmark = pytest.mark.django_db
READ = {route.name for route in routes() if "GET" in route.methods}
BELOW = [one for one in found_routes() if set(one.parts) == {"workspace", "party_id"} and one.name in READ]


@pytest.fixture
def desk(client: Client, mara: Member) -> Client:
    client.force_login(mara.user)
    return client


@pytest.fixture
def merged(mara: Member) -> tuple[int, int, int]:
    """The record that was kept, the one that is no more, and the merge."""
    kept = create_party(mara, kind="person", name="Ana Ruiz", email="ana@x.example")
    other = create_party(mara, kind="person", name="Anna Ruiz", email="anna@y.example", phone="+34 600 111 222")
    return kept.pk, other.pk, merge_parties(mara, kept.pk, [other.pk]).pk


def addresses(party_id: int) -> Iterator[str]:
    for one in BELOW:
        yield reverse(one.name, kwargs={"workspace": "glow", "party_id": party_id})


def test_c12_pages_below_a_merged_record_lead_to_the_kept_one(desk: Client, merged: tuple[int, int, int]) -> None:
    kept, old, _ = merged

    led = [desk.get(f"{address}?from=a+letter") for address in addresses(old)]

    assert len(led) >= 5
    assert [one.status_code for one in led] == [302] * len(led)
    wanted = [f"{address}?from=a+letter" for address in addresses(kept)]
    # The record's own page begins anew.
    own = reverse("customers:party", kwargs={"workspace": "glow", "party_id": kept})
    assert [one["Location"].removesuffix("?from=a+letter") for one in led] == [
        address.removesuffix("?from=a+letter") for address in wanted
    ]
    assert desk.get(own).status_code == 200


def test_c12_what_is_added_to_a_merged_record_comes_to_the_kept_one(
    desk: Client, mara: Member, merged: tuple[int, int, int]
) -> None:
    kept, old, _ = merged

    answer = desk.post(f"/w/glow/customers/{old}/notes", {"text": "Called back"}, follow=True)

    assert answer.redirect_chain[0][1] == 307
    assert PartyNote.objects.of(mara).get().party_id == kept


@pytest.mark.parametrize(("method", "below"), [("post", "facts"), ("post", "archival"), ("delete", "archival")])
def test_c12_what_was_meant_for_the_record_as_it_was_does_not_hit_the_kept_one(
    desk: Client, merged: tuple[int, int, int], method: str, below: str
) -> None:
    assert getattr(desk, method)(f"/w/glow/customers/{merged[1]}/{below}").status_code == 404


def test_c12_only_addresses_that_there_are_take_additions() -> None:
    assert {route.name for route in routes() if "POST" in route.methods} >= ADDS


def test_c12_nobody_is_led_to_what_is_out_of_their_reach(
    client: Client, otto: Member, merged: tuple[int, int, int]
) -> None:
    client.force_login(otto.user)

    assert client.get(f"/w/glow/customers/{merged[1]}/facts").status_code == 404
    assert client.get(f"/w/other/customers/{merged[1]}/facts").status_code == 404


def test_c12_taken_apart_the_old_address_is_its_own_again(
    desk: Client, mara: Member, merged: tuple[int, int, int]
) -> None:
    unmerge(mara, merged[2])

    assert desk.get(f"/w/glow/customers/{merged[1]}/facts").status_code == 200


def test_a_merged_record_is_found_by_all_its_addresses_and_taken_apart_by_its_own_again(
    mara: Member, merged: tuple[int, int, int]
) -> None:
    kept, old, merge = merged

    assert "anna@y.example" in Party.objects.of(mara).get(pk=kept).search_text
    remarks = unmerge(mara, merge).remarks
    assert remarks == []
    assert "anna@y.example" not in Party.objects.of(mara).get(pk=kept).search_text
    assert "anna@y.example" in Party.objects.of(mara).get(pk=old).search_text


def test_facts_changed_after_a_merge_keep_what_is_searched_further(mara: Member, merged: tuple[int, int, int]) -> None:
    kept, _, merge = merged
    update_party(mara, kept, city="Lugo")

    unmerge(mara, merge)

    assert "lugo" in Party.objects.of(mara).get(pk=kept).search_text
