"""B23: a link shows one canvas to people outside, nothing that was not chosen, and nothing after it was revoked."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from rapport.apps.accounts.models import Member
from rapport.apps.accounts.operations import brand_workspace
from rapport.apps.accounts.tests.pictures import png
from rapport.apps.canvas import operations
from rapport.apps.canvas.models import Action, Canvas, Comment, Note, ShareLink
from rapport.apps.canvas.operations.log import Desk, perform
from rapport.apps.canvas.operations.sharing import revoke_link, share_canvas
from rapport.apps.canvas.queries.sharing import EXPOSABLE, links_of
from rapport.apps.customers.models import Segment
from rapport.apps.customers.operations import create_party
from rapport.kernel.clock import now
from rapport.kernel.errors import NotPermitted, Refused
from rapport.kernel.ids import new_id, token_digest

# What stands on the canvas, by what has to be chosen before it is shown.
CANARIES = {
    "figures": "Net promoter score",
    "evidence": "Something a customer said",
    "actions": "canary-action",
    "comments": "canary-comment",
    "quotes": "canary-quote",
    "authors": "Edibert Canary",
}
NEVER = (
    "canary-private",
    "canary-source",
    "canary-rule",
    "canary-deleted",
    "canary-resolved",
    "edibert@",
    "canary-label",
)


@pytest.fixture(autouse=True)
def _fresh_limits() -> None:
    cache.clear()


@pytest.fixture
def full(mara: Member, edi: Member, board: Canvas, young: Segment) -> Canvas:
    """A canvas with something of everything, each with its own canary."""
    edi.user.name = "Edibert Canary"
    edi.user.save()
    Segment.objects.of(mara).filter(pk=young.pk).update(rule={"all": []}, description="canary-rule")
    [note, private, gone] = operations.add_notes(
        edi, board.pk, section="needs", texts=["Shown to all", "canary-private", "canary-deleted"]
    )
    operations.delete_note(edi, board.pk, gone.pk)
    Note.objects.of(mara).filter(pk=private.pk).update(is_private=True)
    settings = {"source": "canary-source", "said_on": ""}
    operations.add_evidence(
        edi, board.pk, note.pk, kind="quotation", settings=settings, direction="supports", quote="canary-quote"
    )
    perform(edi, board.pk, "board.filled", lambda desk: _fill(desk, note, private))
    return board


def _fill(desk: Desk, note: Note, private: Note) -> None:
    own = {"workspace_id": desk.canvas.workspace_id, "canvas": desk.canvas}
    rows = [
        ("canary-comment", note, False),
        ("canary-private comment", private, False),
        ("canary-resolved", note, True),
        ("canary-comment on all", None, False),
    ]
    for text, about, resolved in rows:
        comment = Comment(id=new_id(), **own)
        said = {"text": text, "parent_id": None, "mentions": [], "resolved": resolved}
        desk.add(comment, "comment.added", note_id=about.pk if about else None, **said)
    for text, about in (("canary-action", note), ("canary-private action", private), ("canary-action of all", None)):
        action = Action(id=new_id(), **own)
        desk.add(
            action,
            "action.added",
            note_id=about.pk if about else None,
            order_key=text,
            text=text,
            owner_id=desk.member.pk,
            metric="",
        )


def share(member: Member, canvas: Canvas, **given: Any) -> str:
    _, token = share_canvas(member, canvas.pk, title="canary-label", **given)
    return f"/s/{token}"


def text_of(client: Client, address: str) -> str:
    answers = [client.get(address), client.get(f"{address}/parts")]
    assert [answer.status_code for answer in answers] == [200, 200]
    return "".join(answer.content.decode() for answer in answers)


def test_b23_a_link_shows_the_notes_and_nothing_that_was_not_chosen(mara: Member, full: Canvas) -> None:
    page = text_of(Client(), share(mara, full))

    assert "Shown to all" in page
    assert [word for word in (*CANARIES.values(), *NEVER, "Mara") if word in page] == []


@pytest.mark.parametrize("chosen", CANARIES)
def test_b23_each_choice_shows_its_own_and_no_other(mara: Member, full: Canvas, chosen: str) -> None:
    needed = {"quotes": ["quotes", "evidence"], "authors": ["authors"]}.get(chosen, [chosen])

    page = text_of(Client(), share(mara, full, exposes=needed))

    assert CANARIES[chosen] in page
    others = {name: word for name, word in CANARIES.items() if name not in needed}
    assert [word for word in (*others.values(), *NEVER) if word in page] == []


def test_b23_a_link_that_shows_all_still_shows_nothing_private(mara: Member, full: Canvas) -> None:
    page = text_of(Client(), share(mara, full, exposes=list(EXPOSABLE)))

    everything = [*CANARIES.values(), "canary-comment on all", "canary-action of all"]
    assert [word for word in everything if word not in page] == []
    assert [word for word in NEVER if word in page] == []


def test_b23_the_customer_a_canvas_is_about_has_no_name_unless_chosen(mara: Member) -> None:
    party = create_party(mara, kind="person", name="Rosa Canaria", email="rosa@canary.example", phone="+34600100200")
    canvas = operations.create_canvas(mara, party_id=party.pk)
    texts = ["ROSA waits too long", "Call Rosa Canaria, rosa@canary.example", "Rosalind is somebody else"]
    operations.add_notes(mara, canvas.pk, section="pains", texts=texts)

    hidden = text_of(Client(), share(mara, canvas, exposes=["figures", "evidence", "comments"]))
    named = text_of(Client(), share(mara, canvas, exposes=["names"]))

    assert [word for word in ("Canaria", "ROSA", "rosa@", "600100200") if word in hidden] == []
    assert "the customer waits too long" in hidden
    assert "Rosalind" in hidden
    assert "Rosa Canaria" in named


def test_b23_after_revocation_the_next_request_fails_like_any_unknown_link(mara: Member, full: Canvas) -> None:
    client = Client()
    address = share(mara, full)
    assert client.get(address).status_code == 200

    revoke_link(mara, full.pk, ShareLink.objects.of(mara).get().pk)

    ended, unknown = client.get(address), client.get("/s/nothing")
    assert (ended.status_code, unknown.status_code) == (404, 404)
    assert client.get(f"{address}/parts").status_code == 404
    assert b"This link is not open" in ended.content
    assert b"Shown to all" not in ended.content


def test_b23_a_link_ends_with_its_day_and_with_its_canvas(mara: Member, full: Canvas) -> None:
    soon = share(mara, full, expires_at=now() + timedelta(hours=1))
    lasting = share(mara, full)

    with time_machine.travel(now() + timedelta(hours=2)):
        assert Client().get(soon).status_code == 404
    operations.archive_canvas(mara, full.pk)
    assert Client().get(lasting).status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_b23_writes_are_refused_on_the_server(mara: Member, full: Canvas, method: str) -> None:
    address = share(mara, full)
    note = Note.objects.of(mara).filter(text="Shown to all").get()
    before = Canvas.objects.of(mara).get(pk=full.pk).sequence
    places = ["", "/parts", "/name", "/notes", f"/notes/{note.pk}", f"/notes/{note.pk}/vote"]

    codes = {getattr(Client(), method)(address + place, {"text": "x", "name": "x"}).status_code for place in places}

    assert codes <= {404, 405}
    assert Canvas.objects.of(mara).get(pk=full.pk).sequence == before


def test_b23_a_password_is_asked_for_and_tries_are_counted(mara: Member, full: Canvas) -> None:
    client, address = Client(), share(mara, full, password="blue harbour")

    asked = client.get(address)
    assert b"This page has a password" in asked.content
    assert b"Shown to all" not in asked.content
    assert client.get(f"{address}/parts").status_code == 404
    assert client.post(f"{address}/password", {"password": "red harbour"}).status_code == 422
    assert client.post(f"{address}/password", {"password": "blue harbour"}).status_code == 302
    assert b"Shown to all" in client.get(address).content
    assert b"Shown to all" not in Client().get(address).content

    with time_machine.travel(now(), tick=False):
        codes = [Client().post(f"{address}/password", {"password": "red"}).status_code for _ in range(10)]
        assert codes[-1] == 429
        assert Client().post(f"{address}/password", {"password": "blue harbour"}).status_code == 429


def test_another_links_cookie_opens_nothing(mara: Member, full: Canvas) -> None:
    first, second = (share(mara, full, password=word) for word in ("blue harbour", "red harbour"))
    client = Client()
    client.post(f"{first}/password", {"password": "blue harbour"})
    client.cookies["opened"]["path"] = "/"

    assert b"This page has a password" in client.get(second).content


def test_b23_pages_outside_are_kept_and_found_by_nobody(mara: Member, full: Canvas) -> None:
    address = share(mara, full)

    for place in ("", "/parts", "/look.css"):
        answer = Client().get(address + place)
        assert answer["Cache-Control"] == "no-store"
        assert answer["Referrer-Policy"] == "no-referrer"
        assert "noindex" in answer["X-Robots-Tag"]
    assert Client().get("/s/nothing")["Referrer-Policy"] == "no-referrer"


def test_b23_the_token_is_known_once_and_openings_are_counted(client: Client, mara: Member, full: Canvas) -> None:
    client.force_login(mara.user)

    made = client.post(f"/w/glow/canvases/{full.pk}/sharing", {"role": "view", "exposes": ["figures"], "title": "Ana"})
    address = made.content.decode().split('value="http://testserver')[1].split('"')[0]
    token = urlsplit(address).path.removeprefix("/s/")

    assert ShareLink.objects.of(mara).get().token_digest == token_digest(token)
    assert token not in client.get(f"/w/glow/canvases/{full.pk}/sharing").content.decode()
    Client().get(address)
    Client().get(address)
    [view] = links_of(mara, full.pk)
    assert (view.link.opened_times, view.exposed, view.state) == (2, ["Figures"], "open")


def test_b23_a_wrong_form_says_what_is_wrong(client: Client, mara: Member, full: Canvas) -> None:
    client.force_login(mara.user)
    place = f"/w/glow/canvases/{full.pk}/sharing"

    for wrong in ({"role": "own"}, {"role": "view", "password": "x"}, {"role": "view", "last_day": "2020-01-01"}):
        assert client.post(place, wrong).status_code == 422
    assert client.post(place, {"role": "view", "exposes": ["everything"]}).status_code == 422
    assert not ShareLink.objects.of(mara).exists()


@pytest.mark.parametrize("who", ["cora", "vic", "otto"])
def test_only_editors_share(request: pytest.FixtureRequest, mara: Member, full: Canvas, who: str) -> None:
    member = request.getfixturevalue(who)

    with pytest.raises((NotPermitted, Refused)):
        share_canvas(member, full.pk)
    with pytest.raises((NotPermitted, Refused)):
        links_of(member, full.pk)


def test_a_link_is_revoked_from_its_own_canvas_only(mara: Member, otto: Member, full: Canvas) -> None:
    share(mara, full)
    link = ShareLink.objects.of(mara).get()

    for member, canvas in ((otto, full.pk), (mara, full.pk + 1)):
        with pytest.raises(Refused):
            revoke_link(member, canvas, link.pk)
    assert ShareLink.objects.of(mara).get().revoked_at is None


def test_b23_the_page_bears_the_workspaces_look(mara: Member, full: Canvas) -> None:
    brand_workspace(mara, accent="#ffe066", footer="Glow, Calle Mayor 1", logo=png())
    address = share(mara, full)

    page, look = Client().get(address).content.decode(), Client().get(f"{address}/look.css")

    assert "Glow, Calle Mayor 1" in page
    assert f"{address}/logo" in page
    assert Client().get(f"{address}/logo").content == png()
    assert look["Content-Type"] == "text/css"
    assert "#ffe066" not in look.content.decode().split(",")[0]


def test_reverse_names_every_public_place() -> None:
    assert reverse("shared:canvas", args=["t"]) == "/s/t"


def test_b23_replies_of_a_resolved_thread_are_not_shown(mara: Member, full: Canvas) -> None:
    resolved = Comment.objects.of(mara).get(text="canary-resolved")
    reply = operations.add_comment(mara, full.pk, "canary-reply", parent_id=resolved.pk)
    operations.resolve_comment(mara, full.pk, reply.pk)

    page = text_of(Client(), share(mara, full, exposes=["comments"]))

    assert "canary-comment" in page
    assert "canary-reply" not in page


def test_b23_a_link_can_be_open_until_the_end_of_all_days(client: Client, mara: Member, full: Canvas) -> None:
    client.force_login(mara.user)
    given = {"title": "", "role": "view", "password": "", "last_day": "9999-12-31"}

    answer = client.post(reverse("canvas:sharing", args=[mara.workspace.slug, full.pk]), given)

    assert answer.status_code == 200
    assert [one.is_open for one in links_of(mara, full.pk)] == [True]
