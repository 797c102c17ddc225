from __future__ import annotations

import pyarrow as pa
import pytest

from rapport.analytics.fact import Fact
from rapport.analytics.facts import catalogue


def test_the_canonical_tables_are_there() -> None:
    assert catalogue.names() == [
        "customers",
        "products",
        "orders",
        "order_lines",
        "responses",
        "memberships",
        "invitations",
        "subscriptions",
        "tickets",
        "touches",
        "spend",
        "leads",
        "deals",
        "referrals",
        "assignments",
        "events",
    ]


@pytest.mark.parametrize("fact", catalogue.all(), ids=lambda fact: fact.name)
def test_every_column_says_what_it_means(fact: Fact) -> None:
    assert all(column.meaning.endswith(".") for column in fact.columns)
    assert len({column.name for column in fact.columns}) == len(fact.columns)
    assert fact.columns[0].required


def test_an_extract_writes_the_columns_of_the_lake_too() -> None:
    schema = catalogue.get("orders").arrow_schema

    assert schema.field("net").type == pa.decimal128(19, 4)
    assert schema.field("at").type == pa.timestamp("us", tz="UTC")
    assert not schema.field("id").nullable
    assert schema.field("customer").nullable
    assert schema.names[-2:] == ["change", "deleted"]
