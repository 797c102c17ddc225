"""A customer to whom something of everything has happened."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from rapport.apps.accounts.models import Member
from rapport.apps.canvas import operations as canvases
from rapport.apps.canvas.operations.actions import add_action
from rapport.apps.conversations.models import Attendee, Call, Meeting, Message, Task
from rapport.apps.customers import operations as customers
from rapport.apps.customers.models import Consent, Party, Purpose
from rapport.apps.feedback.operations import ResponseFacts, record_responses
from rapport.apps.sales.operations import LineFacts, OrderFacts, record_orders
from rapport.apps.tracking.operations import EventFacts, RecordFacts, record_events, record_records
from rapport.apps.tracking.record_kinds import catalogue as record_kinds

AT = datetime(2026, 3, 2, 10, tzinfo=UTC)
HOUR = timedelta(hours=1)


def eventful(member: Member, name: str = "Ana Prado") -> Party:
    """Ana, with one entry or more of every source; the moments are hours of one day in March."""
    ana = customers.create_party(member, name=name)
    trade(member, ana, AT)
    converse(member, ana, AT + 4 * HOUR)
    customers.write_note(member, ana.pk, "Prefers silver foil")
    customers.keep_file(member, ana.pk, name="contract.txt", content=[b"terms"])
    customers.create_segment(member, name="Regulars", rule=None, party_ids=[ana.pk])
    allow(member, ana, AT + 9 * HOUR)
    board = canvases.create_canvas(member, title="Ana's canvas", party_id=ana.pk)
    canvases.add_notes(member, board.pk, section="needs", texts=["Wants to be called by name"])
    add_action(member, board.pk, text="Write a card")
    return ana


def trade(member: Member, whom: Party, at: datetime) -> None:
    """An order, its refund, an answer and a visit to the shop's pages."""
    order_of(member, whom, f"A-{whom.pk}", at, 2)
    order_of(member, whom, f"R-{whom.pk}", at + HOUR, -1)
    answer = ResponseFacts(kind="nps", at=at + 2 * HOUR, score=Decimal(9), text="Lovely paper", customer_id=whom.pk)
    record_responses(member, [answer])
    seen = EventFacts(f"m-{whom.pk}", "product_viewed", at + 3 * HOUR, party_id=whom.pk, properties={"sku": "LIP-01"})
    record_events(member, [seen])
    asked = RecordFacts({"customer": whom.pk, "opened_at": at + 3 * HOUR, "topic": "Broken seal"}, f"t-{whom.pk}")
    record_records(member, record_kinds.get("tickets"), [asked])


def order_of(member: Member, whom: Party, number: str, at: datetime, quantity: int) -> None:
    """An order, or with a negative quantity a refund."""
    line = LineFacts(sku="LIP-01", quantity=Decimal(quantity), unit_price=Decimal(5))
    record_orders(member, [OrderFacts(number=number, at=at, lines=[line], customer_id=whom.pk)])


def converse(member: Member, whom: Party, at: datetime, subject: str = "Where is my parcel") -> None:
    """A message, a call that was held, a meeting to come, a task that is done."""
    own: dict[str, Any] = {"workspace": member.workspace, "party": whom}
    Message.objects.create(**own, direction="in", subject=subject, text="Dear shop", at=at)
    called = {"member": member, "member_label": str(member), "result": "spoke", "held_at": at + HOUR}
    Call.objects.create(**own, subject="About the parcel", at=at + HOUR, **called)
    Call.objects.create(**own, subject="Called off", at=at + HOUR, member_label="", cancelled_at=at)
    meeting = Meeting.objects.create(
        workspace=member.workspace,
        subject="Fitting",
        starts_at=at + 2 * HOUR,
        ends_at=at + 3 * HOUR,
        organiser_label=str(member),
    )
    Attendee.objects.create(**own, meeting=meeting, at=meeting.starts_at)
    Task.objects.create(**own, title="Send the catalogue", author_label="", done_at=at + 3 * HOUR, done_by=member)
    Task.objects.create(**own, title="Still to do", author_label="")


def allow(member: Member, whom: Party, at: datetime) -> None:
    """Consent given."""
    purpose, _ = Purpose.objects.get_or_create(workspace=member.workspace, key="news", title="Newsletter")
    Consent.objects.create(
        workspace=member.workspace,
        party=whom,
        purpose=purpose,
        channel="email",
        state="given",
        source="web form",
        at=at,
        recorded_label=str(member),
    )
