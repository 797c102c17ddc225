"""B26: notes, evidence, comments and titles are found without accents and case, and only by who may see them."""

import pytest
from django.test import Client

from rapport.apps.accounts.models import Member
from rapport.apps.canvas import operations
from rapport.apps.canvas.models import Canvas, Note
from rapport.apps.canvas.operations.log import Desk, perform
from rapport.apps.canvas.queries.search import Wanted, search
from rapport.apps.canvas.queries.search.excerpts import excerpt
from rapport.apps.canvas.tests.test_comments import hide


def found(member: Member, text: str, **where: object) -> list[tuple[str, str]]:
    return [(hit.kind, hit.text) for hit in search(member, Wanted(text, **where)).hits]  # type: ignore[arg-type]


@pytest.fixture
def cafe(mara: Member, board: Canvas) -> Note:
    [note] = operations.add_notes(mara, board.pk, section="needs", texts=["Meets friends in the Café Ñandú"])
    return note


@pytest.mark.parametrize("words", ["cafe", "CAFÉ", "nandu", "frie caf", "cafe friends meets", "ñan"])
def test_b26_a_note_is_found_by_words_in_any_order_without_accents_and_case(
    mara: Member, cafe: Note, words: str
) -> None:
    assert found(mara, words) == [("note", "Meets friends in the Café Ñandú")]


@pytest.mark.parametrize("words", ["", "   ", "cafe price", "%", "_", "caf%"])
def test_b26_every_word_must_occur_and_signs_mean_themselves(mara: Member, cafe: Note, words: str) -> None:
    assert found(mara, words) == []


def test_b26_evidence_is_found_by_quote_and_by_source(mara: Member, cafe: Note) -> None:
    settings = {"source": "Interview with Begoña", "said_on": ""}
    operations.add_evidence(
        mara, cafe.canvas_id, cafe.pk, kind="quotation", settings=settings, direction="supports", quote="Every Sunday"
    )

    [by_quote] = search(mara, Wanted("sunday")).evidence
    [by_source] = search(mara, Wanted("begona interview")).evidence

    assert by_quote.url == by_source.url == f"/w/glow/canvases/{cafe.canvas_id}?note={cafe.pk}#note-{cafe.pk}"
    assert by_quote.place == "Meets friends in the Café Ñandú"


def test_b26_comments_lead_to_themselves_on_notes_and_on_the_canvas(mara: Member, cafe: Note) -> None:
    on_note = operations.add_comment(mara, cafe.canvas_id, "Which café exactly?", note_id=cafe.pk)
    on_canvas = operations.add_comment(mara, cafe.canvas_id, "More of this exactly")
    board = f"/w/glow/canvases/{cafe.canvas_id}"

    urls = {hit.text: hit.url for hit in search(mara, Wanted("exactly")).comments}

    assert urls["Which café exactly?"] == f"{board}?note={cafe.pk}&comment={on_note.pk}#note-{cafe.pk}"
    assert urls["More of this exactly"] == f"{board}?comments=1&comment={on_canvas.pk}"


def test_b26_titles_and_tags_are_found(mara: Member, board: Canvas, cafe: Note) -> None:
    def tag(desk: Desk) -> None:
        desk.set(desk.note(cafe.pk), "note.tagged", "tags", ["Weekend"])

    perform(mara, board.pk, "note.tagged", tag)

    assert found(mara, "close young") == [("canvas", "Close to young women")]
    assert found(mara, "week") == [("note", "Meets friends in the Café Ñandú · #Weekend")]


def test_b26_what_changes_is_found_by_its_new_words_only(mara: Member, cafe: Note) -> None:
    operations.edit_note(mara, cafe.canvas_id, cafe.pk, "Meets friends at home")

    assert found(mara, "cafe") == []
    assert found(mara, "home") == [("note", "Meets friends at home")]


def test_b26_what_was_deleted_is_not_found_nor_what_hangs_on_it(mara: Member, cafe: Note) -> None:
    operations.add_comment(mara, cafe.canvas_id, "Which café?", note_id=cafe.pk)
    gone = operations.add_comment(mara, cafe.canvas_id, "The café was better")
    operations.remove_comment(mara, cafe.canvas_id, gone.pk)
    operations.delete_note(mara, cafe.canvas_id, cafe.pk)

    assert found(mara, "cafe") == []


def test_b26_private_notes_of_others_are_not_there(mara: Member, edi: Member, cafe: Note) -> None:
    operations.add_comment(mara, cafe.canvas_id, "Which café?", note_id=cafe.pk)
    settings = {"source": "Café owner", "said_on": ""}
    operations.add_evidence(
        mara, cafe.canvas_id, cafe.pk, kind="quotation", settings=settings, direction="supports", quote=""
    )
    hide(mara, cafe)

    assert found(edi, "cafe") == []
    assert sorted(kind for kind, _ in found(mara, "cafe")) == ["comment", "evidence", "note"]


def test_b26_another_workspace_is_never_searched(otto: Member, cafe: Note) -> None:
    assert found(otto, "cafe") == []


def test_b26_archived_canvases_only_when_asked(mara: Member, board: Canvas, cafe: Note) -> None:
    operations.archive_canvas(mara, board.pk)

    assert found(mara, "cafe") == found(mara, "young women") == []
    assert [kind for kind, _ in found(mara, "cafe", archived=True)] == ["note"]
    assert [kind for kind, _ in found(mara, "young women", archived=True)] == ["canvas"]


def test_b26_one_canvas_alone_or_first(mara: Member, board: Canvas, cafe: Note) -> None:
    other = operations.create_canvas(mara, title="Everybody")
    operations.add_notes(mara, other.pk, section="needs", texts=["Café at the corner"])

    assert found(mara, "cafe", canvas_id=other.pk) == [("note", "Café at the corner")]
    assert found(mara, "cafe", near=board.pk)[0] == ("note", "Meets friends in the Café Ñandú")
    assert found(mara, "cafe")[0] == ("note", "Café at the corner")


def test_b26_beginnings_come_before_the_middles_of_words(mara: Member, board: Canvas) -> None:
    texts = ["Nothing overpriced", "A fair price", "Price and taste"]
    operations.add_notes(mara, board.pk, section="needs", texts=texts)

    assert [text for _, text in found(mara, "price")] == ["Price and taste", "A fair price", "Nothing overpriced"]


def test_an_excerpt_stands_around_the_first_hit_and_marks_all() -> None:
    text = "word " * 60 + "then the Café and its cafeteria " + "word " * 60

    parts = excerpt(text, ["cafe"])

    assert [part.text for part in parts if part.is_hit] == ["Café", "cafe"]
    assert parts[0].text == "…"
    assert parts[-1].text.endswith("…")
    assert len("".join(part.text for part in parts)) < 190


@pytest.mark.parametrize("text", ["ﬁne ﬁgures", "İstanbul", "STRASSE straße", "e\u0301te\u0301", "👩‍👩‍👧 family"])
def test_an_excerpt_loses_no_letter_of_any_script(text: str) -> None:
    for word in ("fi", "i", "strasse", "ete", "family", "nowhere"):
        assert "".join(part.text for part in excerpt(text, [word])) == text


# Pages


@pytest.fixture
def at_home(client: Client, mara: Member) -> Client:
    client.force_login(mara.user)
    return client


def test_b26_the_page_shows_what_was_found_with_the_words_marked(at_home: Client, cafe: Note) -> None:
    page = at_home.get("/w/glow/canvases/search?q=cafe").content.decode()

    assert "Meets friends in the <mark>Café</mark> Ñandú" in page
    assert f'href="/w/glow/canvases/{cafe.canvas_id}?note={cafe.pk}#note-{cafe.pk}"' in page
    assert "Nothing found for “teapot”" in at_home.get("/w/glow/canvases/search?q=teapot").content.decode()


def test_b26_the_box_is_offered_a_few_hits_and_the_way_to_all(at_home: Client, board: Canvas, cafe: Note) -> None:
    operations.add_notes(cafe.author, board.pk, section="needs", texts=[f"Café {n}" for n in range(20)])  # type: ignore[arg-type]

    said = at_home.get(f"/w/glow/search?q=cafe&near={board.pk}", headers={"accept": "application/json"}).json()

    [group] = said["groups"]
    assert len(group["hits"]) == 4
    assert group["hits"][0]["about"] == "Note · Needs and wants"
    assert said["all"]["url"] == f"/w/glow/search?q=cafe&near={board.pk}"


@pytest.mark.parametrize("asked", ["canvas=7x", "canvas=99999999999999999999999", "near=-1", "q=" + "a " * 400])
def test_a_search_asked_wrongly_is_answered_all_the_same(at_home: Client, cafe: Note, asked: str) -> None:
    assert at_home.get(f"/w/glow/canvases/search?{asked}").status_code == 200
