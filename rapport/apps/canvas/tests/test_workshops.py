"""Working on a canvas together: tags, colours with meaning, votes, workshops, presence (B5, B9, B26)."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from rapport.apps.accounts.models import Member
from rapport.apps.activity.models import Activity, Pulse
from rapport.apps.canvas import operations
from rapport.apps.canvas.models import Canvas, Note, Presence, Workshop
from rapport.apps.canvas.operations import add_notes, record_gesture, start_workshop, undo
from rapport.apps.canvas.queries import board_of, deleted_notes, note_details
from rapport.apps.canvas.queries.board import NoteView, Wanted, changes_since
from rapport.apps.canvas.queries.presence import people_here
from rapport.apps.canvas.queries.workshops import votes_given, workshop_on
from rapport.kernel.clock import now
from rapport.kernel.errors import Missing, NotPermitted, Refused
from rapport.kernel.ids import new_id


def send(member: Member, canvas: Canvas, *steps: dict[str, Any]) -> None:
    record_gesture(member, canvas.pk, {"key": str(new_id()), "steps": list(steps)})


def vote(member: Member, note: Note, times: int = 1, do: str = "vote") -> None:
    for _ in range(times):
        send(member, note.canvas, {"do": do, "note": str(note.pk)})


def seen(member: Member, canvas: Canvas) -> list[NoteView]:
    return board_of(member, canvas.pk).notes


def texts(member: Member, canvas: Canvas) -> list[str]:
    return [note.text for note in seen(member, canvas)]


@pytest.fixture
def three(mara: Member, board: Canvas) -> list[Note]:
    return add_notes(mara, board.pk, section="needs", texts=["one", "two", "three"])


def test_b5_many_notes_are_moved_coloured_tagged_and_deleted_each_as_one_step(
    mara: Member, board: Canvas, three: list[Note]
) -> None:
    ids = [str(note.pk) for note in three]
    moves = [
        {"do": "move", "note": one, "section": "pains", "below": ids[i - 1] if i else None} for i, one in enumerate(ids)
    ]

    send(mara, board, *moves)
    send(mara, board, *({"do": "recolour", "note": one, "hue": "teal"} for one in ids))
    send(mara, board, *({"do": "tag", "note": one, "tag": "price"} for one in ids))
    send(mara, board, *({"do": "delete", "note": one} for one in ids))
    assert seen(mara, board) == []

    undo(mara, board.pk)
    assert [(note.section, note.text, note.hue, note.tags) for note in seen(mara, board)] == [
        ("pains", text, "teal", ["price"]) for text in ("one", "two", "three")
    ]
    for _ in range(3):
        undo(mara, board.pk)
    assert [(note.section, note.text, note.hue, note.tags) for note in seen(mara, board)] == [
        ("needs", text, "", []) for text in ("one", "two", "three")
    ]


def test_a_gesture_about_a_note_of_another_changes_nothing_at_all(
    cora: Member, mara: Member, board: Canvas, three: list[Note]
) -> None:
    [own] = add_notes(cora, board.pk, section="needs", texts=["mine"])

    with pytest.raises(NotPermitted):
        send(cora, board, *({"do": "tag", "note": str(note.pk), "tag": "x"} for note in (own, three[0])))

    assert all(note.tags == [] for note in seen(mara, board))


def test_a_tag_is_one_whatever_its_capitals_and_goes_again(mara: Member, board: Canvas, price: Note) -> None:
    for word in ("Too  dear", "too dear", "delivery"):
        send(mara, board, {"do": "tag", "note": str(price.pk), "tag": word})
    send(mara, board, {"do": "untag", "note": str(price.pk), "tag": "DELIVERY"})

    assert seen(mara, board)[0].tags == ["Too dear"]


@pytest.mark.parametrize("word", ["", "   ", "x" * 41, 3, None])
def test_what_is_no_tag_is_refused(mara: Member, board: Canvas, price: Note, word: object) -> None:
    with pytest.raises(Refused, match=r"text|characters|word"):
        send(mara, board, {"do": "tag", "note": str(price.pk), "tag": word})


def test_two_people_tag_one_note_and_both_words_stay(mara: Member, edi: Member, board: Canvas, price: Note) -> None:
    send(mara, board, {"do": "tag", "note": str(price.pk), "tag": "dear"})
    send(edi, board, {"do": "tag", "note": str(price.pk), "tag": "urgent"})

    assert seen(mara, board)[0].tags == ["dear", "urgent"]


def test_a_filter_leaves_aside_what_does_not_fit(mara: Member, board: Canvas, three: list[Note]) -> None:
    send(mara, board, {"do": "tag", "note": str(three[1].pk), "tag": "price"})

    found = board_of(mara, board.pk, wanted=Wanted(tag="price"))

    assert [(note.text, note.is_aside) for note in found.notes] == [("one", True), ("two", False), ("three", True)]
    assert found.shown == 1


def test_colours_get_words_which_the_notes_then_bear(mara: Member, board: Canvas, price: Note) -> None:
    send(mara, board, {"do": "recolour", "note": str(price.pk), "hue": "teal"})
    before = board_of(mara, board.pk).canvas.sequence

    operations.name_colours(mara, board.pk, {"teal": " From interviews ", "coral": ""})

    assert seen(mara, board)[0].meaning == "From interviews"
    legend = board_of(mara, board.pk).legend
    assert [(colour.hue, colour.meaning, colour.count) for colour in legend.shown] == [("teal", "From interviews", 1)]
    assert [note.text for note in changes_since(mara, board.pk, before).notes] == [price.text]


def test_naming_colours_can_be_undone(mara: Member, board: Canvas) -> None:
    operations.name_colours(mara, board.pk, {"teal": "Facts"})

    undo(mara, board.pk)

    assert board_of(mara, board.pk).canvas.colour_meanings == {}


def test_only_editors_name_colours(cora: Member, board: Canvas) -> None:
    with pytest.raises(NotPermitted):
        operations.name_colours(cora, board.pk, {"teal": "Facts"})


def test_votes_are_counted_for_all_and_for_oneself(cora: Member, mara: Member, price: Note, board: Canvas) -> None:
    vote(cora, price, 2)
    vote(mara, price)

    assert [(note.votes, note.my_votes) for note in seen(cora, board)] == [(3, 2)]
    vote(cora, price, 3, do="unvote")
    assert [(note.votes, note.my_votes) for note in seen(cora, board)] == [(1, 0)]
    vote(cora, price)
    assert [(note.votes, note.my_votes) for note in seen(cora, board)] == [(2, 1)]


def test_nobody_gives_more_votes_than_they_have(mara: Member, board: Canvas, three: list[Note]) -> None:
    vote(mara, three[0], 3)
    vote(mara, three[1], 2)

    with pytest.raises(Refused, match="all your 5 votes"):
        vote(mara, three[2])

    operations.delete_note(mara, board.pk, three[1].pk)
    vote(mara, three[2], 2)
    assert votes_given(mara, board) == 5


def test_a_vote_is_undone_like_everything_else(mara: Member, board: Canvas, price: Note) -> None:
    vote(mara, price, 2)

    undo(mara, board.pk)
    assert seen(mara, board)[0].votes == 1
    undo(mara, board.pk)
    assert seen(mara, board)[0].votes == 0


def test_in_a_workshop_people_vote_when_they_are_let_and_see_all_votes_at_the_end(
    mara: Member, cora: Member, board: Canvas, price: Note
) -> None:
    start_workshop(mara, board.pk, votes_each=3)
    with pytest.raises(Refused, match="not open"):
        vote(cora, price)

    operations.open_voting(mara, board.pk, hides_votes=True)
    vote(cora, price, 2)
    vote(mara, price, 1)
    assert [(note.votes, note.my_votes) for note in seen(mara, board)] == [(1, 1)]
    with pytest.raises(Refused, match="all your 3 votes"):
        vote(cora, price, 2)

    operations.close_voting(mara, board.pk)
    assert seen(mara, board)[0].votes == 4


def test_private_notes_are_their_authors_alone_until_they_are_revealed(
    mara: Member, cora: Member, board: Canvas, price: Note
) -> None:
    start_workshop(mara, board.pk, is_private=True)
    [secret] = add_notes(cora, board.pk, section="needs", texts=["a secret"])

    assert texts(mara, board) == [price.text]
    assert texts(cora, board) == ["a secret", price.text]
    assert [note.text for note in changes_since(mara, board.pk, 0).notes] == [price.text]
    with pytest.raises(Missing):
        note_details(mara, board.pk, secret.pk)
    with pytest.raises(Missing):
        operations.edit_note(mara, board.pk, secret.pk, "found you")
    with pytest.raises(Missing):
        vote(mara, secret)
    labels = Activity.objects.of(mara).filter(verb="note.added").values_list("subject_label", flat=True)
    assert "a secret" not in list(labels)

    operations.reveal_notes(mara, board.pk)
    assert texts(mara, board) == ["a secret", price.text]
    add_notes(cora, board.pk, section="needs", texts=["seen at once"])
    assert "seen at once" in texts(mara, board)


def test_a_private_note_that_was_deleted_stays_private(mara: Member, cora: Member, board: Canvas) -> None:
    start_workshop(mara, board.pk, is_private=True)
    [secret] = add_notes(cora, board.pk, section="needs", texts=["a secret"])
    operations.delete_note(cora, board.pk, secret.pk)

    assert deleted_notes(mara, board.pk) == []
    assert [note.text for note in deleted_notes(cora, board.pk)] == ["a secret"]
    assert changes_since(mara, board.pk, 0).notes == []


def test_undo_of_the_leader_does_not_hide_what_was_revealed(mara: Member, cora: Member, board: Canvas) -> None:
    add_notes(mara, board.pk, section="needs", texts=["before"])
    start_workshop(mara, board.pk, is_private=True)
    add_notes(cora, board.pk, section="needs", texts=["a secret"])
    operations.reveal_notes(mara, board.pk)

    undo(mara, board.pk)
    assert texts(mara, board) == ["a secret"]
    undo(cora, board.pk)
    assert texts(mara, board) == []


def test_the_end_of_a_workshop_reveals_everything(mara: Member, cora: Member, board: Canvas, price: Note) -> None:
    start_workshop(mara, board.pk, is_private=True)
    operations.open_voting(mara, board.pk, hides_votes=True)
    vote(cora, price)
    add_notes(cora, board.pk, section="needs", texts=["a secret"])

    operations.end_workshop(mara, board.pk)

    assert texts(mara, board) == ["a secret", price.text]
    assert seen(mara, board)[1].votes == 1
    assert workshop_on(mara, board).workshop is None


def test_the_timer_is_set_prolonged_and_stopped(mara: Member, board: Canvas) -> None:
    begun = now()
    with time_machine.travel(begun, tick=False):
        start_workshop(mara, board.pk)
        operations.start_timer(mara, board.pk, minutes=5)
        operations.extend_timer(mara, board.pk)

    assert Workshop.objects.of(mara).get().timer_ends_at == begun + timedelta(minutes=6)
    operations.stop_timer(mara, board.pk)
    assert not workshop_on(mara, board).timer_runs


@pytest.mark.parametrize("minutes", [0, -1, 181])
def test_a_timer_runs_a_sensible_time(mara: Member, board: Canvas, minutes: int) -> None:
    start_workshop(mara, board.pk)

    with pytest.raises(Refused, match="number from 1 to 180"):
        operations.start_timer(mara, board.pk, minutes=minutes)


def test_there_is_one_workshop_at_a_time_and_editors_lead_it(mara: Member, cora: Member, board: Canvas) -> None:
    with pytest.raises(NotPermitted):
        start_workshop(cora, board.pk)
    with pytest.raises(Missing):
        operations.start_timer(mara, board.pk, minutes=3)
    start_workshop(mara, board.pk)

    with pytest.raises(Refused, match="already"):
        start_workshop(mara, board.pk)
    for deed in (operations.reveal_notes, operations.end_workshop, operations.close_voting, operations.stop_timer):
        with pytest.raises(NotPermitted):
            deed(cora, board.pk)


def test_who_is_here_is_seen_by_all_once_and_told_when_it_is_news(mara: Member, vic: Member, board: Canvas) -> None:
    tab = uuid.uuid4()
    for one in (tab, uuid.uuid4()):
        operations.be_here(mara, board.pk, one)
    operations.be_here(vic, board.pk, uuid.uuid4())
    told = Pulse.objects.of(mara).get(topic=f"canvas:{board.pk}:here").sequence
    operations.be_here(mara, board.pk, tab)

    assert [(person.is_me, person.name) for person in people_here(vic, board)] == [(True, str(vic)), (False, str(mara))]
    assert Pulse.objects.of(mara).get(topic=f"canvas:{board.pk}:here").sequence == told
    operations.leave(vic, board.pk, Presence.objects.of(vic).get(member=vic).tab)
    assert [person.name for person in people_here(mara, board)] == [str(mara)]


def test_who_has_been_silent_is_not_here_any_more(mara: Member, vic: Member, board: Canvas) -> None:
    operations.be_here(vic, board.pk, uuid.uuid4())
    Presence.objects.of(vic).update(at=now() - timedelta(minutes=2))

    assert people_here(mara, board) == []


def test_it_is_told_who_writes_on_what_but_not_on_a_private_note(
    mara: Member, cora: Member, board: Canvas, price: Note
) -> None:
    start_workshop(mara, board.pk, is_private=True)
    [secret] = add_notes(cora, board.pk, section="needs", texts=["a secret"])
    tab = uuid.uuid4()

    operations.be_here(cora, board.pk, tab, note=price.pk)
    assert [person.note for person in people_here(mara, board)] == [str(price.pk)]
    operations.be_here(cora, board.pk, tab, note=secret.pk)
    assert [person.note for person in people_here(mara, board)] == [""]


def test_nobody_speaks_for_the_tab_of_another(mara: Member, vic: Member, board: Canvas) -> None:
    tab = uuid.uuid4()
    operations.be_here(mara, board.pk, tab)

    with pytest.raises(Refused, match="Another person"):
        operations.be_here(vic, board.pk, tab)
    operations.leave(vic, board.pk, tab)

    assert [person.name for person in people_here(vic, board)] == [str(mara)]


def test_the_panel_of_a_note_shows_what_colours_mean_and_takes_tags(
    client: Client, mara: Member, board: Canvas, price: Note
) -> None:
    operations.name_colours(mara, board.pk, {"teal": "From interviews"})
    client.force_login(mara.user)
    address = f"/w/{mara.workspace.slug}/canvases/{board.pk}/notes/{price.pk}"

    client.post(f"{address}/look", {"kind": "claim", "hue": "teal", "importance": "", "tags": "dear, Dear , urgent,"})

    assert seen(mara, board)[0].tags == ["dear", "urgent"]
    page = client.get(address).content.decode()
    assert "Teal · From interviews" in page
    assert 'value="dear, urgent"' in page


def test_the_bar_is_led_by_plain_forms_too(client: Client, mara: Member, board: Canvas) -> None:
    client.force_login(mara.user)
    address = f"/w/{mara.workspace.slug}/canvases/{board.pk}"
    deeds = [
        {"do": "start", "private": "on", "votes_each": "7"},
        {"do": "timer", "minutes": "4"},
        {"do": "more"},
        {"do": "stop"},
        {"do": "reveal"},
        {"do": "hide"},
        {"do": "open", "hidden": "on"},
        {"do": "close"},
        {"do": "end"},
    ]

    for deed in deeds:
        assert client.post(f"{address}/workshop", deed).status_code == 302, deed
    for deed in ({"do": "dance"}, {"do": "start", "votes_each": "many"}, {"do": "timer"}):
        assert 400 <= client.post(f"{address}/workshop", deed).status_code < 500, deed


@pytest.mark.parametrize("body", ["", "[]", "{}", '{"tab": 3}', '{"tab": "x"}', "\ud800", '{"tab": null, "note": {}}'])
def test_presence_that_says_nothing_sensible_is_refused(client: Client, mara: Member, board: Canvas, body: str) -> None:
    client.force_login(mara.user)
    address = f"/w/{mara.workspace.slug}/canvases/{board.pk}/presence"

    answer = client.post(address, body.encode(errors="surrogatepass"), content_type="application/json")

    assert answer.status_code == 422 or answer.status_code == 400
