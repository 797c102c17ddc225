"""Merging over all rooms: everything follows, and everything comes back."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from rapport.apps.accounts.models import Member
from rapport.apps.activity.followers import follow
from rapport.apps.customers.models import (
    ContactPoint,
    DistinctPair,
    FormerId,
    Membership,
    Merge,
    Party,
    PartyTag,
    Relation,
    Segment,
    Tag,
    Terms,
)
from rapport.apps.customers.operations import merge_parties, unmerge
from rapport.apps.customers.operations._references import references
from rapport.apps.sales.followers import unmerged
from rapport.apps.sales.models import Order
from rapport.apps.sales.operations import LineFacts, OrderFacts, record_orders
from rapport.kernel.bulk import delete_rows
from rapport.kernel.errors import Conflict, Missing, Refused
from rapport.kernel.models import ChangedModel, Tombstone
from tests.rows import all_rows, example

pytestmark = pytest.mark.django_db
REFERENCES = {f"{one.model._meta.label}.{one.key.name}": one for one in references(Party)}


@pytest.mark.parametrize("name", sorted(REFERENCES))
def test_a_key_of_any_room_follows_the_merge_and_comes_back(name: str, mara: Member) -> None:
    reference = REFERENCES[name]
    kept, other = example(Party, mara, name="Ana Ruiz"), example(Party, mara, name="Anna Ruiz")
    example(reference.model, mara, **{reference.key.name: other})
    before = all_rows(mara)

    merge = merge_parties(mara, kept.pk, [other.pk])

    pointing = reference.model.objects.of(mara).filter(**{reference.key.name: kept.pk})
    if reference.model is DistinctPair:
        pointing = DistinctPair.objects.of(mara).filter(Q(first=kept) | Q(second=kept))
    assert pointing.exists()
    assert not Party.objects.of(mara).filter(pk=other.pk).exists()
    if issubclass(reference.model, ChangedModel) and reference.model is not Party:
        assert set(pointing.values_list("change", flat=True)) == {Party.objects.of(mara).get(pk=kept.pk).change}
    unmerge(mara, merge.pk)
    assert without_merges(all_rows(mara), merge) == without_merges(before, merge)


def without_merges(rows: dict[str, Any], merge: Merge) -> dict[str, Any]:
    rows["customers.Merge"].pop(merge.pk, None)
    return rows


KINDS = ["works_for", "partner", "supplier", "household", "referred_by"]
TEXTS = st.sampled_from(["", "a", "b"])
FEW = st.integers(0, 3)


@st.composite
def worlds(draw: st.DrawFn) -> dict[str, Any]:
    return {
        "people": [draw(st.tuples(TEXTS, TEXTS, TEXTS, st.dictionaries(TEXTS, FEW, max_size=2))) for _ in range(4)],
        "tags": draw(st.sets(st.tuples(FEW, FEW), max_size=8)),
        "memberships": draw(st.lists(st.tuples(FEW, st.integers(0, 1), st.booleans(), st.integers(1, 90)), max_size=8)),
        "relations": draw(st.sets(st.tuples(FEW, FEW, st.sampled_from(KINDS)), max_size=10)),
        "companies": draw(st.sets(st.tuples(FEW, FEW), max_size=3)),
        "terms": draw(st.sets(FEW, max_size=4)),
        "distinct": draw(st.sets(st.tuples(FEW, FEW), max_size=4)),
        "points": draw(st.sets(st.tuples(FEW, st.sampled_from(["a@x.example", "b@x.example"])), max_size=5)),
        "rows": draw(st.lists(st.tuples(st.sampled_from(sorted(REFERENCES)), FEW), max_size=8)),
        "kept": draw(FEW),
        "again": draw(st.booleans()),
    }


def build(world: dict[str, Any], mara: Member) -> list[Party]:
    people = [
        example(Party, mara, name=f"P{place}", city=city, email=f"{mail}@x.example" if mail else "",
                email_normal=f"{mail}@x.example" if mail else "", street=street, attributes=attributes,
                external_id=f"N{place}" if place % 2 else "")
        for place, (city, mail, street, attributes) in enumerate(world["people"])
    ]  # fmt: skip
    tags = [example(Tag, mara) for _ in range(4)]
    segments = [example(Segment, mara, name=name) for name in ("one", "two")]
    for person, tag in world["tags"]:
        example(PartyTag, mara, party=people[person], tag=tags[tag])
    taken = set()
    for person, segment, is_open, days in world["memberships"]:
        since = timezone.now() - timedelta(days=days)
        if not (is_open and (person, segment) in taken):
            until = None if is_open else since + timedelta(days=1)
            example(Membership, mara, party=people[person], segment=segments[segment], since=since, until=until)
            taken |= {(person, segment)} if is_open else set()
    for first, second, kind in world["relations"]:
        if first != second:
            example(Relation, mara, party=people[first], other=people[second], kind=kind)
    for person, company in world["companies"]:
        if person != company:
            Party.objects.of(mara).filter(pk=people[person].pk).update(company=people[company])
    for person in world["terms"]:
        example(Terms, mara, party=people[person], currency="EUR")
    for first, second in {tuple(sorted(pair)) for pair in world["distinct"]}:
        if first != second:
            example(DistinctPair, mara, first=people[first], second=people[second])
    for person, mail in world["points"]:
        example(ContactPoint, mara, party=people[person], kind="email", value=mail, normal=mail)
    for name, person in world["rows"]:
        reference = REFERENCES[name]
        if not reference.is_bound and name != "customers.Party.company":
            example(reference.model, mara, **{reference.key.name: people[person]})
    return people


@settings(
    max_examples=10,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(worlds())
def test_merge_then_unmerge_is_as_before(mara: Member, world: dict[str, Any]) -> None:
    with transaction.atomic():
        people = build(world, mara)
        kept, *others = [people[world["kept"]], *(one for place, one in enumerate(people) if place != world["kept"])]
        before = all_rows(mara)

        first = merge_parties(mara, kept.pk, [one.pk for one in others[: 2 if world["again"] else 3]])
        second = merge_parties(mara, others[2].pk, [kept.pk]) if world["again"] else None
        for merge in [second, first] if second else [first]:
            assert unmerge(mara, merge.pk).remarks == []

        after = all_rows(mara)
        after["customers.Merge"] = before["customers.Merge"]
        assert after == before
        transaction.set_rollback(True)


def two(mara: Member, **of_other: Any) -> tuple[Party, Party]:
    return example(Party, mara, name="Ana Ruiz"), example(Party, mara, name="Anna Ruiz", **of_other)


def test_the_old_id_leads_to_the_kept_record_through_a_chain(mara: Member) -> None:
    (a, b), c = two(mara), example(Party, mara, name="Ana R.")

    merge_parties(mara, b.pk, [a.pk])
    merge_parties(mara, c.pk, [b.pk])

    assert dict(FormerId.objects.of(mara).values_list("former_id", "party_id")) == {a.pk: c.pk, b.pk: c.pk}


def test_a_chosen_value_wins_and_the_other_address_stays_known(mara: Member) -> None:
    kept, other = two(mara, email="New@x.example", email_normal="new@x.example", attributes={"size": "L", "dog": True})
    mail = {"email": "old@x.example", "email_normal": "old@x.example"}
    Party.objects.of(mara).filter(pk=kept.pk).update(attributes={"size": "S"}, **mail)

    merge_parties(mara, kept.pk, [other.pk], {"email": other.pk, "attributes.size": other.pk})

    kept.refresh_from_db()
    assert (kept.email, kept.email_normal) == ("New@x.example", "new@x.example")
    assert kept.attributes == {"size": "L", "dog": True}
    assert list(ContactPoint.objects.of(mara).filter(party=kept).values_list("value", flat=True)) == ["old@x.example"]


def test_what_is_not_known_comes_from_the_other_and_names_stay_whole(mara: Member) -> None:
    kept, other = two(mara, given_name="Anna", family_name="Ruiz", birth_date=datetime(1980, 5, 1).date())

    merge_parties(mara, kept.pk, [other.pk])

    kept.refresh_from_db()
    assert (kept.name, kept.given_name, str(kept.birth_date)) == ("Ana Ruiz", "", "1980-05-01")


def test_the_first_purchase_of_both_is_the_first_purchase(mara: Member) -> None:
    early, late = datetime(2024, 1, 1, tzinfo=UTC), datetime(2025, 1, 1, tzinfo=UTC)
    kept, other = two(mara, acquired_at=early, first_seen_at=late)
    Party.objects.of(mara).filter(pk=kept.pk).update(acquired_at=late, first_seen_at=late)

    merge_parties(mara, kept.pk, [other.pk])

    kept.refresh_from_db()
    assert (kept.acquired_at, kept.first_seen_at) == (early, late)


def test_a_membership_of_both_counts_from_the_earlier_day(mara: Member) -> None:
    kept, other = two(mara)
    segment, since = example(Segment, mara), timezone.now() - timedelta(days=30)
    example(Membership, mara, segment=segment, party=kept, since=timezone.now())
    example(Membership, mara, segment=segment, party=other, since=since)

    merge_parties(mara, kept.pk, [other.pk])

    assert Membership.objects.of(mara).get(until=None).since == since


def test_the_lake_is_told_of_every_row_that_goes(mara: Member) -> None:
    kept, other = two(mara)
    example(Terms, mara, party=kept, currency="EUR")
    terms = example(Terms, mara, party=other, currency="EUR")

    merge_parties(mara, kept.pk, [other.pk])

    gone = set(Tombstone.objects.of(mara).values_list("model_label", "row_id"))
    assert gone == {("customers.Party", other.pk), ("customers.Terms", terms.pk)}


def test_what_others_changed_in_between_stays_and_is_told(mara: Member) -> None:
    kept, other = two(mara, city="Lugo", external_id="K1", tax_number="T1")
    order = example(Order, mara, customer=other, currency="EUR", net_amount=1)
    gone = example(Order, mara, customer=other, currency="EUR", net_amount=2)
    merge = merge_parties(mara, kept.pk, [other.pk])
    Party.objects.of(mara).filter(pk=kept.pk).update(city="Vigo")
    later = example(Order, mara, customer=kept, currency="EUR", net_amount=3)
    delete_rows(Order.objects.of(mara).filter(pk=gone.pk))

    done = unmerge(mara, merge.pk)

    kept.refresh_from_db()
    assert (kept.city, kept.tax_number, done.restored[0].city) == ("Vigo", "", "Lugo")
    assert Order.objects.of(mara).get(pk=order.pk).customer_id == other.pk
    assert Order.objects.of(mara).get(pk=later.pk).customer_id == kept.pk
    assert len(done.remarks) == 2


def test_a_number_that_somebody_else_has_now_stays_with_them(mara: Member) -> None:
    kept, other = two(mara, external_id="K1")
    Party.objects.of(mara).filter(pk=kept.pk).update(external_id="K0")
    merge = merge_parties(mara, kept.pk, [other.pk])
    example(Party, mara, name="Third", external_id="K1")

    done = unmerge(mara, merge.pk)

    assert done.restored[0].external_id == ""
    assert "K1" in done.remarks[0]


def test_merges_are_undone_in_turn_within_thirty_days(mara: Member) -> None:
    (a, b), c = two(mara), example(Party, mara, name="Ana R.")
    first, second = merge_parties(mara, b.pk, [a.pk]), merge_parties(mara, c.pk, [b.pk])

    with pytest.raises(Conflict, match="Undo that merge first"):
        unmerge(mara, first.pk)
    unmerge(mara, second.pk)
    Merge.objects.of(mara).filter(pk=first.pk).update(undo_until=timezone.now() - timedelta(seconds=1))
    with pytest.raises(Conflict, match="30 days"):
        unmerge(mara, first.pk)
    with pytest.raises(Conflict, match="already"):
        unmerge(mara, second.pk)


def test_what_cannot_become_one_is_refused(mara: Member, vic: Member, otto: Member) -> None:
    kept, other = two(mara)
    firm, foreign = example(Party, mara, name="Firm", kind="company"), example(Party, otto, name="Ana Ruiz")

    for wanted in ([], [kept.pk], [firm.pk]):
        with pytest.raises(Refused):
            merge_parties(mara, kept.pk, wanted)
    with pytest.raises(Missing):
        merge_parties(mara, kept.pk, [foreign.pk])
    with pytest.raises(Refused):
        merge_parties(vic, kept.pk, [other.pk])
    with pytest.raises(Refused):
        merge_parties(mara, kept.pk, [other.pk], {"search_text": other.pk})
    assert Merge.objects.of(mara).count() == 0


def test_first_purchases_follow_the_orders_when_records_come_apart(mara: Member) -> None:
    kept, other = two(mara)
    merge = merge_parties(mara, kept.pk, [other.pk])
    at = datetime(2025, 1, 1, tzinfo=UTC)
    line = LineFacts(sku="A", quantity=Decimal(1), unit_price=Decimal(5))
    record_orders(mara, [OrderFacts(number="1", at=at, lines=[line], customer_id=kept.pk)])

    unmerge(mara, merge.pk)
    Order.objects.of(mara).update(customer=other.pk)
    follow([unmerged])

    assert Party.objects.of(mara).get(pk=other.pk).acquired_at == at
