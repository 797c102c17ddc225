"""Propositions: written through the log, ranked by what they answer."""

import uuid
from decimal import Decimal

import pytest
from django.test import Client

from rapport.apps.accounts.models import Member
from rapport.apps.canvas.models import Canvas, CanvasOperation, Note, Proposition
from rapport.apps.canvas.operations import add_evidence, add_notes, undo, weigh_note
from rapport.apps.canvas.operations import propositions as operations
from rapport.apps.canvas.queries.propositions import proposition_page, propositions_page
from rapport.apps.canvas.queries.ranking import Asked, Promise, ranked
from rapport.apps.sales.models import Product
from rapport.apps.sales.operations import ProductFacts, record_products
from rapport.kernel.errors import Missing, NotPermitted, Refused


@pytest.fixture
def advice(mara: Member, board: Canvas) -> Proposition:
    return operations.add_proposition(mara, board.pk, statement="Ten minutes of advice")


@pytest.fixture
def cream(mara: Member) -> Product:
    record_products(mara, [ProductFacts(sku="C-1", name="Night cream"), ProductFacts(sku="S-1", name="Serum")])
    found: Product = Product.objects.of(mara).get(sku="C-1")
    return found


def statements(member: Member, canvas: Canvas) -> list[str]:
    return [view.statement for view in propositions_page(member, canvas.pk).views]


def again(proposition: Proposition) -> Proposition:
    proposition.refresh_from_db()
    return proposition


def test_a_private_note_becomes_no_proposition(mara: Member, board: Canvas) -> None:
    [note] = add_notes(mara, board.pk, section="value", texts=["For my eyes"])
    Note.objects.of(mara).filter(pk=note.pk).update(is_private=True)

    with pytest.raises(Refused, match="Reveal it first"):
        operations.add_proposition(mara, board.pk, note_id=note.pk)


def test_a_proposition_made_from_a_note_has_its_words_and_is_made_once(mara: Member, board: Canvas) -> None:
    [note] = add_notes(mara, board.pk, section="value", texts=["We collect it again"])

    first = operations.add_proposition(mara, board.pk, note_id=note.pk)
    second = operations.add_proposition(mara, board.pk, note_id=note.pk)

    assert (first.pk, first.statement) == (second.pk, "We collect it again")
    view = propositions_page(mara, board.pk).views[0]
    assert view.source is not None
    assert view.source.id == str(note.pk)


def test_only_a_note_about_value_becomes_a_proposition(mara: Member, board: Canvas, price: Note) -> None:
    with pytest.raises(Refused, match="about value"):
        operations.add_proposition(mara, board.pk, note_id=price.pk)


def test_what_is_written_is_kept_field_by_field_and_undone_in_one_step(
    mara: Member, board: Canvas, advice: Proposition
) -> None:
    operations.write_proposition(mara, board.pk, advice.pk, {"message": "Bring your bag", "proof": "9 of 10 stay"})
    assert (again(advice).message, advice.proof) == ("Bring your bag", "9 of 10 stay")

    undo(mara, board.pk)

    assert (again(advice).message, advice.proof, advice.statement) == ("", "", "Ten minutes of advice")


def test_a_statement_is_never_empty(mara: Member, board: Canvas, advice: Proposition) -> None:
    with pytest.raises(Refused) as refused:
        operations.write_proposition(mara, board.pk, advice.pk, {"statement": "  "})

    assert refused.value.place == "statement"


def test_needs_and_pains_are_linked_once_and_unlinked(
    mara: Member, board: Canvas, advice: Proposition, price: Note
) -> None:
    operations.link_answer(mara, board.pk, advice.pk, price.pk)
    operations.link_answer(mara, board.pk, advice.pk, price.pk)
    assert again(advice).answers == [str(price.pk)]

    operations.unlink_answer(mara, board.pk, advice.pk, price.pk)

    assert again(advice).answers == []


def test_a_note_of_another_kind_is_not_answered(mara: Member, board: Canvas, advice: Proposition) -> None:
    [note] = add_notes(mara, board.pk, section="touchpoints", texts=["Shop"])

    with pytest.raises(Refused, match="need or a pain"):
        operations.link_answer(mara, board.pk, advice.pk, note.pk)


def test_offerings_are_products_of_the_workspace_up_to_twenty(
    mara: Member, otto: Member, board: Canvas, advice: Proposition, cream: Product
) -> None:
    record_products(otto, [ProductFacts(sku="X", name="Theirs")])
    with pytest.raises(Missing):
        operations.carry_offering(mara, board.pk, advice.pk, Product.objects.of(otto).get().pk)

    record_products(mara, [ProductFacts(sku=f"P-{number}", name=f"Product {number}") for number in range(20)])
    for product in Product.objects.of(mara).filter(sku__startswith="P-"):
        operations.carry_offering(mara, board.pk, advice.pk, product.pk)
    with pytest.raises(Refused, match="20 offerings are the most"):
        operations.carry_offering(mara, board.pk, advice.pk, cream.pk)

    assert len(again(advice).offerings) == 20


def test_differences_are_kept_without_empty_rows(mara: Member, board: Canvas, advice: Proposition, price: Note) -> None:
    row = {"need": str(price.pk), "competitor": "Bliss", "us": "One price", "them": "Extras", "evidence": "Their list"}
    empty = {"need": str(price.pk), "competitor": " ", "us": "", "them": "", "evidence": ""}

    operations.tell_apart(mara, board.pk, advice.pk, [row, empty])

    assert again(advice).differences == [row]
    [shown] = proposition_page(mara, board.pk, advice.pk).view.differences
    assert (shown.need_text, shown.competitor) == ("The price is too high", "Bliss")


def test_a_difference_names_its_competitor(mara: Member, board: Canvas, advice: Proposition) -> None:
    with pytest.raises(Refused) as refused:
        operations.tell_apart(mara, board.pk, advice.pk, [{"us": "Faster"}])

    assert refused.value.place == "row 1 › competitor"


def test_propositions_are_moved_one_place(mara: Member, board: Canvas) -> None:
    _one, two, three = (operations.add_proposition(mara, board.pk, statement=text) for text in ("1", "2", "3"))

    operations.move_proposition(mara, board.pk, three.pk, steps=-1)
    assert statements(mara, board) == ["1", "3", "2"]
    operations.move_proposition(mara, board.pk, two.pk, steps=-2)
    assert statements(mara, board) == ["2", "1", "3"]
    operations.move_proposition(mara, board.pk, two.pk, steps=-1)

    assert statements(mara, board) == ["2", "1", "3"]


def test_a_deleted_proposition_comes_back_to_its_place(mara: Member, board: Canvas, advice: Proposition) -> None:
    operations.add_proposition(mara, board.pk, statement="Another")
    operations.delete_proposition(mara, board.pk, advice.pk)
    assert statements(mara, board) == ["Another"]

    operations.restore_proposition(mara, board.pk, advice.pk)

    assert statements(mara, board) == ["Ten minutes of advice", "Another"]


def test_a_contributor_changes_their_own_only(mara: Member, cora: Member, vic: Member, board: Canvas) -> None:
    theirs = operations.add_proposition(mara, board.pk, statement="Mara's")
    own = operations.add_proposition(cora, board.pk, statement="Cora's")

    operations.write_proposition(cora, board.pk, own.pk, {"proof": "Yes"})
    with pytest.raises(NotPermitted):
        operations.write_proposition(cora, board.pk, theirs.pk, {"proof": "No"})
    with pytest.raises(NotPermitted):
        operations.add_proposition(vic, board.pk, statement="Vic's")


def test_everything_about_a_proposition_stands_in_the_log(mara: Member, board: Canvas, advice: Proposition) -> None:
    operations.write_proposition(mara, board.pk, advice.pk, {"message": "Hello"})

    log = CanvasOperation.objects.of(mara).filter(object_type="proposition", object_id=str(advice.pk))
    assert [(one.kind, one.field) for one in log] == [("proposition.added", "add"), ("proposition.changed", "message")]


def test_offerings_rank_by_the_weight_of_what_they_answer() -> None:
    asked = [Asked("a", "Price", "pains", 5), Asked("b", "Advice", "needs", 2), Asked("c", "Speed", "needs")]
    promises = [Promise(("a", "b"), (1,)), Promise(("b", "c"), (1, 2)), Promise((), (3,))]

    ranking = ranked(asked, promises, {1: "Consultation", 2: "Chat", 3: "Gift"})

    assert [(one.name, one.score) for one in ranking.offerings] == [("Consultation", 8), ("Chat", 3), ("Gift", 0)]
    assert ranking.offerings[0].share == pytest.approx(1.0)
    assert (ranking.total, ranking.unanswered) == (8, [])


def test_what_is_contradicted_weighs_nothing_and_what_is_unanswered_stands_first() -> None:
    asked = [
        Asked("a", "Light", "needs", 1),
        Asked("b", "Myth", "needs", 5, "contradicted"),
        Asked("c", "Big", "pains", 4),
    ]

    ranking = ranked(asked, [Promise(("b",), (1,))], {1: "Chat"})

    assert [one.text for one in ranking.unanswered] == ["Big", "Light"]
    assert ranking.offerings[0].score == 0


def test_the_ranking_of_a_canvas_follows_its_notes(
    mara: Member, board: Canvas, advice: Proposition, price: Note, cream: Product
) -> None:
    weigh_note(mara, board.pk, price.pk, 4)
    operations.link_answer(mara, board.pk, advice.pk, price.pk)
    assert [one.text for one in propositions_page(mara, board.pk).ranking.unoffered] == ["The price is too high"]

    operations.carry_offering(mara, board.pk, advice.pk, cream.pk)

    [offering] = propositions_page(mara, board.pk).ranking.offerings
    assert (offering.name, offering.score) == ("Night cream", 4)
    add_evidence(mara, board.pk, price.pk, kind="quotation", settings={"source": "A talk", "said_on": ""},
                 direction="contradicts", quote="It is cheap")  # fmt: skip
    assert propositions_page(mara, board.pk).ranking.offerings[0].score == Decimal(0)


def test_the_pages_do_everything_with_plain_forms(
    client: Client, mara: Member, board: Canvas, price: Note, cream: Product
) -> None:
    client.force_login(mara.user)
    address = f"/w/glow/canvases/{board.pk}/propositions"

    answer = client.post(f"{address}/new", {"statement": "Ten minutes of advice"})

    made = Proposition.objects.of(mara).get()
    place = f"{address}/{made.pk}"
    assert answer["Location"] == place
    client.post(f"/w/glow/canvases/{board.pk}/answers/{made.pk}", {"note": str(price.pk)})
    client.post(f"{place}/offering", {"product": cream.pk})
    client.post(f"{place}/texts", {"proof": "9 of 10 stay"})
    client.post(f"/w/glow/canvases/{board.pk}/notes/{price.pk}/importance", {"importance": "5"})
    client.post(
        f"{place}/differences",
        {"need": ["", ""], "competitor": ["Bliss", ""], "us": ["A", ""], "them": ["B", ""], "evidence": ["C", ""]},
    )
    page = client.get(place).content.decode()
    for words in ("The price is too high", "Night cream", "9 of 10 stay", "Bliss"):
        assert words in page
    assert "Serum" in client.get(place, {"q": "serum"}).content.decode()
    listed = client.get(address).content.decode()
    assert all(words in listed for words in ("Night cream", "Order of validation"))


def test_a_refused_save_says_why_to_a_script(client: Client, mara: Member, board: Canvas, advice: Proposition) -> None:
    client.force_login(mara.user)
    address = f"/w/glow/canvases/{board.pk}/propositions/{advice.pk}/texts"

    good = client.post(address, {"proof": "Yes"}, headers={"accept": "application/json"})
    bad = client.post(address, {"statement": ""}, headers={"accept": "application/json"})

    assert (good.status_code, bad.status_code) == (204, 422)
    assert bad.json()["place"] == "statement"


def test_a_missing_proposition_is_missing(client: Client, mara: Member, board: Canvas) -> None:
    client.force_login(mara.user)

    assert client.get(f"/w/glow/canvases/{board.pk}/propositions/{uuid.uuid4()}").status_code == 404
