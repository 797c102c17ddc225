"""Two workspaces with one of everything, so that each can be asked for the other's; made once for each file."""

from collections.abc import Iterator
from copy import deepcopy
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from rapport.apps.accounts.models import Member
from rapport.apps.accounts.operations import (
    RateFacts,
    brand_workspace,
    create_role,
    create_team,
    create_token,
    deactivate_member,
    invite,
    record_rates,
)
from rapport.apps.accounts.queries import rates_in
from rapport.apps.accounts.tests.pictures import png
from rapport.apps.canvas import operations as canvases
from rapport.apps.canvas.operations import relationship as relationships
from rapport.apps.canvas.operations.actions import add_action
from rapport.apps.canvas.operations.propositions import add_proposition
from rapport.apps.canvas.operations.sharing import share_canvas
from rapport.apps.conversations import operations as work
from rapport.apps.customers import operations as customers
from rapport.apps.customers.models import DuplicateGroup, DuplicateMember, DuplicateRule, Tag
from rapport.apps.customers.operations import create_field, create_party, create_segment, tag_parties
from rapport.apps.customers.operations.bulk import Doing
from rapport.apps.customers.operations.bulk_jobs import do_now
from rapport.apps.customers.operations.copying import make_copy
from rapport.apps.customers.operations.exporting import export_folder, write_export
from rapport.apps.customers.operations.saved_views import save_view
from rapport.apps.customers.queries import PartyFilter
from rapport.apps.exchange.operations import receive_file, watch_folder
from rapport.apps.feedback.operations import ResponseFacts, record_responses
from rapport.apps.insights.operations.targets import set_target
from rapport.apps.sales.operations import LineFacts, OrderFacts, record_orders
from rapport.kernel.clock import now
from rapport.kernel.ids import new_id
from rapport.kernel.jobs.models import Job
from tests.access.walk import CANARY, World
from tests.cast import make_member, open_glow, open_other
from tests.standing import standing

AT = datetime(2026, 3, 2, 10, tzinfo=UTC)
FILE = b"number,date,sku,quantity,price\n1,2026-03-02,A,1,5.00\n"


# What stands in addresses and is the same in every workspace.
NAMED_IN_CODE = {
    "metric": "nps",
    "analysis": "rfm",
    "key": "best",
    "form": "json",
    "part": "statement",
    "name": "community",
    "box": "fit",
    "lesson": "choosing",
    "kind": "events",
}


@pytest.fixture
def own(_own: World, db: None) -> World:
    """Glow, with a member in every role and one who has been shut out."""
    return deepcopy(_own)


@pytest.fixture
def foreign(_foreign: World, db: None) -> World:
    """The other workspace: every text in it holds the canary's word."""
    return deepcopy(_foreign)


@pytest.fixture(scope="module")
def _own(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    yield from standing(django_db_blocker, _glow)


@pytest.fixture(scope="module")
def _foreign(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    yield from standing(django_db_blocker, _other)


def _glow() -> World:
    mara = open_glow()
    glow = mara.workspace
    roles = {"Ada": "admin", "Edi": "editor", "Cora": "contributor", "Vic": "viewer"}
    ada, edi, cora, vic = (make_member(glow, name, role) for name, role in roles.items())
    dora = make_member(glow, "Dora", "editor")
    deactivate_member(mara, member_id=dora.pk)
    sam, sue = make_member(glow, "Sam", "sales"), make_member(glow, "Sue", "support")
    members = {"owner": mara, "admin": ada, "editor": edi, "contributor": cora, "viewer": vic}
    members |= {"sales": sam, "support": sue, "deactivated": dora}
    programs = {name: one for name, one in members.items() if one.may("api.use")}
    personal = {name: {"token_id": create_token(one, name=f"{name}'s")[0].pk} for name, one in programs.items()}
    return World(glow, members, _one_of_everything(mara, cora, edi, word="rosebud"), personal)


def _other() -> World:
    otto = open_other()
    colleague = make_member(otto.workspace, "Kim", "editor")
    return World(otto.workspace, {"owner": otto}, _one_of_everything(otto, otto, colleague, word=CANARY))


def _one_of_everything(owner: Member, author: Member, colleague: Member, *, word: str) -> dict[str, object]:
    party = create_party(owner, kind="person", name=f"{word} person", email=f"{word}@mail.example")
    tag_parties(owner, [party.pk], f"{word} tag")
    segment = create_segment(owner, name=f"{word} segment", rule=None, party_ids=[party.pk])
    line = LineFacts(sku=f"{word}-sku", quantity=Decimal(1), unit_price=Decimal(5), description=f"{word} thing")
    orders = record_orders(owner, [OrderFacts(number=f"{word}-1", at=AT, lines=[line], customer_id=party.pk)])
    answer = ResponseFacts(kind="nps", at=AT, score=Decimal(9), text=f"{word} said", customer_id=party.pk)
    record_responses(owner, [answer])
    target = set_target(owner, metric="nps", value=Decimal(30), subject=f"segment:{segment.pk}")
    brand_workspace(owner, accent="#aa2255", footer=f"{word} street", logo=png())
    invitation, _ = invite(owner, email=f"{word}-guest@mail.example", role="viewer")
    return {
        "party_id": party.pk,
        **_around_the_record(owner, party.pk, word),
        **_work(owner, party.pk, word),
        **_duplicates(owner, word),
        "field_id": create_field(owner, title=f"{word} field", kind="text").pk,
        "tag_id": Tag.objects.of(owner).get().pk,
        "segment_id": segment.pk,
        "order_id": orders.ids[0],
        **_canvas_with_everything(owner, author, segment.pk, word),
        "template_id": _template(owner, word),
        "import_id": _import(owner, word),
        "folder_id": watch_folder(owner, folder=f"{word}-files", kind="orders").pk,
        "export": "people",
        "target_id": target.pk,
        "rate_id": _rate(owner),
        "member_id": colleague.pk,
        "invitation_id": invitation.pk,
        **_of_the_list(owner, party.pk, word),
        "role_id": create_role(owner, name=f"{word} role", grants={"canvas.view": "all"}, fields={}).pk,
        "team_id": create_team(owner, name=f"{word} team", member_ids=[colleague.pk]).pk,
        "token_id": create_token(colleague, name=f"{word} token")[0].pk,
        "job_id": _job(owner, word).pk,
        "subject": f"segment:{segment.pk}",
        **NAMED_IN_CODE,
    }


def _rate(owner: Member) -> int:
    record_rates(owner, [RateFacts(AT.date(), "USD", Decimal("0.92"))])
    return rates_in(owner.workspace).get().pk


def _around_the_record(owner: Member, party_id: int, word: str) -> dict[str, object]:
    """One of everything that belongs to a record; the note that was removed can be brought back."""
    company = customers.create_party(owner, kind="company", name=f"{word} company")
    removed = customers.write_note(owner, party_id, f"{word} removed remark")
    customers.lay_purposes(owner)
    purpose = customers.create_purpose(owner, title=f"{word} purpose", basis="contract")
    answer = customers.Answer(purpose.key, ["email"], "given", f"{word} form", proof=f"{word} signature")
    customers.record_consent(owner, party_id, answer)
    return {
        "relation_id": customers.add_relation(owner, party_id, other_id=company.pk, kind="works_for").pk,
        "point_id": customers.add_contact_point(owner, party_id, kind="email", value=f"{word}@work.example").pk,
        "address_id": customers.add_address(owner, party_id, purpose="home", city=f"{word} town").pk,
        "fact_id": customers.add_personal_fact(owner, party_id, kind="interest", text=f"{word} sailing").pk,
        "remark_id": customers.write_note(owner, party_id, f"{word} remark").pk,
        "purpose_id": purpose.pk,
        "paper_id": customers.keep_file(owner, party_id, name=f"{word}.txt", content=[word.encode()]).pk,
        "place": customers.remove_note(owner, removed.pk),
        "request_id": _copy_of(owner, party_id, word),
    }


def _copy_of(owner: Member, party_id: int, word: str) -> int:
    """A copy of somebody's data that is there to be fetched."""
    request = customers.ask_for_copy(owner, party_id, reason=f"{word} asked")
    make_copy(owner, request, tell=lambda *_said: None)
    return request.pk


def _work(owner: Member, party_id: int, word: str) -> dict[str, object]:
    """One of everything that is done with a customer; the task that was removed can be brought back."""
    removed = work.add_task(owner, f"{word} removed errand", party_id=party_id)
    return {
        "task_id": work.add_task(owner, f"{word} errand", party_id=party_id, owner_id=owner.pk).pk,
        "call_id": work.plan_call(owner, party_id, at=now() + timedelta(days=1), subject=f"{word} ring").pk,
        "meeting_id": work.plan_meeting(
            owner, f"{word} lunch", starts_at=now() + timedelta(days=1), party_ids=[party_id], place=f"{word} inn"
        ).pk,
        "message_id": work.log_message(owner, party_id, direction="in", text=f"{word} wrote").pk,
        "done": work.remove_task(owner, removed.pk),
    }


def _duplicates(owner: Member, word: str) -> dict[str, object]:
    """Two records that look alike and are in one group, two that were merged, and the rules."""
    twice = [create_party(owner, kind="company", name=f"{word} twin", tax_number=f"{word}-1") for _ in range(2)]
    merged = [create_party(owner, kind="company", name=f"{word} merged {number}") for number in range(2)]
    customers.lay_rules(owner)
    group = DuplicateGroup.objects.create(workspace=owner.workspace, kind="company", score=0.99, found_at=now())
    for one in twice:
        DuplicateMember.objects.create(workspace=owner.workspace, group=group, party=one)
    return {
        "group_id": group.pk,
        "merge_id": customers.merge_parties(owner, merged[0].pk, [merged[1].pk]).pk,
        "rule_id": DuplicateRule.objects.of(owner).order_by("pk").values_list("pk", flat=True)[0],
    }


def _canvas_with_everything(owner: Member, author: Member, segment_id: int, word: str) -> dict[str, object]:
    canvas = canvases.create_canvas(owner, title=f"{word} canvas", segment_id=segment_id)
    note = canvases.add_notes(author, canvas.pk, section="needs", texts=[f"{word} note"])[0]
    settings = {"source": f"{word} talk", "said_on": ""}
    evidence = canvases.add_evidence(
        author, canvas.pk, note.pk, kind="quotation", settings=settings, direction="supports", quote=f"{word} quote"
    )
    report = canvases.add_file_evidence(
        author, canvas.pk, note.pk, name=f"{word}.txt", content=[word.encode()], direction="supports"
    )
    comment = canvases.add_comment(author, canvas.pk, f"{word} thought", note_id=note.pk)
    relationships.choose_type(author, canvas.pk, "community")
    proposition = add_proposition(author, canvas.pk, statement=f"{word} offer")
    action = add_action(author, canvas.pk, text=f"{word} action", note_id=note.pk)
    link, _token = share_canvas(owner, canvas.pk, title=f"{word} link")
    return {
        "canvas_id": canvas.pk,
        "note_id": note.pk,
        "evidence_id": evidence.pk,
        "comment_id": comment.pk,
        "file_id": int(report.settings["file"]),
        "proposition_id": proposition.pk,
        "answer_id": proposition.pk,
        "action_id": action.pk,
        "field": "says",
        "link_id": link.pk,
    }


def _of_the_list(owner: Member, party_id: int, word: str) -> dict[str, object]:
    """A view, a change to many records that can be undone, and an export whose file is there."""
    town = Doing("edit", field="city", value=f"{word} town")
    token, _changed = do_now(owner, PartyFilter(ids=(party_id,)), town)
    file = export_folder(owner.workspace_id) / f"{word}.csv"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(word)
    work = _job(owner, word)
    work.task = f"{write_export.func.__module__}.write_export"
    work.result = {"file": file.name, "name": file.name, "rows": 1}
    work.save(update_fields=["task", "result"])
    view = save_view(owner, name=f"{word} view", shared=True)
    return {"view_id": view.pk, "work_id": work.pk, "token": token, "column": "city"}


def _template(owner: Member, word: str) -> int:
    section = {"title": f"{word} section", "questions": [f"{word} who?"], "nine": "profile"}
    return canvases.make_template(owner, {"title": f"{word} template", "sections": [section]}).pk


def _job(owner: Member, word: str) -> Job:
    return Job.objects.create(
        key=new_id(), workspace=owner.workspace_id, task="tests.nothing", title=f"{word} job", run_after=now()
    )


def _import(owner: Member, word: str) -> int:
    return receive_file(owner, name=f"{word}.csv", content=[FILE], kind="orders").pk
