"""A canary in the mine: one word in everything that is kept about a person; erased, it is nowhere."""

import pytest

from rapport.apps.accounts.models import Member
from rapport.apps.activity.followers import follow
from rapport.apps.customers.models import Party, PrivacyRequest
from rapport.apps.customers.operations import ask_for_copy, ask_for_erasure, create_party, update_party, write_note
from rapport.apps.customers.operations.bulk import take_back
from rapport.apps.exchange.models import UndoRemainder
from rapport.apps.exchange.operations import undo_import
from rapport.apps.insights.operations.tidying import sweep_lake
from rapport.apps.insights.queries import Subject, figures_for
from rapport.kernel.jobs import run_jobs
from rapport.kernel.jobs.models import Job
from tests.canary import NAME, WORD, let_loose, places_of
from tests.rows import all_rows

METRICS = ["revenue", "orders", "customers", "nps"]
pytestmark = pytest.mark.django_db(transaction=True)


def work() -> None:
    """What followers and workers do in the end, also what they put off to later."""
    follow()
    Job.objects.filter(status="waiting").update(run_after=None)
    run_jobs()


def figures(member: Member) -> list[tuple[str, float | None]]:
    """What was sold, bought and answered."""
    return [(tile.name, tile.value) for tile in figures_for(member, Subject.everybody(), metrics=METRICS).tiles]


def erase(member: Member, party: Party) -> PrivacyRequest:
    """The erasure with all that follows."""
    request = ask_for_erasure(member, party.pk, typed=NAME)
    work()
    work()
    sweep_lake(member.workspace_id)
    request.refresh_from_db()
    return request


def test_the_word_is_nowhere_after_the_erasure(mara: Member) -> None:
    party, _source = let_loose(mara)
    ask_for_copy(mara, party.pk)
    work()
    before = figures(mara)
    assert len(places_of(WORD)) > 40

    request = erase(mara, party)

    assert places_of(WORD) == []
    assert places_of("600123457") == []
    assert request.state == "done"
    assert figures(mara) == before


def test_nobody_else_is_touched(mara: Member) -> None:
    party, _source = let_loose(mara)
    eva = create_party(mara, name="Eva Vogel", email="eva@vogel.example")
    update_party(mara, eva.pk, city="Vigo")
    write_note(mara, eva.pk, "Knows many birds.")
    work()
    before = all_rows(mara.workspace)

    erase(mara, party)

    after = all_rows(mara.workspace)
    assert after["customers.Party"][eva.pk] == before["customers.Party"][eva.pk]
    for label in ("customers.PartyNote", "customers.Segment", "sales.Product", "accounts.Member"):
        theirs = {key: row for key, row in before[label].items() if row.get("party_id", eva.pk) == eva.pk}
        assert theirs.items() <= after[label].items()


def test_undoing_brings_nothing_back(mara: Member) -> None:
    party, source = let_loose(mara)
    erase(mara, party)

    list(take_back(mara, "canary-bulk"))
    undo_import(mara, source.pk)
    work()

    shell = Party.objects.of(mara).get(pk=party.pk)
    assert (shell.name, shell.city, shell.email) == ("Erased person", "", "")
    assert shell.erased_at is not None
    assert places_of(WORD) == []
    assert UndoRemainder.objects.of(mara).filter(reason="It was erased.", undo__source=source).exists()
