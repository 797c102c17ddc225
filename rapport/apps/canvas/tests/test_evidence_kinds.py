"""The kinds of evidence: what they take, what they refuse, and what they say of real answers and files."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from rapport.apps.accounts.models import Member
from rapport.apps.canvas.evidence_kinds import evidence_kinds
from rapport.apps.canvas.models import Canvas, CanvasOperation, Evidence, Note
from rapport.apps.canvas.operations import (
    add_evidence,
    add_notes,
    create_canvas,
)
from rapport.apps.canvas.queries import board_of, note_details
from rapport.apps.canvas.queries.standing import Judged
from rapport.apps.customers.models import Party
from rapport.apps.customers.operations import create_party
from rapport.apps.feedback.models import Response
from rapport.apps.feedback.operations import ResponseFacts, record_responses
from rapport.kernel.clock import now
from rapport.kernel.errors import Missing, Refused

ANSWERS = {"measure": "nps", "comparison": "at_least", "threshold": "30", "fewest": "5"}
TALK = {"form": "ticket", "title": "Late parcel", "source": "Helpdesk 4711", "said_on": "2026-03-02", "text": "Late."}


@pytest.fixture
def canvas(mara: Member) -> Canvas:
    return create_canvas(mara, title="Everybody")


@pytest.fixture
def claim(mara: Member, canvas: Canvas) -> Note:
    [note] = add_notes(mara, canvas.pk, section="pains", texts=["Parcels come late"])
    return note


@pytest.fixture
def answered(mara: Member) -> Callable[..., list[int]]:
    """`answered(9, 9, 3)` records NPS answers of the last days and returns their numbers."""

    def record(*scores: int, kind: str = "nps", text: str = "", **more: Any) -> list[int]:
        begun = now() - timedelta(days=3)
        facts = [
            ResponseFacts(kind=kind, at=begun + timedelta(minutes=number), score=Decimal(score), text=text, **more)
            for number, score in enumerate(scores)
        ]
        return list(record_responses(mara, facts).ids)

    return record


def piece(mara: Member, canvas: Canvas, claim: Note, number: int = 0) -> Judged:
    return note_details(mara, canvas.pk, claim.pk).evidence[number]


def put(
    member: Member, canvas: Canvas, claim: Note, kind: str, settings: dict[str, Any], says: str = "supports"
) -> Any:
    return add_evidence(member, canvas.pk, claim.pk, kind=kind, settings=settings, direction=says)


# survey_answers


def test_enough_good_answers_support_and_say_what_they_rest_on(
    mara: Member, canvas: Canvas, claim: Note, answered: Callable[..., list[int]]
) -> None:
    answered(*[10] * 40)

    put(mara, canvas, claim, "survey_answers", ANSWERS)

    found = piece(mara, canvas, claim)
    assert found.verdict.says == "supports"
    assert found.title == "Net promoter score is at least 30"
    assert "n = 40" in found.verdict.reason


def test_too_few_answers_decide_nothing_and_say_how_many(
    mara: Member, canvas: Canvas, claim: Note, answered: Callable[..., list[int]]
) -> None:
    answered(10, 10, 10, 10)

    put(mara, canvas, claim, "survey_answers", ANSWERS)

    assert piece(mara, canvas, claim).verdict.says == ""
    assert piece(mara, canvas, claim).verdict.reason == "Too few answers (n = 4; at least 5 are asked for)."


def test_an_interval_that_holds_the_threshold_decides_nothing(
    mara: Member, canvas: Canvas, claim: Note, answered: Callable[..., list[int]]
) -> None:
    answered(10, 10, 10, 0, 0, 7, 7)

    put(mara, canvas, claim, "survey_answers", {**ANSWERS, "threshold": "14"})

    assert "nothing is decided" in piece(mara, canvas, claim).verdict.reason


@pytest.mark.parametrize(
    ("given", "scores", "kind", "says"),
    [
        ({"measure": "detractors", "threshold": "0.5"}, [2] * 30, "nps", "supports"),
        ({"measure": "satisfied", "threshold": "0.5"}, [5] * 30, "csat", "supports"),
        ({"measure": "satisfied", "threshold": "0.5"}, [2] * 30, "csat", "contradicts"),
        ({"measure": "csat", "threshold": "4"}, [1, 2] * 15, "csat", "contradicts"),
        ({"measure": "ces", "threshold": "5", "comparison": "at_most"}, [2, 3] * 15, "ces", "supports"),
    ],
)
def test_every_measure_is_worked_out_of_its_own_answers(
    mara: Member,
    canvas: Canvas,
    claim: Note,
    answered: Callable[..., list[int]],
    given: dict[str, str],
    scores: list[int],
    kind: str,
    says: str,
) -> None:
    answered(*scores, kind=kind)
    answered(*[10] * 9 if kind != "nps" else [1] * 0, kind="nps")

    put(mara, canvas, claim, "survey_answers", {**ANSWERS, **given})

    assert piece(mara, canvas, claim).verdict.says == says


def test_the_share_of_written_answers_with_the_words_counts_only_written_ones(
    mara: Member, canvas: Canvas, claim: Note, answered: Callable[..., list[int]]
) -> None:
    answered(*[3] * 12, text="The delivery was slow")
    answered(*[9] * 12, text="All good")
    answered(*[9] * 50)

    put(
        mara, canvas, claim, "survey_answers", {**ANSWERS, "measure": "words", "words": "delivery", "threshold": "0.25"}
    )

    found = piece(mara, canvas, claim).verdict
    assert (found.says, "50%" in found.reason, "n = 24" in found.reason) == ("supports", True, True)


def test_only_answers_of_the_touchpoint_and_survey_count(
    mara: Member, canvas: Canvas, claim: Note, answered: Callable[..., list[int]]
) -> None:
    answered(*[10] * 30, touchpoint="Shop", survey="Spring")
    answered(*[0] * 30, touchpoint="Delivery", survey="Spring")

    put(mara, canvas, claim, "survey_answers", {**ANSWERS, "touchpoint": "Shop", "survey": "Spring"})

    assert "n = 30" in piece(mara, canvas, claim).verdict.reason


def test_answers_outside_the_subject_of_the_canvas_do_not_count(
    mara: Member, answered: Callable[..., list[int]]
) -> None:
    lea, leo = (create_party(mara, name=name) for name in ("Lea", "Leo"))
    answered(*[10] * 10, customer_id=lea.pk)
    answered(*[0] * 10, customer_id=leo.pk)
    canvas = create_canvas(mara, party_id=lea.pk)
    [claim] = add_notes(mara, canvas.pk, section="needs", texts=["Lea is happy"])

    put(mara, canvas, claim, "survey_answers", ANSWERS)

    assert "n = 10" in piece(mara, canvas, claim).verdict.reason


@pytest.mark.parametrize(
    ("given", "place"),
    [
        ({"measure": "mood"}, "measure"),
        ({"measure": "words", "words": " "}, "words"),
        ({"threshold": "many"}, "threshold"),
        ({"fewest": "3"}, "fewest"),
        ({"fewest": "9" * 400}, "fewest"),
        ({"fewest": "-7"}, "fewest"),
        ({"words": "half \ud800"}, "words"),
        ({"touchpoint": "Shop\x00"}, "touchpoint"),
    ],
)
def test_settings_of_survey_answers_are_checked(given: dict[str, str], place: str) -> None:
    with pytest.raises(Refused) as refused:
        evidence_kinds.get("survey_answers").checked({**ANSWERS, **given})

    assert refused.value.place == place


def test_the_page_behind_shows_exactly_the_answers_that_counted(
    client: Client, mara: Member, canvas: Canvas, claim: Note, answered: Callable[..., list[int]]
) -> None:
    answered(*[9] * 6, text="Quick delivery")
    answered(*[9] * 6, text="Nice shop")
    evidence = put(mara, canvas, claim, "survey_answers", {**ANSWERS, "words": "delivery"})
    client.force_login(mara.user)

    page = client.get(f"/w/glow/canvases/{canvas.pk}/evidence/{evidence.pk}/answers").content.decode()

    assert page.count("Quick delivery") == 6
    assert "Nice shop" not in page


# survey_answer


def test_one_answer_is_quoted_with_its_customer(
    mara: Member, canvas: Canvas, claim: Note, answered: Callable[..., list[int]]
) -> None:
    lea = create_party(mara, name="Lea")
    [answer] = answered(3, text="Three weeks late", touchpoint="Delivery", customer_id=lea.pk)

    put(mara, canvas, claim, "survey_answer", {"answer": answer})

    found = piece(mara, canvas, claim)
    assert (found.quotes, found.verdict.who) == (["Three weeks late"], "Lea")
    assert found.title.startswith("NPS 3, Delivery, ")
    assert CanvasOperation.objects.of(mara).filter(after__icontains="Three weeks").count() == 0


def test_an_answer_that_is_gone_decides_nothing_any_more(
    mara: Member, canvas: Canvas, claim: Note, answered: Callable[..., list[int]]
) -> None:
    [answer] = answered(3, text="Three weeks late")
    put(mara, canvas, claim, "survey_answer", {"answer": answer})

    Response.objects.of(mara).filter(pk=answer).delete()

    assert note_details(mara, canvas.pk, claim.pk).note.status == "untested"


def test_an_answer_of_another_workspace_is_as_good_as_none(
    mara: Member, otto: Member, canvas: Canvas, claim: Note
) -> None:
    foreign = record_responses(otto, [ResponseFacts(kind="nps", at=now(), score=Decimal(3), text="secret")]).ids[0]

    with pytest.raises(Missing, match="no such answer"):
        put(mara, canvas, claim, "survey_answer", {"answer": foreign})

    assert Evidence.objects.of(mara).count() == 0


def test_the_picker_offers_the_newest_answers_of_the_subject(
    client: Client, mara: Member, answered: Callable[..., list[int]]
) -> None:
    lea = create_party(mara, name="Lea")
    answered(3, text="Hers, about delivery", customer_id=lea.pk)
    answered(3, text="Of somebody else")
    canvas = create_canvas(mara, party_id=lea.pk)
    [claim] = add_notes(mara, canvas.pk, section="needs", texts=["x"])
    client.force_login(mara.user)
    address = f"/w/glow/canvases/{canvas.pk}/notes/{claim.pk}/evidence?kind=survey_answer"

    offered = client.get(address, headers={"HX-Request": "true"}).content.decode()
    searched = client.get(f"{address}&search=shop", headers={"HX-Request": "true"}).content.decode()

    assert "Hers, about delivery" in offered
    assert "somebody else" not in offered
    assert "No answer of these customers" in searched


# conversation, link, quotation


def test_a_ticket_brings_its_text_and_grows_old_from_its_day(mara: Member, canvas: Canvas, claim: Note) -> None:
    put(mara, canvas, claim, "conversation", TALK, says="contradicts")

    found = piece(mara, canvas, claim)
    assert found.title == "Support ticket: Late parcel, Helpdesk 4711, Mar 2, 2026"
    assert found.quotes == ["Late."]
    assert found.old_on == datetime(2026, 3, 2, tzinfo=UTC) + timedelta(days=180)
    assert note_details(mara, canvas.pk, claim.pk).note.status == "stale"


@pytest.mark.parametrize(
    ("kind", "given", "place"),
    [
        ("conversation", {**TALK, "title": ""}, "title"),
        ("conversation", {**TALK, "text": "  "}, "text"),
        ("conversation", {**TALK, "form": "dream"}, "form"),
        ("conversation", {**TALK, "said_on": "2999-01-01"}, "said_on"),
        ("conversation", {**TALK, "said_on": "0001-01-01"}, "said_on"),
        ("quotation", {"source": "Call", "said_on": "yesterday"}, "said_on"),
        ("link", {"title": "Study", "address": "http://study.example"}, "address"),
        ("link", {"title": "Study", "address": "javascript:alert(1)"}, "address"),
        ("link", {"title": "Study", "address": "https://"}, "address"),
        ("link", {"title": "Study", "address": "https://me:secret@study.example/"}, "address"),
        ("link", {"title": "Study", "address": "https://study.example/a b"}, "address"),
        ("link", {"title": "Study", "address": "https://study.example:nought/"}, "address"),
        ("link", {"title": "", "address": "https://study.example"}, "title"),
        ("file", {"file": "../secret"}, "file"),
        ("survey_answer", {"answer": "first"}, "answer"),
    ],
)
def test_what_cannot_be_evidence_is_refused_at_its_field(kind: str, given: dict[str, str], place: str) -> None:
    with pytest.raises(Refused) as refused:
        evidence_kinds.get(kind).checked(given)

    assert refused.value.place == place


def test_a_link_shows_its_host(mara: Member, canvas: Canvas, claim: Note) -> None:
    put(mara, canvas, claim, "link", {"title": "Study", "address": "https://study.example/a?b=1", "said_on": ""})

    assert piece(mara, canvas, claim).title == "Study, study.example"
    assert piece(mara, canvas, claim).verdict.url == "https://study.example/a?b=1"


def test_evidence_of_all_notes_asks_for_each_need_once(
    mara: Member, canvas: Canvas, answered: Callable[..., list[int]], django_assert_max_num_queries: Any
) -> None:
    ids = answered(*[9] * 12, text="good")
    notes = add_notes(mara, canvas.pk, section="needs", texts=[str(number) for number in range(12)])
    for note, answer in zip(notes, ids, strict=True):
        put(mara, canvas, note, "survey_answer", {"answer": answer})
        put(mara, canvas, note, "survey_answers", ANSWERS)

    with django_assert_max_num_queries(25):
        board_of(mara, canvas.pk, patient=False)


def test_pieces_of_others_are_not_offered_to_whom_may_not_see_customers(
    mara: Member, canvas: Canvas, claim: Note, answered: Callable[..., list[int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    lea: Party = create_party(mara, name="Lea")
    [answer] = answered(3, text="Late", customer_id=lea.pk)
    put(mara, canvas, claim, "survey_answer", {"answer": answer})
    may = Member.may
    monkeypatch.setattr(Member, "may", lambda self, right: right != "customers.view" and may(self, right))

    found = piece(mara, canvas, claim).verdict

    assert (found.quote, found.who, found.url) == ("Late", "", "")
