"""The base of workspace rows, and writing many of them."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from rapport.apps.accounts.models import Member
from rapport.apps.customers.models import Party, Region
from rapport.apps.sales.models import Product
from rapport.kernel.bulk import delete_rows, insert_rows, reserve_ids
from rapport.kernel.clock import now

COLUMNS = ["id", "workspace", "created_at", "change", "sku", "name", "category", "price", "currency"]


def _rows(member: Member, ids: range | list[int]) -> list[tuple[object, ...]]:
    return [(key, member.workspace_id, now(), 1, f"SKU-{key}", "Tint", "", Decimal("7.9000"), "EUR") for key in ids]


def test_a_row_saved_under_a_false_workspace_changes_nothing(mara: Member, otto: Member) -> None:
    region = Region.objects.create(workspace=mara.workspace, name="Spain")
    region.workspace = otto.workspace
    region.name = "Stolen"

    with pytest.raises(DatabaseError), transaction.atomic():
        region.save(force_update=True)

    assert Region.objects.of(mara).get().name == "Spain"


def test_a_column_left_out_is_read_later_also_where_the_workspace_was_left_out(mara: Member) -> None:
    Region.objects.create(workspace=mara.workspace, name="Spain", country="ES")

    for left_out in (Region.objects.of(mara).only("name"), Region.objects.of(mara).defer("country", "workspace")):
        region = left_out.get()
        assert region.country == "ES"
        assert region.workspace_id == mara.workspace_id
        region.refresh_from_db()
        assert region.name == "Spain"


def test_a_column_left_out_of_a_row_that_has_gone_since_cannot_be_read(mara: Member) -> None:
    Region.objects.create(workspace=mara.workspace, name="Spain", country="ES")
    region = Region.objects.of(mara).only("name").get()
    delete_rows(Region.objects.of(mara).filter(pk=region.pk))

    with pytest.raises(Region.DoesNotExist):
        _ = region.country


def test_of_takes_a_workspace_a_member_or_an_id(mara: Member, otto: Member) -> None:
    Region.objects.create(workspace=mara.workspace, name="Spain")
    Region.objects.create(workspace=otto.workspace, name="Peru")

    for owner in (mara, mara.workspace, mara.workspace_id):
        assert [region.name for region in Region.objects.of(owner)] == ["Spain"]


def test_many_rows_are_written_with_ids_reserved_before(mara: Member) -> None:
    with transaction.atomic():
        ids = reserve_ids(Product, 300)
        written = insert_rows(Product, COLUMNS, _rows(mara, ids))

    kept = Product.objects.of(mara)
    assert written == kept.count() == 300
    assert kept.get(pk=ids[0]).price == Decimal("7.9")
    assert kept.get(pk=ids[0]).created_at > now() - timedelta(minutes=30)


def test_ids_given_out_later_do_not_collide_with_reserved_ones(mara: Member) -> None:
    with transaction.atomic():
        ids = reserve_ids(Product, 5)
        insert_rows(Product, COLUMNS, _rows(mara, ids))

    later = Product.objects.create(workspace=mara.workspace, sku="later", name="Later", currency="EUR")
    with transaction.atomic():
        again = reserve_ids(Product, 1)

    assert later.pk > max(ids)
    assert next(iter(again)) > later.pk


def test_the_database_defends_what_bulk_writing_does_not_check(mara: Member) -> None:
    rows = _rows(mara, [901, 902])
    rows[1] = (902, *rows[0][1:])

    with pytest.raises(IntegrityError), transaction.atomic():
        insert_rows(Product, COLUMNS, rows)

    assert not Product.objects.of(mara).exists()


def test_a_kind_that_does_not_exist_is_refused_by_the_database(mara: Member) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Party.objects.create(workspace=mara.workspace, name="Robot", kind="robot")
