"""Propositions as a page shows them: in the list, and one from near."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from rapport.apps.accounts.models import Member
from rapport.apps.canvas.models import Canvas, Proposition, RelationshipDesign
from rapport.apps.canvas.queries.board import Board, NoteView, board_of
from rapport.apps.canvas.queries.fit import ASKING, Fit, Need, fit_on, propositions_of
from rapport.apps.canvas.queries.gates import Gate, gates_on
from rapport.apps.canvas.queries.ranking import Promise, Ranking, ranked
from rapport.apps.sales.models import Product
from rapport.kernel.errors import Missing

MOST_FOUND = 12


@dataclass(frozen=True, slots=True)
class Offering:
    """A product that carries a proposition."""

    id: int
    name: str
    sku: str


@dataclass(frozen=True, slots=True)
class Difference:
    """How we differ from a competitor in one need."""

    need: str
    need_text: str
    competitor: str
    us: str
    them: str
    evidence: str


@dataclass(frozen=True, slots=True)
class PropositionView:
    """A proposition with everything it names."""

    id: str
    statement: str
    message: str
    proof: str
    answered: list[Need]
    offerings: list[Offering]
    differences: list[Difference]
    source: NoteView | None
    author: str
    may_change: bool

    @property
    def weight(self) -> int:
        """What it answers, added up by importance."""
        return sum(need.asked.weight for need in self.answered)

    @property
    def missing(self) -> list[str]:
        """The parts nobody has written yet, by name."""
        parts = {
            "answers": self.answered,
            "offerings": self.offerings,
            "message": self.message,
            "proof": self.proof,
            "differences": self.differences,
        }
        return [name for name, given in parts.items() if not given]

    @property
    def missing_words(self) -> list[str]:
        """The same in the reader's language."""
        words = {
            "answers": _("needs it answers"),
            "offerings": _("offerings"),
            "message": _("message"),
            "proof": _("proof"),
            "differences": _("difference to others"),
        }
        return [words[name] for name in self.missing]


@dataclass(frozen=True, slots=True)
class Propositions:
    """The page of a canvas's propositions."""

    canvas: Canvas
    views: list[PropositionView]
    fit: Fit
    gates: list[Gate]
    ranking: Ranking
    values: list[NoteView]
    statement: str
    may_add: bool


@dataclass(frozen=True, slots=True)
class PropositionPage:
    """One proposition in its editor: what it answers and could answer."""

    canvas: Canvas
    view: PropositionView
    needs: list[Need]


def propositions_page(member: Member, canvas_id: int) -> Propositions:
    """Everything about the propositions of a canvas."""
    board = board_of(member, canvas_id, patient=False)
    rows = propositions_of(member, board.canvas)
    fit = fit_on(board, rows)
    views = _views(member, board, fit, rows)
    taken = {answer.id for answer in fit.answers}
    return Propositions(
        canvas=board.canvas,
        views=views,
        fit=fit,
        gates=gates_on(board),
        ranking=_ranking(fit, views),
        values=[note for note in board.notes if note.id in taken],
        statement=_statement(member, board.canvas),
        may_add=board.may_add,
    )


def proposition_page(member: Member, canvas_id: int, proposition_id: uuid.UUID) -> PropositionPage:
    """One proposition. Raises Missing."""
    board = board_of(member, canvas_id, patient=False)
    rows = propositions_of(member, board.canvas)
    found = [row for row in rows if row.pk == proposition_id]
    if not found:
        raise Missing("There is no such proposition on this canvas.")
    fit = fit_on(board, rows)
    return PropositionPage(board.canvas, _views(member, board, fit, found)[0], fit.needs)


def offerings_found(member: Member, canvas_id: int, proposition_id: uuid.UUID, words: str) -> list[Offering]:
    """Products whose name or number holds the words and that do not carry the proposition yet."""
    page = proposition_page(member, canvas_id, proposition_id)
    wanted = words.strip()[:100].replace("\x00", "")
    if not wanted:
        return []
    taken = [one.id for one in page.view.offerings]
    rows = Product.objects.of(member).filter(Q(name__icontains=wanted) | Q(sku__istartswith=wanted), archived_at=None)
    return [_offering(row) for row in rows.exclude(pk__in=taken).order_by("name", "pk")[:MOST_FOUND]]


def _views(member: Member, board: Board, fit: Fit, rows: Sequence[Proposition]) -> list[PropositionView]:
    wanted = {product_id for row in rows for product_id in row.offerings}
    products = {row.pk: _offering(row) for row in Product.objects.of(member).filter(pk__in=wanted)}
    notes = {note.id: note for note in board.notes}
    needs = {need.note.id: need for need in fit.needs}
    may_edit, may_add = member.may("canvas.edit"), board.may_add
    return [
        PropositionView(
            id=str(row.pk),
            statement=row.statement,
            message=row.message,
            proof=row.proof,
            answered=[needs[one] for one in row.answers if one in needs],
            offerings=[products[one] for one in row.offerings if one in products],
            differences=[_difference(one, notes) for one in row.differences],
            source=next((notes[one] for one in row.answers if one in notes and one not in needs), None),
            author=str(row.author.user) if row.author else "",
            may_change=may_add and (may_edit or row.author_id == member.pk),
        )
        for row in rows
    ]


def _statement(member: Member, canvas: Canvas) -> str:
    """The relationship statement, written with the relationship design; "" where there is none yet."""
    designs = RelationshipDesign.objects.of(member).living().filter(canvas=canvas)
    return designs.values_list("statement", flat=True).first() or ""


def _difference(kept: dict[str, str], notes: dict[str, NoteView]) -> Difference:
    need = kept.get("need", "")
    words = {name: kept.get(name, "") for name in ("competitor", "us", "them", "evidence")}
    return Difference(need, notes[need].text if need in notes else "", **words)


def _offering(row: Product) -> Offering:
    return Offering(row.pk, row.name, row.sku)


def _ranking(fit: Fit, views: Sequence[PropositionView]) -> Ranking:
    names = {offering.id: offering.name for view in views for offering in view.offerings}
    promises = [
        Promise(tuple(need.note.id for need in view.answered), tuple(one.id for one in view.offerings))
        for view in views
    ]
    return ranked([need.asked for need in fit.needs], promises, names)


def importances() -> list[tuple[str, str]]:
    """What can be said of how much depends on a need or pain."""
    return [("", "–"), *((str(weight), str(weight)) for weight in range(1, 6))]


__all__ = [
    "ASKING",
    "Offering",
    "PropositionPage",
    "PropositionView",
    "Propositions",
    "importances",
    "offerings_found",
    "proposition_page",
    "propositions_page",
]
