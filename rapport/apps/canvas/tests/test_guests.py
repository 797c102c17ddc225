"""Guests of a workshop: a name, one canvas, their own notes, and nothing else."""

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from rapport.apps.accounts.models import Member
from rapport.apps.accounts.queries import members_of
from rapport.apps.canvas import operations
from rapport.apps.canvas.models import Canvas, Note, ShareLink, Vote
from rapport.apps.canvas.operations.sharing import revoke_link, share_canvas
from rapport.apps.canvas.operations.workshops import open_voting, reveal_notes, start_timer, start_workshop
from rapport.kernel.clock import now
from rapport.kernel.errors import NotPermitted
from tests.access.matrix import found_routes


@pytest.fixture(autouse=True)
def _fresh_limits() -> None:
    cache.clear()


@pytest.fixture
def address(mara: Member, board: Canvas) -> str:
    """Where guests of the board come in."""
    _, token = share_canvas(mara, board.pk, role="contribute")
    return f"/s/{token}"


def guest(address: str, name: str = "Rosa") -> Client:
    """A browser that has joined under a name."""
    client = Client()
    assert client.post(f"{address}/name", {"name": name}).status_code == 302
    return client


def note_of(mara: Member, text: str) -> Note:
    found: Note = Note.objects.of(mara).get(text=text)
    return found


def test_b23_a_guest_gives_a_name_and_adds_notes(mara: Member, address: str) -> None:
    first = Client().get(address)
    rosa = guest(address)

    answer = rosa.post(f"{address}/notes", {"section": "needs", "text": "From Rosa"})

    note = note_of(mara, "From Rosa")
    assert b"Join in" in first.content
    assert answer.status_code == 302
    assert (str(note.author), note.section) == ("Rosa", "needs")
    assert b"From Rosa" in rosa.get(address).content


def test_b23_a_guest_changes_and_deletes_only_their_own(mara: Member, address: str, price: Note) -> None:
    rosa, ines = guest(address), guest(address, "Ines")
    rosa.post(f"{address}/notes", {"section": "needs", "text": "From Rosa"})
    own = note_of(mara, "From Rosa")

    for other in (price, own):
        place = f"{address}/notes/{other.pk}"
        assert ines.post(place, {"text": "changed"}).status_code == 403
        assert ines.delete(place).status_code == 403
    assert rosa.post(f"{address}/notes/{own.pk}", {"text": "From Rosa, better"}).status_code == 302
    assert note_of(mara, "From Rosa, better").pk == own.pk
    assert rosa.post(f"{address}/notes/{own.pk}", {"_method": "delete"}).status_code == 302
    assert Note.objects.of(mara).living().count() == 1


def test_b23_without_a_name_nothing_is_added(mara: Member, address: str) -> None:
    assert Client().post(f"{address}/notes", {"section": "needs", "text": "x"}).status_code == 404
    assert Client().post(f"{address}/name", {"name": "  "}).status_code == 422
    assert not Note.objects.of(mara).exists()


def test_b23_a_guest_reaches_nothing_else(address: str, mara: Member, board: Canvas, price: Note) -> None:
    rosa = guest(address)
    member = Member.objects.of(mara).get(role="guest")
    parts = {"workspace": "glow", "canvas_id": board.pk, "note_id": price.pk}
    pages = [route for route in found_routes() if route.parts and route.parts[0] == "workspace"]

    simple = [route for route in pages if set(route.parts) <= set(parts)]
    places = [reverse(route.name, kwargs={part: parts[part] for part in route.parts}) for route in simple]
    assert len(places) > 30
    assert {rosa.get(place).status_code for place in places} <= {302, 401, 405}
    rosa.force_login(member.user)
    assert {rosa.get(place).status_code for place in places} <= {302, 401, 404, 405}


def test_b23_what_a_guest_may_do_is_asked_in_the_operations(address: str, mara: Member, board: Canvas) -> None:
    guest(address)
    member = Member.objects.of(mara).select_related("workspace", "user").get(role="guest")

    for deed in (
        lambda: operations.rename_canvas(member, board.pk, "Mine"),
        lambda: operations.create_canvas(member),
        lambda: share_canvas(member, board.pk),
    ):
        with pytest.raises(NotPermitted):
            deed()


def test_b23_revoking_the_link_ends_it_for_guests(mara: Member, board: Canvas, address: str) -> None:
    rosa = guest(address)
    revoke_link(mara, board.pk, ShareLink.objects.of(mara).get().pk)

    assert rosa.get(address).status_code == 404
    assert rosa.post(f"{address}/notes", {"section": "needs", "text": "late"}).status_code == 404
    assert not Note.objects.of(mara).exists()


def test_a_guest_of_one_link_is_nobody_at_another(mara: Member, board: Canvas, address: str) -> None:
    rosa = guest(address)
    _, token = share_canvas(mara, board.pk, role="contribute")
    rosa.cookies["guest"]["path"] = "/"

    assert b"Join in" in rosa.get(f"/s/{token}").content
    assert rosa.post(f"/s/{token}/notes", {"section": "needs", "text": "x"}).status_code == 404


def test_a_forged_cookie_is_nobody(address: str) -> None:
    forger = Client()
    forger.cookies["guest"] = "eyJsaW5rIjoxfQ:forged"

    assert b"Join in" in forger.get(address).content


def test_guests_are_in_no_list_of_members(mara: Member, address: str) -> None:
    guest(address)

    assert [str(member) for member in members_of(mara)] == ["Mara"]


def test_b26_a_guest_votes_while_voting_is_on(mara: Member, board: Canvas, address: str, price: Note) -> None:
    rosa = guest(address)
    start_workshop(mara, board.pk, votes_each=1)
    place = f"{address}/notes/{price.pk}/vote"
    assert rosa.post(place).status_code == 422

    open_voting(mara, board.pk)

    assert rosa.post(place).status_code == 302
    assert rosa.post(place).status_code == 422
    assert Vote.objects.of(mara).living().get().dots == 1
    assert rosa.delete(place).status_code == 302
    assert not Vote.objects.of(mara).living().exists()


def test_b26_private_notes_wait_for_the_reveal_and_the_timer_is_seen(mara: Member, board: Canvas, address: str) -> None:
    rosa, ines = guest(address), guest(address, "Ines")
    start_workshop(mara, board.pk, is_private=True)
    start_timer(mara, board.pk, minutes=5)
    rosa.post(f"{address}/notes", {"section": "needs", "text": "From Rosa"})

    own, others = (client.get(f"{address}/parts").content for client in (rosa, ines))
    reveal_notes(mara, board.pk)

    assert b"From Rosa" in own
    assert b"workshop-timer" in others
    assert b"From Rosa" not in others
    assert b"From Rosa" in ines.get(f"{address}/parts").content


def test_names_of_colleagues_are_not_shown_to_guests(address: str, mara: Member, price: Note) -> None:
    page = guest(address).get(address).content.decode()

    assert price.text in page
    assert "Mara" not in page


def test_a_guest_who_is_very_fast_is_slowed_down(mara: Member, address: str) -> None:
    rosa = guest(address)

    with time_machine.travel(now(), tick=False):
        codes = [rosa.post(f"{address}/notes", {"section": "needs", "text": f"n{n}"}).status_code for n in range(61)]

    assert codes[-1] == 429
    assert Note.objects.of(mara).count() == 60


def test_b23_a_contributor_adds_notes_and_changes_only_their_own(cora: Member, board: Canvas, price: Note) -> None:
    [own] = operations.add_notes(cora, board.pk, section="needs", texts=["Mine"])
    operations.edit_note(cora, board.pk, own.pk, "Mine, better")

    for deed in (
        lambda: operations.edit_note(cora, board.pk, price.pk, "x"),
        lambda: operations.delete_note(cora, board.pk, price.pk),
        lambda: operations.move_note(cora, board.pk, price.pk, section="needs"),
    ):
        with pytest.raises(NotPermitted):
            deed()
    assert {note.text for note in Note.objects.of(cora).living()} == {"Mine, better", price.text}
