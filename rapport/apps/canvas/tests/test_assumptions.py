"""The assumptions map: its formula, its one order, and what it tells to test first (B14)."""

from collections.abc import Callable

import pytest
from django.test import Client

from rapport.apps.accounts.models import Member
from rapport.apps.canvas.models import Canvas, CanvasOperation, Note
from rapport.apps.canvas.operations import add_evidence, add_notes, create_canvas, set_up_canvas, undo, weigh_note
from rapport.apps.canvas.queries.assumptions import Assumptions, assumptions_of
from rapport.apps.canvas.queries.standing import Standing
from rapport.kernel.errors import Missing, NotPermitted, Refused


@pytest.fixture
def canvas(mara: Member) -> Canvas:
    return create_canvas(mara, title="Everybody")


@pytest.fixture
def claim(mara: Member, canvas: Canvas) -> Callable[..., Note]:
    """`claim("text", 4, supports=[3], contradicts=[1])`: a claim of that weight with evidence of these strengths."""

    def make(text: str, importance: int | None = None, **sides: list[int]) -> Note:
        [note] = add_notes(mara, canvas.pk, section="needs", texts=[text])
        weigh_note(mara, canvas.pk, note.pk, importance)
        for side, strengths in sides.items():
            for strength in strengths:
                told(mara, canvas, note, side, strength)
        return note

    return make


def told(mara: Member, canvas: Canvas, note: Note, side: str, strength: int, said_on: str = "") -> None:
    settings = {"source": "Call", "said_on": said_on}
    add_evidence(mara, canvas.pk, note.pk, kind="quotation", settings=settings, direction=side, strength=strength)


def texts(found: list) -> list[str]:  # type: ignore[type-arg]
    return [one.note.text for one in found]


@pytest.mark.parametrize(
    ("speaks_for", "speaks_against", "leaning"),
    [(0, 0, 0.0), (3, 0, 0.5), (9, 0, 0.75), (0, 3, -0.5), (3, 3, 0.0), (2, 0, 0.4), (1, 0, 0.25), (6, 3, 0.25)],
)
def test_the_leaning_is_the_difference_over_everything_and_three(
    speaks_for: int, speaks_against: int, leaning: float
) -> None:
    standing = Standing("mixed", "", weight_for=speaks_for, weight_against=speaks_against)

    assert standing.leaning == pytest.approx(leaning)


def test_importance_falls_and_within_it_evidence_rises(
    mara: Member, canvas: Canvas, claim: Callable[..., Note]
) -> None:
    claim("proven", 3, supports=[3, 3])
    claim("little", 1)
    claim("open", 3)
    claim("refuted", 3, contradicts=[2])
    claim("much", 5)
    claim("not said")

    found = assumptions_of(mara, canvas.pk)

    assert texts(found.all_rows) == ["much", "refuted", "open", "proven", "little", "not said"]
    assert [texts(band.marks) for band in found.bands] == [["much"], [], ["refuted", "open", "proven"], [], ["little"]]
    assert [one.number for one in found.all_rows] == [1, 2, 3, 4, 5, 6]
    assert texts(found.unweighed) == ["not said"]


def test_what_is_important_and_little_known_is_tested_first(
    mara: Member, canvas: Canvas, claim: Callable[..., Note]
) -> None:
    claim("known", 5, supports=[3])
    claim("half known", 5, supports=[2])
    claim("four and open", 4)
    claim("both sides", 5, supports=[3], contradicts=[3])
    claim("of no weight", 2)

    first = assumptions_of(mara, canvas.pk).first

    assert texts(first) == ["both sides", "four and open", "half known"]
    assert [one.worth for one in first] == pytest.approx([5, 4, 3])


def test_old_evidence_counts_nothing_on_the_map(mara: Member, canvas: Canvas, claim: Callable[..., Note]) -> None:
    note = claim("long ago", 4)

    told(mara, canvas, note, "supports", 3, said_on="2020-01-01")

    [row] = assumptions_of(mara, canvas.pk).rows
    assert (row.note.status, row.leaning, row.zone) == ("stale", 0.0, "open")


def test_facts_questions_and_private_notes_of_others_are_no_assumptions(
    mara: Member, edi: Member, canvas: Canvas, claim: Callable[..., Note]
) -> None:
    add_notes(mara, canvas.pk, section="needs", texts=["a fact"], kind="fact")
    add_notes(mara, canvas.pk, section="needs", texts=["a question"], kind="question")
    hidden = claim("hidden", 4)
    Note.objects.of(mara).filter(pk=hidden.pk).update(is_private=True)

    assert texts(assumptions_of(edi, canvas.pk).all_rows) == []
    assert texts(assumptions_of(mara, canvas.pk).all_rows) == ["hidden"]


def test_weighing_changes_importance_only_and_is_undone(
    mara: Member, canvas: Canvas, claim: Callable[..., Note]
) -> None:
    note = claim("much", 2, supports=[3])
    before = Note.objects.of(mara).values().get(pk=note.pk)

    weigh_note(mara, canvas.pk, note.pk, 5)

    after = Note.objects.of(mara).values().get(pk=note.pk)
    changed = {name for name in after if after[name] != before[name]}
    assert changed == {"importance", "changed_at", "changed_sequence"}
    undo(mara, canvas.pk)
    assert Note.objects.of(mara).get(pk=note.pk).importance == 2
    assert CanvasOperation.objects.of(mara).filter(kind="note.weighed").count() == 3


@pytest.mark.parametrize("importance", [0, 6, -1])
def test_an_importance_beyond_five_is_refused(
    mara: Member, canvas: Canvas, claim: Callable[..., Note], importance: int
) -> None:
    note = claim("much")

    with pytest.raises(Refused):
        weigh_note(mara, canvas.pk, note.pk, importance)


def test_a_contributor_weighs_own_notes_only(
    mara: Member, cora: Member, otto: Member, canvas: Canvas, claim: Callable[..., Note]
) -> None:
    note = claim("much")

    with pytest.raises(NotPermitted):
        weigh_note(cora, canvas.pk, note.pk, 5)
    with pytest.raises(Missing):
        assumptions_of(otto, canvas.pk)


def test_the_page_and_its_form_work_without_a_script(
    client: Client, mara: Member, canvas: Canvas, claim: Callable[..., Note]
) -> None:
    note = claim("Parcels come <b>late</b>")
    client.force_login(mara.user)
    address = f"/w/glow/canvases/{canvas.pk}"

    answer = client.post(f"{address}/notes/{note.pk}/weight", {"importance": "4"}, follow=True)

    assert "Parcels come &lt;b&gt;late&lt;/b&gt;" in answer.content.decode()
    found: Assumptions = answer.context["found"]
    assert [one.note.importance for one in found.rows] == [4]
    assert client.post(f"{address}/notes/{note.pk}/weight", {"importance": "9"}).status_code == 422


def test_the_limit_of_a_canvas_says_when_evidence_is_old(
    mara: Member, canvas: Canvas, claim: Callable[..., Note], client: Client
) -> None:
    note = claim("some months ago", 4)
    told(mara, canvas, note, "supports", 3, said_on="2026-01-01")
    client.force_login(mara.user)
    given = {"title": "Everybody", "period": "last-12-months", "fresh_days": "730"}

    client.post(f"/w/glow/canvases/{canvas.pk}/set-up", given)

    assert assumptions_of(mara, canvas.pk).rows[0].note.status == "supported"
    refused = client.post(f"/w/glow/canvases/{canvas.pk}/set-up", {**given, "fresh_days": "29"})
    assert refused.status_code == 422
    with pytest.raises(Refused):
        set_up_canvas(mara, canvas.pk, title="x", region_id=None, period="last-12-months", fresh_days=731)
