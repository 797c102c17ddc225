"""A workspace that grows: more rows of everything that lists show, around one customer and beside them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from rapport.apps.accounts.models import Invitation, Member, Notification, OwnRole, SignIn, Team, TeamMember
from rapport.apps.accounts.operations import create_token
from rapport.apps.canvas import operations as canvases
from rapport.apps.canvas.operations.actions import add_action
from rapport.apps.canvas.operations.propositions import add_proposition
from rapport.apps.conversations.models import Attendee, Call, Meeting, Message, Task
from rapport.apps.customers import models
from rapport.apps.customers.operations import Matching, PartyFacts, create_segment, lay_rules, record_parties
from rapport.apps.customers.operations.saved_views import save_view
from rapport.apps.exchange.operations import receive_file, watch_folder
from rapport.apps.feedback.operations import ResponseFacts, record_responses
from rapport.apps.sales.operations import LineFacts, OrderFacts, record_orders
from rapport.kernel.clock import now
from rapport.kernel.ids import new_id
from rapport.kernel.jobs.models import Job
from tests.cast import make_member

AT = datetime(2026, 3, 2, 10, tzinfo=UTC)
FILE = b"number,date,sku,quantity,price\n1,2026-03-02,A,1,5.00\n"


@dataclass
class Grown:
    """The workspace of a member: so many rows of everything, and what stands in addresses."""

    member: Member
    count: int = 0
    party_id: int = 0
    segment_id: int = 0
    canvas_id: int = 0

    def grow(self, count: int) -> None:
        """Up to so many rows of everything."""
        if not self.count:
            self._begin()
        numbers = range(self.count, count)
        ids = self._people(numbers)
        self._around(numbers, ids)
        self._work(numbers)
        self._members(numbers)
        self._beside(numbers, ids)
        self._canvases(numbers)
        self.count = count

    def _begin(self) -> None:
        member = self.member
        (self.party_id,) = record_parties(member, [PartyFacts(name="Ana", external_id="ana")]).ids
        self.segment_id = create_segment(member, name="Regulars", party_ids=[self.party_id]).pk
        self.canvas_id = canvases.create_canvas(member, title="Board", segment_id=self.segment_id).pk
        lay_rules(member)

    def _make(self, model: Any, rows: Sequence[dict[str, Any]]) -> list[Any]:
        made: list[Any] = model.objects.bulk_create([model(workspace=self.member.workspace, **row) for row in rows])
        return made

    def _people(self, numbers: range) -> list[int]:
        company = [PartyFacts(name=f"Firm {one}", kind="company", external_id=f"f-{one}") for one in numbers]
        firms = record_parties(self.member, company).ids
        people = [
            PartyFacts(name=f"P {one}", external_id=f"p-{one}", company_id=firm, tags=[f"tag {one}"])
            for one, firm in zip(numbers, firms, strict=True)
        ]
        ids = list(record_parties(self.member, people).ids)
        facts = PartyFacts(external_id="ana", tags=[f"tag {one}" for one in numbers])
        record_parties(self.member, [facts], matching=Matching(("external_id",), "both"))
        inside = {"segment_id": self.segment_id, "since": AT}
        self._make(models.Membership, [{**inside, "party_id": one} for one in ids])
        traits = {"name": "value_tier", "value": "top", "since": AT}
        self._make(models.Trait, [{**traits, "party_id": one} for one in ids])
        return ids

    def _around(self, numbers: range, ids: Sequence[int]) -> None:
        ana = {"party_id": self.party_id}
        line = LineFacts(sku="A", quantity=Decimal(1), unit_price=Decimal(5))
        record_orders(self.member, [_order(one, line, self.party_id) for one in numbers])
        skus = [LineFacts(sku=f"S-{one}", quantity=Decimal(1), unit_price=Decimal(5)) for one in numbers]
        record_orders(self.member, [_order(one, sku, ids[0], "B") for one, sku in zip(numbers, skus, strict=True)])
        said = [
            ResponseFacts("nps", AT + timedelta(hours=one), Decimal(9), f"Said {one}", self.party_id) for one in numbers
        ]
        record_responses(self.member, said)
        self._make(models.PartyNote, [{**ana, "text": f"Note {one}", "at": AT, "author_label": "M"} for one in numbers])
        self._make(models.Relation, [{**ana, "other_id": one, "kind": "partner"} for one in ids])
        purposes = self._make(models.Purpose, [{"key": f"k{one}", "title": f"T {one}"} for one in numbers])
        given = {**ana, "channel": "email", "state": "given", "source": "form", "at": AT}
        self._make(models.Consent, [{**given, "purpose": one} for one in purposes])
        asked = {**ana, "kind": "export", "requested_at": AT, "requested_by": self.member}
        self._make(models.PrivacyRequest, [{**asked, "requested_label": "M"} for _one in numbers])

    def _work(self, numbers: range) -> None:
        ana, mine = {"party_id": self.party_id}, {"member": self.member, "member_label": "M"}
        owned = {**ana, "owner": self.member, "author": self.member, "author_label": "M"}
        self._make(Task, [{**owned, "title": f"Task {one}", "due_on": AT.date()} for one in numbers])
        done = {**owned, "done_at": AT, "done_by": self.member}
        self._make(Task, [{**done, "title": f"Done {one}"} for one in numbers])
        soon = now() + timedelta(hours=1)
        self._make(Call, [{**ana, **mine, "subject": f"Call {one}", "at": soon} for one in numbers])
        talk = {"starts_at": soon, "ends_at": soon, "organiser": self.member, "organiser_label": "M"}
        meetings = self._make(Meeting, [{**talk, "subject": f"Meeting {one}"} for one in numbers])
        self._make(Attendee, [{**ana, "meeting": one, "at": soon} for one in meetings])
        self._make(Message, [{**ana, **mine, "direction": "in", "text": f"Words {one}", "at": AT} for one in numbers])

    def _members(self, numbers: range) -> None:
        members = [make_member(self.member.workspace, f"Mia {one}", "editor") for one in numbers]
        teams = self._make(Team, [{"name": f"Team {one}"} for one in numbers])
        self._make(TeamMember, [{"team": team, "member": one} for team, one in zip(teams, members, strict=True)])
        self._make(OwnRole, [{"name": f"Role {one}"} for one in numbers])
        told = {"member": self.member, "at": AT, "kind": "mention", "text": "Words", "url": "/"}
        self._make(Notification, [told for _one in numbers])
        door = {"role": "viewer", "invited_by": self.member, "expires_at": now() + timedelta(days=1)}
        doors = [{**door, "email": f"g{one}@x.example", "token_digest": f"d{one}"} for one in numbers]
        self._make(Invitation, doors)
        SignIn.objects.bulk_create([SignIn(user=one.user, email="m@x.example", outcome="signed in") for one in members])
        for one in numbers:
            create_token(self.member, name=f"Token {one}")
            save_view(self.member, name=f"View {one}", shared=True)

    def _beside(self, numbers: range, ids: Sequence[int]) -> None:
        whole = self.member.workspace
        self._make(models.Region, [{"name": f"Region {one}"} for one in numbers])
        self._make(models.CustomField, [{"key": f"f{one}", "title": f"F {one}", "kind": "text"} for one in numbers])
        segments = self._make(
            models.Segment, [{"name": f"Segment {one}", "kind": "fixed", "refreshed_at": AT} for one in numbers]
        )
        members = [{"segment": one, "party_id": whom, "since": AT} for one, whom in zip(segments, ids, strict=True)]
        self._make(models.Membership, members)
        groups = self._make(
            models.DuplicateGroup, [{"kind": "person", "score": 0.9, "found_at": AT} for _one in numbers]
        )
        both = [{"group": group, "party_id": one} for group, one in zip(groups, ids, strict=True)]
        self._make(models.DuplicateMember, [*both, *({**one, "party_id": self.party_id} for one in both)])
        merged = {"at": AT, "merged_by": self.member, "actor_label": "M", "undo_until": now() + timedelta(days=9)}
        merges = self._make(models.Merge, [{**merged, "kept_id": one} for one in ids])
        former = [{"former_id": 10**6 + one.pk, "party_id": one.kept_id, "merge": one} for one in merges]
        self._make(models.FormerId, former)
        jobs = [Job(key=new_id(), workspace=whole.pk, task="tests.nothing", run_after=now()) for _one in numbers]
        Job.objects.bulk_create(jobs)
        for one in numbers:
            receive_file(self.member, name=f"f{one}.csv", content=[FILE], kind="orders")
            watch_folder(self.member, folder=f"folder-{one}", kind="orders")

    def _canvases(self, numbers: range) -> None:
        texts = [f"Note {one}" for one in numbers]
        for note in canvases.add_notes(self.member, self.canvas_id, section="needs", texts=texts):
            canvases.add_comment(self.member, self.canvas_id, "Thought", note_id=note.pk)
            add_action(self.member, self.canvas_id, text="Act", note_id=note.pk)
            add_proposition(self.member, self.canvas_id, statement="Offer")
        for one in numbers:
            canvases.create_canvas(self.member, title=f"Canvas {one}", segment_id=self.segment_id)
            section = {"title": "Part", "questions": ["Who?"], "nine": "profile"}
            canvases.make_template(self.member, {"title": f"Template {one}", "sections": [section]})


def _order(number: int, line: LineFacts, customer_id: int, series: str = "A") -> OrderFacts:
    return OrderFacts(number=f"{series}-{number}", at=AT, lines=[line], customer_id=customer_id)
