"""Texts without accents and case, worked out by the database as by Python."""

import pytest
from django.db import connection

from rapport.apps.accounts.models import Member
from rapport.apps.conversations.models import Task
from rapport.kernel import findable
from rapport.kernel.text import folded

pytestmark = pytest.mark.django_db
WRITTEN = [
    "José",
    "JOSE\u0301",
    "Straße",
    "ﬁn",
    "Ünïcödé",
    "Ὀδυσσεύς",
    "ИВАН Чайка",
    "がくせい",
    "a\n b",
    "100 %_\\",
    "ñÑ",
]


def task(member: Member, title: str) -> Task:
    made: Task = Task.objects.create(workspace=member.workspace, title=title, author_label="")
    return made


@pytest.mark.parametrize("written", WRITTEN)
def test_the_database_folds_as_python_does(mara: Member, written: str) -> None:
    task(mara, written)

    (found,) = Task.objects.of(mara).values_list("title__folded", flat=True)
    assert " ".join(found.split()) == folded(written)


@pytest.mark.parametrize("written", WRITTEN)
def test_a_text_is_found_by_the_index_by_its_folded_words(mara: Member, written: str) -> None:
    kept = task(mara, written)
    task(mara, "Zzz")

    found, are_few = findable.found_among(Task.objects.of(mara), mara.workspace_id, folded(written).split())

    assert ([one.pk for one in found], are_few) == ([kept.pk], True)


def test_the_index_follows_every_change_of_a_text(mara: Member) -> None:
    kept = task(mara, "Visit José")

    def found(word: str) -> list[int] | None:
        return findable.ids_holding(Task, mara.workspace_id, [word], most=9)

    assert found("jose") == [kept.pk]
    Task.objects.of(mara).filter(pk=kept.pk).update(title="Visit Zoë")
    assert (found("jose"), found("zoe")) == ([], [kept.pk])
    kept.delete()
    assert found("zoe") == []


def test_of_many_the_latest_written_are_found_without_the_index(mara: Member, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(findable, "FEW", 1)
    kept = [task(mara, f"Café {number}") for number in range(3)]

    found, are_few = findable.found_among(Task.objects.of(mara), mara.workspace_id, ["cafe"])

    assert (sorted(one.pk for one in found), are_few) == ([one.pk for one in kept], False)


def test_an_index_that_is_missing_is_made_and_filled(mara: Member) -> None:
    kept = task(mara, "Visit José")
    connection.check_constraints()
    made = "TABLE" if connection.vendor == "sqlite" else "INDEX"
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER conversations_task_found_new")
        cursor.execute(f"DROP {made} conversations_task_found")
    assert not findable.is_findable(Task)

    findable.keep_findable([Task])

    assert findable.is_findable(Task)
    assert findable.ids_holding(Task, mara.workspace_id, ["jose"], most=9) == [kept.pk]
