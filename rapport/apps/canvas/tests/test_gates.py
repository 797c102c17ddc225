"""The order of validation: what opens a gate, what shuts it, and which one waits for which."""

from collections.abc import Callable

import pytest

from rapport.apps.accounts.models import Member
from rapport.apps.canvas.models import Canvas, Evidence, Note
from rapport.apps.canvas.operations import add_evidence, add_notes, remove_evidence, weigh_note
from rapport.apps.canvas.queries.gates import FAILED, OPEN, PASSED, Claim, gates_of, judged_gate

Proved = Callable[..., Note]


@pytest.fixture
def proved(mara: Member, board: Canvas) -> Proved:
    """Adds a claim that a quotation supports or contradicts."""

    def add(section: str, text: str, direction: str = "supports", importance: int | None = None) -> Note:
        [note] = add_notes(mara, board.pk, section=section, texts=[text])
        settings = {"source": "A talk", "said_on": ""}
        add_evidence(mara, board.pk, note.pk, kind="quotation", settings=settings, direction=direction, quote="Yes")
        if importance:
            weigh_note(mara, board.pk, note.pk, importance)
        return note

    return add


def test_without_claims_a_gate_is_open_and_says_so() -> None:
    assert judged_gate([]) == (OPEN, "Nothing is claimed here yet.")


@pytest.mark.parametrize(
    ("statuses", "state"),
    [
        (["supported", "supported", "untested"], PASSED),
        (["supported", "untested"], PASSED),
        (["supported", "untested", "stale"], OPEN),
        (["supported", "contradicted"], PASSED),
        (["supported", "contradicted", "contradicted"], FAILED),
        (["contradicted"], FAILED),
        (["mixed", "mixed"], OPEN),
    ],
)
def test_half_of_the_claims_open_a_gate_and_more_against_than_for_shut_it(statuses: list[str], state: str) -> None:
    assert judged_gate([Claim("They come by phone", status) for status in statuses])[0] == state


@pytest.mark.parametrize(("status", "state"), [("contradicted", FAILED), ("untested", OPEN), ("stale", OPEN)])
def test_a_heavy_claim_decides_alone_and_is_named(status: str, state: str) -> None:
    light = [Claim("a", "supported"), Claim("b", "supported"), Claim("c", "supported")]

    found, reason = judged_gate([*light, Claim("They pay for advice", status, importance=5)])

    assert found == state
    assert "“They pay for advice” weighs 5" in reason


def test_the_gates_of_a_canvas_are_judged_by_its_notes_in_order(mara: Member, board: Canvas, proved: Proved) -> None:
    proved("needs", "Want to be sure")
    proved("pains", "Delivery is slow")
    proved("value", "We collect it again", "contradicts")
    proved("touchpoints", "They write messages")

    gates = gates_of(mara, board.pk)

    assert [(gate.stage.name, gate.state) for gate in gates] == [
        ("segment", PASSED),
        ("proposition", FAILED),
        ("channels", PASSED),
        ("relationship", OPEN),
    ]
    assert gates[0].counts == {"supported": 2}
    assert [gate.waits_for for gate in gates] == ["", "", "Proposition", "Proposition"]
    assert [gate.section for gate in gates] == ["profile", "value", "touchpoints", "relationships"]


def test_evidence_gone_shuts_the_gate_again(mara: Member, board: Canvas, proved: Proved) -> None:

    proved("value", "Advice by name")
    assert gates_of(mara, board.pk)[1].state == PASSED

    remove_evidence(mara, board.pk, Evidence.objects.of(mara).get().pk)

    assert gates_of(mara, board.pk)[1].state == OPEN
