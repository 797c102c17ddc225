"""Many rows at once."""

from typing import Any

import pytest
from django.db import connection

from rapport.apps.accounts.models import Workspace
from rapport.apps.customers.models import Party, Region
from rapport.kernel.bulk import MANY, chunks, delete_rows, insert_rows, reserve_ids, update_rows
from rapport.kernel.clock import now
from rapport.kernel.text import folded, text_error

COLUMNS = ("id", "workspace_id", "created_at", "name", "attributes", "change")


def insert_parties(workspace: Workspace, names: list[str]) -> list[int]:
    at, ids = now(), list(reserve_ids(Party, len(names)))
    rows = [(key, workspace.pk, at, name, {"of": name}, 1) for key, name in zip(ids, names, strict=True)]
    fields = (*COLUMNS, *("kind", *(name for name in TEXTS)))
    insert_rows(Party, fields, [(*row, "person", *("" for _name in TEXTS)) for row in rows])
    return ids


TEXTS = [
    field.name
    for field in Party._meta.concrete_fields
    if field.blank and field.empty_strings_allowed and not field.null
]


def test_inserted_rows_come_back_as_they_went_in(glow: Workspace) -> None:
    ids = insert_parties(glow, ["Ana", "Ben"])

    found = Party.objects.of(glow).order_by("pk")
    assert [(party.pk, party.name, party.attributes) for party in found] == [
        (ids[0], "Ana", {"of": "Ana"}),
        (ids[1], "Ben", {"of": "Ben"}),
    ]
    assert found[0].created_at.tzinfo is not None


def test_reserved_ids_are_never_given_twice(glow: Workspace) -> None:
    first = insert_parties(glow, ["Ana"])
    delete_rows(Party.objects.of(glow).filter(pk__in=first))

    assert set(insert_parties(glow, ["Ben"])).isdisjoint(first)


def test_updated_rows_stay_inside_the_workspace(glow: Workspace, other: Workspace) -> None:
    [mine], [theirs] = insert_parties(glow, ["Ana"]), insert_parties(other, ["Ole"])

    update_rows(Party, glow.pk, ("name", "attributes"), [(mine, "A", {"a": 1}), (theirs, "Stolen", {})])

    assert Party.objects.of(glow).values_list("name", "attributes").get() == ("A", {"a": 1})
    assert Party.objects.of(other).get().name == "Ole"


def test_deleted_rows_are_those_of_the_query(glow: Workspace) -> None:
    insert_parties(glow, ["Ana", "Ben"])

    assert delete_rows(Party.objects.of(glow).filter(name="Ana")) == 1
    assert Party.objects.of(glow).get().name == "Ben"


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL looks after its statistics by itself")
def test_the_planner_learns_how_a_table_has_grown(glow: Workspace, django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        at = now()
        rows = [(glow.pk, at, f"Region {number}", "") for number in range(MANY)]
        insert_rows(Region, ("workspace_id", "created_at", "name", "country"), rows)

    with connection.cursor() as cursor:
        cursor.execute("SELECT stat FROM sqlite_stat1 WHERE tbl = 'customers_region'")
        assert all(stat.startswith(f"{MANY} ") for (stat,) in cursor.fetchall())


def test_pieces_are_short_and_nothing_is_lost() -> None:
    assert [list(part) for part in chunks(range(5), 2)] == [[0, 1], [2, 3], [4]]


def test_text_that_cannot_be_stored_is_told_from_text_that_can() -> None:
    assert text_error("José \u202e👩‍👩‍👧 <b>", longest=40) == ""
    assert "NUL" in text_error("a\x00", longest=9)
    assert "surrogate" in text_error("\udc00", longest=9)
    assert "at most 3" in text_error("abcd", longest=3)


def test_folding_takes_accents_and_case_away() -> None:
    assert folded("  Léa  NÚÑEZ Straße ") == "lea nunez strasse"
