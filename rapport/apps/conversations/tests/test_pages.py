"""The pages of tasks, calls, meetings and messages."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from rapport.apps.accounts.models import Member
from rapport.apps.conversations import operations, queries
from rapport.apps.conversations.models import Attendee, Call, Meeting, Message, Task
from rapport.apps.conversations.queries.tasks import PAGE
from rapport.apps.customers.models import Party
from rapport.kernel.clock import now

MARKUP = '<script>alert("x")</script>'


@pytest.fixture
def browser(client: Client, edi: Member) -> Client:
    client.force_login(edi.user)
    return client


def test_a_typed_line_becomes_a_task_with_undo(browser: Client, edi: Member, ana: Party) -> None:
    answer = browser.post("/w/glow/tasks/line", {"line": "call Ana tomorrow", "other": ana.pk}, follow=True)

    task = Task.objects.of(edi).get()
    assert (task.title, task.kind, task.party_id, task.owner_id) == ("call Ana", "call", ana.pk, edi.pk)
    assert task.due_on == queries.today_of(edi) + timedelta(days=1)
    undo = f"/w/glow/work/undoing/{task.change}"
    assert undo in answer.content.decode()
    browser.post(undo)
    assert not Task.objects.of(edi).exists()


def test_the_list_costs_the_same_for_three_and_for_a_page(
    browser: Client, mara: Member, edi: Member, ana: Party, django_assert_max_num_queries: Any
) -> None:
    for number in range(PAGE + 2):
        operations.add_task(mara, f"Task {number} {MARKUP}", party_id=ana.pk, owner_id=edi.pk)

    with django_assert_max_num_queries(13):
        page = browser.get("/w/glow/tasks").content.decode()
    with django_assert_max_num_queries(13):
        browser.get("/w/glow/tasks?view=done")
    assert page.count('id="task-') == PAGE
    assert "Ana Prado" in page
    assert MARKUP not in page


@pytest.mark.parametrize("query", ["view=nonsense", "party=x", "party=987654321", "page=zzz", "q=%00", "q=50%25_"])
def test_addresses_that_say_nonsense_are_answered(browser: Client, query: str) -> None:
    assert browser.get(f"/w/glow/tasks?{query}").status_code == 200


def test_many_are_changed_from_the_list(browser: Client, edi: Member, ada: Member) -> None:
    tasks = [operations.add_task(edi, f"Task {number}", owner_id=edi.pk) for number in range(3)]
    ids = [task.pk for task in tasks]

    browser.post("/w/glow/tasks/selection", {"task": ids, "do": "assign", "owner": ada.pk, "days": 3})
    browser.post("/w/glow/tasks/selection", {"task": ids, "do": "postpone", "owner": ada.pk, "days": 3})
    browser.post("/w/glow/tasks/selection", {"task": ids[:1], "do": "done"})

    due = {task.due_on for task in Task.objects.of(edi)}
    assert (due, Task.objects.of(edi).filter(owner=ada).count()) == ({queries.today_of(edi) + timedelta(days=3)}, 3)
    assert Task.objects.of(edi).exclude(done_at=None).count() == 1
    for said in ({"do": "done"}, {"task": ["x"], "do": "done"}, {"task": ids, "do": "dance"}):
        assert browser.post("/w/glow/tasks/selection", said).status_code == 422


def test_a_form_says_what_is_wrong_and_keeps_what_was_typed(browser: Client, edi: Member, ana: Party) -> None:
    said = {"subject": "", "starts_at": "2026-03-02T10:00", "ends_at": "2026-03-02T09:00", "host_ids": [edi.pk]}
    answer = browser.post(f"/w/glow/meetings/new?party={ana.pk}", {**said, "place": "Shop"})
    assert answer.status_code == 422
    assert 'value="Shop"' in answer.content.decode()

    answer = browser.post(f"/w/glow/meetings/new?party={ana.pk}", {**said, "subject": "Lunch"})
    assert (answer.status_code, "The end comes before the start." in answer.content.decode()) == (422, True)
    assert not Meeting.objects.of(edi).exists()


def test_who_may_only_look_is_not_told_to_type(client: Client, vic: Member, edi: Member) -> None:
    client.force_login(vic.user)
    looking = client.get("/w/glow/tasks").content.decode()
    client.force_login(edi.user)
    writing = client.get("/w/glow/tasks").content.decode()

    assert ["line above" in page for page in (looking, writing)] == [False, True]


def test_what_is_wrong_stands_above_the_whole_form_and_at_the_missing_customer(browser: Client, edi: Member) -> None:
    task = browser.post("/w/glow/tasks/new", {"title": ""}).content.decode()
    call = browser.post(
        "/w/glow/calls/new", {"at": "2026-01-02T10:00", "direction": "out", "result": "spoke"}
    ).content.decode()

    assert task.index("to put right") < task.index("With whom")
    assert "other-error" not in task
    assert call.count("Say with whom.") == 2
    assert 'aria-describedby="other-error"' in call


def test_from_a_customer_everything_is_kept_and_leads_back(browser: Client, edi: Member, ana: Party) -> None:
    record = f"/w/glow/customers/{ana.pk}"
    said = {"other": ana.pk, "next": record, "at": "2026-03-02T10:00"}
    call = {**said, "direction": "in", "result": "spoke", "minutes": "5"}

    answers = [
        browser.post("/w/glow/calls/new", call),
        browser.post("/w/glow/messages/new", {**said, "direction": "in", "channel": "chat", "text": "Hello"}),
        browser.post("/w/glow/calls/planned", {**said, "member_id": edi.pk, "at": "2026-12-02T10:00"}),
    ]

    assert {answer["Location"] for answer in answers} == {record}
    assert {one.party_id for one in [*Call.objects.of(edi), *Message.objects.of(edi)]} == {ana.pk}
    part = browser.get(f"{record}/work").content.decode()
    assert "Log call" in part
    assert f"/calls/{Call.objects.of(edi).get(held_at=None).pk}" in part


@pytest.mark.parametrize(
    "address", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"]
)
def test_nobody_is_led_away(browser: Client, edi: Member, address: str) -> None:
    answer = browser.post("/w/glow/tasks/line", {"line": "x", "next": address})

    assert answer["Location"] == "/w/glow/tasks"


def test_a_meeting_is_held_and_given_to_a_calendar(browser: Client, edi: Member, ana: Party, ben: Party) -> None:
    meeting = operations.plan_meeting(edi, "Lunch", starts_at=now(), party_ids=[ana.pk])
    page = f"/w/glow/meetings/{meeting.pk}"

    browser.post(f"{page}/attendees", {"other": ben.pk})
    browser.post(f"{page}/attendees/{ana.pk}", {"_method": "delete"})
    browser.post(f"{page}/minutes", {"minutes": "Agreed."})
    file = browser.get(f"{page}/meeting.ics")

    assert [one.party_id for one in Attendee.objects.of(edi)] == [ben.pk]
    assert Meeting.objects.of(edi).get().minutes == "Agreed."
    assert (file["Content-Type"], "attachment" in file["Content-Disposition"]) == ("text/calendar; charset=utf-8", True)
    assert b"SUMMARY:Lunch\r\n" in file.content
    assert "Ben Ortega" in browser.get(page).content.decode()


def test_the_week_shows_whose_one_asks_for(
    browser: Client, edi: Member, ada: Member, ana: Party, django_assert_max_num_queries: Any
) -> None:
    for number in range(6):
        operations.plan_meeting(edi, f"Mine {number}", starts_at=now(), party_ids=[ana.pk])
    operations.plan_call(ada, ana.pk, at=now(), subject="Ada's")

    with django_assert_max_num_queries(12):
        mine = browser.get("/w/glow/calendar").content.decode()
    everybody = browser.get("/w/glow/calendar?whose=all").content.decode()

    assert ("Mine 5" in mine, "Ada&#x27;s" in mine, "Ada&#x27;s" in everybody) == (True, False, True)
    for day in ("2026-13-45", "0001-01-01", "9999-12-31", "x"):
        assert browser.get(f"/w/glow/calendar?day={day}").status_code == 200
