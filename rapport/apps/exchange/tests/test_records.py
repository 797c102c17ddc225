"""Records of other tools come in: who they are about, by what number they are known, and what is refused."""

import doctest
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from rapport.apps.accounts.models import Member
from rapport.apps.activity.models import Activity
from rapport.apps.customers.models import Party, Region
from rapport.apps.customers.operations import create_party
from rapport.apps.exchange.importers import _record_sink, importers
from rapport.apps.exchange.models import Import, ImportUndo
from rapport.apps.exchange.operations import export
from rapport.apps.exchange.queries import issues_of
from rapport.apps.exchange.tests.made import import_text
from rapport.apps.exchange.tests.test_undoing import undone
from rapport.apps.tracking.models import DealStage, Referral, Spend, Subscription, Ticket, Touch
from rapport.apps.tracking.record_kinds import catalogue

FILES = {
    "subscriptions": "subscription id,customer id,start date,end date,amount,interval,plan,country\n"
    "S1,7,2024-01-01,2024-06-01,10.00,monthly,Basic,Spain\nS2,8,2024-02-01,,120,yearly,Plus,Norway\n",
    "invitations": "email,sent at,status,survey name,channel\n"
    "a@x.example,2024-01-01 10:00,Opened,Spring,email\n,2024-01-02,bounced,Spring,email\n",
    "tickets": "ticket id,requester email,created at,first response at,solved at,via,reopens,country\n"
    "T1,a@x.example,2024-01-01 10:00,2024-01-01 11:00,2024-01-02 09:00,Mail,2,Spain\nT2,,2024-01-03 10:00,,,Chat,0,\n",
    "touches": "activity id,customer id,date,channel,direction,duration,campaign\n"
    "1,7,2024-01-01,phone,inbound,0:12:30,\n2,8,2024-01-02,letter,outbound,5,Spring\n",
    "spend": "day,campaign,cost,currency,platform\n" + "2024-01-01,Spring,10.50,EUR,search\n" * 2,
    "leads": "lead id,email,created at,qualified at,converted at,lead source\n"
    "L1,a@x.example,2024-01-01,2024-01-03,2024-02-01,fair\nL2,,2024-01-05,,,web\n",
    "deals": "deal id,customer id,stage,since,status,value,create date,probability\n"
    "D1,7,Offer,2024-01-05,open,500,2024-01-01,40%\nD1,7,Signed,2024-02-01,won,550,2024-01-01,100%\n"
    "D2,8,Offer,2024-01-07,open,90,2024-01-02,0.25\n",
    "referrals": "referrer id,referred email,referred name,date\n7,b@x.example,Ben,2024-01-01\n8,,,2024-01-02\n",
    "assignments": "experiment,customer id,group,assigned at\n"
    "letter,7,treatment,2024-01-01\nletter,8,control,2024-01-01\n",
}


def reasons(member: Member, source: Import) -> list[str]:
    return [one for issue in issues_of(member, source) for one in issue.reasons]


def rows_of(member: Member, kind: str) -> list[dict[str, Any]]:
    model = catalogue.get(kind).model
    return list(model.objects.of(member).order_by("external_id").values())


def test_the_examples_in_the_docstrings_hold() -> None:
    assert doctest.testmod(_record_sink).failed == 0


def test_every_kind_of_record_has_an_importer_and_a_file() -> None:
    assert set(FILES) == set(catalogue.names()) < set(importers.names())


@pytest.mark.parametrize("kind", FILES)
def test_a_file_comes_in_whole_and_the_same_file_again_changes_nothing(mara: Member, kind: str) -> None:
    first = import_text(mara, FILES[kind], kind)
    was = rows_of(mara, kind)
    newest = Activity.objects.of(mara).filter(verb__endswith=".imported").count()

    again = import_text(mara, FILES[kind], kind)

    assert (first.refused, first.created) == (0, len(was)), reasons(mara, first)
    assert (again.created, again.updated, again.unchanged) == (0, 0, len(was))
    assert Activity.objects.of(mara).filter(verb__endswith=".imported").count() == newest
    assert rows_of(mara, kind) == was


@pytest.mark.parametrize("kind", FILES)
def test_a_file_is_known_for_what_it_is_by_its_columns(mara: Member, kind: str) -> None:
    assert import_text(mara, FILES[kind], "").kind == kind


@pytest.mark.parametrize("kind", FILES)
def test_an_import_of_records_is_taken_back_with_the_customers_it_added(mara: Member, kind: str) -> None:
    done = import_text(mara, FILES[kind], kind)

    undo = undone(mara, done)

    assert (undo.status, undo.kept) == (ImportUndo.Status.DONE, 0)
    assert rows_of(mara, kind) == []
    assert not Party.objects.of(mara).exists()
    assert not Region.objects.of(mara).exists()


def test_what_a_file_changed_gets_back_what_it_held(mara: Member) -> None:
    import_text(mara, "ticket id,created at,solved at,topic\nT1,2024-01-01,,Delivery\n", "tickets")
    done = import_text(mara, "ticket id,created at,solved at,topic\nT1,2024-01-01,2024-01-02,Refund\n", "tickets")

    undo = undone(mara, done)

    ticket = Ticket.objects.of(mara).get()
    assert (undo.restored, ticket.topic, ticket.resolved_at) == (1, "Delivery", None)


def test_customers_are_found_by_number_or_address_and_unknown_ones_added_by_name(mara: Member) -> None:
    ana = create_party(mara, kind="person", name="Ana", external_id="7", email="ana@x.example")
    file = "ticket id,customer id,email,requester,created at\n1,7,,,2024-01-01\n2,,ANA@x.example,,2024-01-01\n"

    done = import_text(mara, f"{file}3,,new@x.example,Nora,2024-01-01\n4,,,,2024-01-01\n", "tickets")

    about = dict(Ticket.objects.of(mara).values_list("external_id", "party__name"))
    assert about == {"1": ana.name, "2": ana.name, "3": "Nora", "4": None}
    assert (done.extra["customers_created"], done.extra["anonymous_records"]) == ("1", "1")


def test_equal_rows_without_a_number_stay_apart(mara: Member) -> None:
    import_text(mara, FILES["spend"], "spend")

    assert list(Spend.objects.of(mara).values_list("amount", flat=True)) == [Decimal("10.5"), Decimal("10.5")]


def test_words_of_other_tools_are_understood(mara: Member) -> None:
    import_text(mara, FILES["subscriptions"], "subscriptions")
    import_text(mara, FILES["touches"], "touches")
    import_text(mara, FILES["tickets"], "tickets")

    assert list(Subscription.objects.of(mara).order_by("pk").values_list("billing", flat=True)) == ["month", "year"]
    touches = Touch.objects.of(mara).order_by("pk").values_list("direction", "minutes")
    assert list(touches) == [("in", Decimal("12.5")), ("out", Decimal(5))]
    assert list(Ticket.objects.of(mara).order_by("pk").values_list("reopened", flat=True)) == [True, False]


def test_what_a_row_does_not_say_is_said_for_the_whole_file(mara: Member) -> None:
    rows = "customer id,start date,amount (GBP)\n7,2024-01-01,10\n"

    import_text(mara, rows, "subscriptions", options={"billing": "quarter"})

    one = Subscription.objects.of(mara).get()
    assert (one.billing, one.currency, one.amount) == ("quarter", "GBP", Decimal(10))


def test_a_refused_row_names_all_that_is_wrong_with_it(mara: Member) -> None:
    header = "ticket id,email,created at,solved at,first response at,cost,route\n"

    done = import_text(
        mara, f"{header}T1,{'a' * 260}@x.example,2024-01-05,2024-01-02,2024-01-07,-1,psychic\n", "tickets"
    )

    said = {one.split("”")[0].strip("“"): one for one in reasons(mara, done)}
    assert (done.refused, Ticket.objects.of(mara).exists(), Party.objects.of(mara).exists()) == (1, False, False)
    assert set(said) == {"cost", "route", "solved at", "email"}
    assert "-1 is below 0" in said["cost"]


def test_what_cannot_be_read_is_told_beside_what_is_wrong_otherwise(mara: Member) -> None:
    done = import_text(mara, "ticket id,created at,cost\nT0,2024-01-05,1\nT1,some day,-1\n", "tickets")

    assert [one.split("”")[0].strip("“") for one in reasons(mara, done)] == ["created at", "cost"]


def test_a_ticket_resolved_before_it_was_opened_is_refused_at_its_column(mara: Member) -> None:
    done = import_text(mara, "ticket id,created at,solved at\nT1,2024-01-05,2024-01-02\n", "tickets")

    (issue,) = issues_of(mara, done)
    assert (issue.line, issue.column) == (2, "solved at")
    assert issue.reason == "“solved at”: A ticket cannot be resolved before it is opened."


def test_a_moment_that_contradicts_what_is_known_is_refused_as_well(mara: Member) -> None:
    import_text(mara, "ticket id,created at,solved at\nT1,2024-01-05,2024-01-07\n", "tickets")

    done = import_text(mara, "ticket id,created at\nT1,2024-01-09\n", "tickets")

    assert (done.refused, done.updated) == (1, 0)
    assert "cannot be resolved before it is opened" in reasons(mara, done)[0]


def test_a_row_that_must_name_somebody_is_refused_where_it_names_nobody(mara: Member) -> None:
    done = import_text(mara, "email,start date,amount\n,2024-01-01,10\n", "subscriptions")

    assert reasons(mara, done) == ["“email”: This needs somebody: a number or an e-mail address."]


def test_nobody_brings_themselves_also_under_an_address(mara: Member) -> None:
    create_party(mara, kind="person", name="Ana", external_id="7", email="ana@x.example")

    done = import_text(mara, "referrer id,referred email,date\n7,ana@x.example,2024-01-01\n", "referrals")

    assert (done.refused, Referral.objects.of(mara).exists()) == (1, False)


def test_minutes_to_an_answer_make_its_moment(mara: Member) -> None:
    rows = "ticket id,created at,first reply time in minutes\nT1,2024-01-01T10:00:00Z,90\n"

    import_text(mara, rows, "tickets")

    assert Ticket.objects.of(mara).get().first_response_at == datetime(2024, 1, 1, 11, 30, tzinfo=UTC)


def test_a_moment_made_of_minutes_is_at_fault_where_the_minutes_stand(mara: Member) -> None:
    done = import_text(mara, "ticket id,created at,first reply time in minutes\nT1,2024-01-01,-9\n", "tickets")

    assert [issue.column for issue in issues_of(mara, done)] == ["first reply time in minutes"]


def test_an_overview_of_deals_tells_their_beginning_and_their_end(mara: Member) -> None:
    header = "record id,deal stage,create date,close date,amount\n"

    import_text(mara, f"{header}D1,Offer,2024-01-01,2024-05-01,500\nD2,Closed Won,2024-01-01,2024-03-01,90\n", "deals")
    import_text(mara, f"{header}D1,Closed Lost,2024-01-01,2024-04-01,500\n", "deals")

    stays = DealStage.objects.of(mara).order_by("deal", "at").values_list("deal", "state", "stage", "at", "until")
    assert [(*told, _day(mara, at), _day(mara, until)) for *told, at, until in stays] == [
        ("D1", "open", "Offer", "01-01", "04-01"),
        ("D1", "lost", "Closed Lost", "04-01", None),
        ("D2", "open", "", "01-01", "03-01"),
        ("D2", "won", "Closed Won", "03-01", None),
    ]


def _day(member: Member, at: datetime | None) -> str | None:
    return at and f"{at.astimezone(member.workspace.zone):%m-%d}"


@pytest.mark.parametrize("kind", FILES)
@pytest.mark.parametrize("file_format", ["csv", "xlsx", "json"])
def test_what_goes_out_comes_in_again_without_any_change(mara: Member, kind: str, file_format: str) -> None:
    import_text(mara, FILES[kind], kind)
    was = rows_of(mara, kind)

    again = import_text(mara, b"".join(export(mara, kind, file_format).content), kind)

    assert (again.refused, again.created, again.updated) == (0, 0, 0), reasons(mara, again)
    assert rows_of(mara, kind) == was
