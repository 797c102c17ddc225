"""R3: the guard sees a statement that forgets the workspace, and lets the others pass."""

import pytest
from django.db import connection

from rapport.apps.accounts.models import Member
from rapport.apps.customers.models import Party, Tag
from tests.guard import Unscoped, is_unscoped


def test_r3_a_read_without_the_workspace_raises(mara: Member) -> None:
    with pytest.raises(Unscoped):
        list(Party.objects.filter(name="Rosa"))


def test_r3_a_count_an_update_and_a_deletion_without_the_workspace_raise(mara: Member) -> None:
    for forgetful in (Party.objects.count, lambda: Party.objects.update(city="x"), Tag.objects.filter(name="x").delete):
        with pytest.raises(Unscoped):
            forgetful()


def test_r3_a_scoped_read_passes(mara: Member) -> None:
    assert list(Party.objects.of(mara).filter(name="Rosa")) == []


def test_r3_saving_and_reloading_a_row_name_its_workspace(mara: Member) -> None:
    tag = Tag.objects.create(workspace=mara.workspace, name="friend")
    tag.name = "friends"
    tag.save()
    tag.refresh_from_db()

    assert tag.name == "friends"


@pytest.mark.parametrize(
    ("statement", "unscoped"),
    [
        ('SELECT COUNT(*) FROM (SELECT "sales_order"."id" FROM "sales_order") subquery', True),
        ('SELECT "sales_order"."id" FROM "sales_order" WHERE "sales_order"."workspace_id" = %s', False),
        ('SELECT "sales_orderline"."id" FROM "sales_orderline" WHERE "sales_orderline"."order_id" IN (%s, %s)', False),
        ('SELECT "sales_order"."id" FROM "sales_order" WHERE "sales_order"."id" = %s LIMIT 21', True),
        ('UPDATE "sales_order" SET "kind" = %s WHERE "sales_order"."id" = %s', True),
        ('SELECT "accounts_user"."id" FROM "accounts_user"', False),
    ],
)
def test_r3_statements_are_told_apart(statement: str, unscoped: bool) -> None:
    assert is_unscoped(statement) is unscoped


def test_r3_the_guard_watches_every_test_with_a_database(mara: Member) -> None:
    assert connection.execute_wrappers
