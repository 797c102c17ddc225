"""A file says who looks after whom, and whoever was given customers by it is told once, however many they are."""

import pytest

from rapport.apps.accounts.models import Member, Team, TeamMember
from rapport.apps.accounts.queries.people import Notice, notices_of
from rapport.apps.activity.followers import follow
from rapport.apps.conversations.followers import carers
from rapport.apps.customers.models import Party
from rapport.apps.customers.operations import create_party
from rapport.apps.exchange.models import ImportIssue
from rapport.apps.exchange.operations import run_undo, undo_import
from rapport.apps.exchange.recipes import batches
from rapport.apps.exchange.tests.made import import_text

HEAD = "customer id,name,city,account manager,sales rep,service team\n"


@pytest.fixture(autouse=True)
def _tiny_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "RECORDS_A_BATCH", 2)
    follow([carers])


def told(member: Member) -> list[tuple[str, str]]:
    """What a member was told after all that happened: who did what, and the words."""
    follow([carers])
    notices: list[Notice] = notices_of(member)
    return [(one.notification.actor_label, one.notification.text) for one in notices]


def test_an_import_tells_each_once_how_many_customers_they_have_now(mara: Member, edi: Member, ada: Member) -> None:
    create_party(mara, name="Known", external_id="1")
    follow([carers])
    rows = [
        "1,Known,Vigo,Edi,,",
        "2,Two,,edi@rapport.example,Edi,",
        "3,Three,,Mara,,",
        "4,Four,,,Ada,",
        "5,Five,,EDI,,",
    ]
    rows[1] = rows[1].replace("edi@rapport.example", edi.user.email)

    done = import_text(mara, HEAD + "\n".join(rows), "people")

    assert (done.created, done.updated, done.refused) == (4, 1, 0)
    assert told(edi) == [("Mara", "3 customers, by the import of file.csv")]
    assert told(ada) == [("Mara", "1 customer, by the import of file.csv")]
    assert told(mara) == []
    assert Party.objects.of(mara).filter(account_manager=edi).count() == 3


def test_the_same_file_again_and_its_undo_say_nothing(mara: Member, edi: Member) -> None:
    text = HEAD + "2,Two,,Edi,,\n"
    first = import_text(mara, text, "people")
    assert len(told(edi)) == 1

    import_text(mara, text, "people")
    run_undo(mara, undo_import(mara, first.pk), tell=lambda *_: None, stop=lambda: False)

    assert len(told(edi)) == 1


def test_an_import_that_was_taken_back_before_anybody_looked_says_nothing(mara: Member, edi: Member) -> None:
    done = import_text(mara, HEAD + "2,Two,,Edi,,\n3,Three,,Edi,,\n", "people")
    run_undo(mara, undo_import(mara, done.pk), tell=lambda *_: None, stop=lambda: False)

    assert told(edi) == []


def test_a_team_that_is_given_customers_hears_of_it_and_a_file_without_such_columns_tells_nobody(
    mara: Member, edi: Member, ada: Member
) -> None:
    team = Team.objects.create(workspace=mara.workspace, name="Hotline")
    for one in (edi, ada):
        TeamMember.objects.create(workspace=mara.workspace, team=team, member=one)
    import_text(mara, HEAD + "2,Two,,Edi,,hotline\n3,Three,,,,Hotline\n", "companies")
    import_text(mara, "customer id,name,city\n2,Two,Lugo\n", "companies")

    assert told(edi) == told(ada) == [("Mara", "2 customers, by the import of file.csv")]


def test_a_name_that_nobody_bears_or_several_do_refuses_its_row(mara: Member, edi: Member, ada: Member) -> None:
    edi.user.name = ada.user.name = "Twin"
    for one in (edi, ada):
        one.user.save(update_fields=["name"])

    import_text(mara, HEAD + "2,Two,,Nobody,,\n3,Three,,twin,,\n4,Four,,,,No team\n", "people")

    reasons = list(ImportIssue.objects.of(mara).order_by("line").values_list("reason", flat=True))
    assert reasons == [
        "“account manager”: There is no member “Nobody”.",
        "“account manager”: Several members are called “twin”; write the e-mail address.",
        "“service team”: There is no team “No team”.",
    ]
