"""Canvases every test here may use."""

import pytest

from rapport.apps.accounts.models import Member
from rapport.apps.canvas.models import Canvas, Note
from rapport.apps.canvas.operations import add_notes, create_canvas
from rapport.apps.customers.models import Segment


@pytest.fixture
def young(mara: Member) -> Segment:
    segment: Segment = Segment.objects.create(workspace=mara.workspace, name="Young women", hue="coral", kind="fixed")
    return segment


@pytest.fixture
def board(mara: Member, young: Segment) -> Canvas:
    """Mara's canvas for young women, still empty."""
    return create_canvas(mara, title="Close to young women", segment_id=young.pk)


@pytest.fixture
def price(mara: Member, board: Canvas) -> Note:
    """The one note about the price."""
    [note] = add_notes(mara, board.pk, section="pains", texts=["The price is too high"])
    return note
