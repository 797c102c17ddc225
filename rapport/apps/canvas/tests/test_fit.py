"""Value fit, empathy map, and what people do, think and feel."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from rapport.apps.accounts.models import Member
from rapport.apps.canvas.blueprints import blueprints
from rapport.apps.canvas.models import Canvas, Note, Proposition
from rapport.apps.canvas.operations import add_notes, create_canvas
from rapport.apps.canvas.operations.empathy import add_to_empathy_map
from rapport.apps.canvas.operations.propositions import add_proposition, link_answer, unlink_answer
from rapport.apps.canvas.queries.emotions import felt_in
from rapport.apps.canvas.queries.empathy import empathy_of, home_of
from rapport.apps.canvas.queries.facts import facts_of
from rapport.apps.canvas.queries.fit import fit_of
from rapport.apps.customers.operations import create_party
from rapport.apps.feedback.operations import ResponseFacts, record_responses
from rapport.kernel.errors import Refused


@pytest.fixture
def sure(mara: Member, board: Canvas) -> Note:
    [note] = add_notes(mara, board.pk, section="needs", texts=["Wants to feel sure"])
    return note


@pytest.fixture
def promise(mara: Member, board: Canvas) -> Note:
    [note] = add_notes(mara, board.pk, section="value", texts=["We collect it again"])
    return note


def test_needs_and_pains_without_an_answer_are_counted_in_words(
    mara: Member, board: Canvas, sure: Note, price: Note, promise: Note
) -> None:
    fit = fit_of(mara, board.pk)

    assert fit.words == "1 need and 1 pain without an answer"
    assert fit.loose_words == "1 answer answers nothing"
    assert [answer.is_proposition for answer in fit.answers] == [False]


def test_linking_a_value_note_makes_a_proposition_of_it(
    mara: Member, board: Canvas, sure: Note, price: Note, promise: Note
) -> None:
    made = link_answer(mara, board.pk, promise.pk, sure.pk)

    fit = fit_of(mara, board.pk)
    assert made.statement == "We collect it again"
    assert [(answer.text, answer.is_proposition) for answer in fit.answers] == [("We collect it again", True)]
    assert [need.note.text for need in fit.unanswered] == ["The price is too high"]
    assert fit.loose == []


def test_unlinking_leaves_the_need_without_an_answer(mara: Member, board: Canvas, sure: Note) -> None:
    made = add_proposition(mara, board.pk, statement="Advice", answering=sure.pk)
    assert fit_of(mara, board.pk).words == "Every need and pain has an answer"

    unlink_answer(mara, board.pk, made.pk, sure.pk)

    assert fit_of(mara, board.pk).words == "1 need without an answer"


def test_the_fit_page_links_and_unlinks_with_plain_forms(
    client: Client, mara: Member, board: Canvas, sure: Note, promise: Note
) -> None:
    client.force_login(mara.user)
    address = f"/w/glow/canvases/{board.pk}"
    assert "Which of these answer" in client.get(f"{address}/fit", {"note": str(sure.pk)}).content.decode()

    answer = client.post(f"{address}/answers/{promise.pk}", {"note": str(sure.pk), "back": "fit"})

    assert answer["Location"] == f"{address}/fit?note={sure.pk}"
    assert "Answers it" in client.get(answer["Location"]).content.decode()
    made = Proposition.objects.of(mara).get()
    client.post(f"{address}/answers/{made.pk}", {"note": str(sure.pk), "back": "fit", "_method": "DELETE"})
    assert fit_of(mara, board.pk).words == "1 need without an answer"


def test_the_live_box_names_what_has_no_answer(client: Client, mara: Member, board: Canvas, sure: Note) -> None:
    client.force_login(mara.user)

    box = client.get(f"/w/glow/canvases/{board.pk}/live/fit", headers={"hx-request": "true"}).content.decode()

    assert "1 need without an answer" in box
    assert "Wants to feel sure" in box


HOMES = {"says": "touchpoints", "thinks": "needs", "does": "profile", "feels": "journey", "gains": "value"}


@pytest.mark.parametrize(("field", "section"), HOMES.items())
def test_what_is_written_on_the_empathy_map_lands_in_its_section(
    mara: Member, board: Canvas, field: str, section: str
) -> None:
    [note] = add_to_empathy_map(mara, board.pk, field=field, texts=["Something"])

    assert note.section == section
    shown = next(one for one in empathy_of(mara, board.pk).fields if one.key == field)
    assert [view.text for view in shown.notes] == ["Something"]


def test_on_an_empathy_map_itself_a_note_stands_in_its_own_field(mara: Member) -> None:
    canvas = create_canvas(mara, blueprint_name="empathy_map")

    [note] = add_to_empathy_map(mara, canvas.pk, field="feels", texts=["Proud"])

    assert (note.section, note.tags) == ("feels", [])


def test_every_template_has_a_home_for_every_field() -> None:
    fields = [section.key for section in blueprints.get("empathy_map").sections]

    for blueprint in blueprints:
        for field in fields:
            assert blueprint.section(home_of(blueprint, field).key) is not None


def test_the_map_has_no_other_fields(mara: Member, board: Canvas) -> None:
    with pytest.raises(Refused, match="no such field"):
        add_to_empathy_map(mara, board.pk, field="smells", texts=["Roses"])


def test_feelings_are_counted_once_an_answer_and_never_behind_a_not() -> None:
    felt = felt_in(["Happy, so happy with it", "I was not at all happy", "Never late again!", "The parcel was late"])

    assert [(one.name, one.count) for one in felt] == [("happy", 1), ("frustrated", 1)]


def test_what_is_missing_of_do_think_and_feel_is_said(mara: Member) -> None:
    canvas = create_canvas(mara)
    assert [sentence.split(" is missing")[0] for sentence in facts_of(mara, canvas.pk).missing] == [
        "What they do",
        "What they think",
        "What they feel",
    ]

    add_to_empathy_map(mara, canvas.pk, field="thinks", texts=["Advice is worth money"])

    facts = facts_of(mara, canvas.pk)
    assert [sentence.split(" is missing")[0] for sentence in facts.missing] == ["What they do", "What they feel"]
    assert ["what they think" in sentence for sentence in facts.guessed] == [True]


def test_answers_of_others_are_not_the_facts_of_a_customer(mara: Member) -> None:
    rosa, ines = (create_party(mara, kind="person", name=name) for name in ("Rosa", "Ines"))
    at = datetime(2026, 3, 2, tzinfo=UTC)
    record_responses(
        mara,
        [
            ResponseFacts(kind="csat", at=at, score=Decimal(5), text="Wonderful", customer_id=rosa.pk),
            ResponseFacts(kind="csat", at=at, score=Decimal(1), text="Too slow", customer_id=ines.pk),
        ],
    )
    canvas = create_canvas(mara, party_id=rosa.pk)

    facts = facts_of(mara, canvas.pk)

    assert facts.quotes == ["Wonderful"]
    assert [felt.name for felt in facts.answers.felt] == ["delighted"]
    assert [fall.count for fall in facts.answers.scores] == [1]


@pytest.mark.parametrize("page", ["fit", "empathy", "facts"])
def test_the_helpers_open_on_an_empty_canvas_and_for_who_may_only_look(
    client: Client, vic: Member, mara: Member, page: str
) -> None:
    canvas = create_canvas(mara)
    client.force_login(vic.user)

    assert client.get(f"/w/glow/canvases/{canvas.pk}/{page}").status_code == 200


def test_the_box_that_audiences_see_names_no_private_note(
    client: Client, mara: Member, board: Canvas, sure: Note, price: Note
) -> None:
    Note.objects.of(mara).filter(pk=sure.pk).update(is_private=True)
    client.force_login(mara.user)

    box = client.get(reverse("canvas:live", args=[mara.workspace.slug, board.pk, "fit"])).content.decode()

    assert price.text in box
    assert sure.text not in box
