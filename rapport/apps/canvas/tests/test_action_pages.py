"""Actions as people meet them: plain forms, lists, what others may see of them."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from rapport.apps.accounts.models import Member, Notification
from rapport.apps.canvas.models import Action, Canvas, Note
from rapport.apps.canvas.operations import actions as operations
from rapport.apps.canvas.queries import export
from rapport.apps.canvas.queries.actions import action_page, actions_of, all_actions, lists, overdue_count
from rapport.apps.canvas.queries.live import live_boxes
from rapport.kernel.errors import Missing

YESTERDAY, TOMORROW = timedelta(days=-1), timedelta(days=1)


@pytest.fixture
def ask(mara: Member, board: Canvas) -> Action:
    return operations.add_action(mara, board.pk, text="Ask ten customers")


def today(step: timedelta = timedelta()) -> date:
    return timezone.localdate() + step


def again(action: Action) -> Action:
    action.refresh_from_db()
    return action


def test_the_pages_do_everything_with_plain_forms(client: Client, mara: Member, board: Canvas, price: Note) -> None:
    client.force_login(mara.user)
    address = f"/w/glow/canvases/{board.pk}/actions"

    answer = client.post(f"{address}/new", {"note": str(price.pk)})

    made = Action.objects.of(mara).get()
    place = f"{address}/{made.pk}"
    assert answer["Location"] == place
    given = {"text": "Talk about the price", "owner": mara.pk, "due": str(today(YESTERDAY)), "cost": "10",
             "metric": "retention_rate", "expected": "5", "review_on": "", "status": "planned"}  # fmt: skip
    client.post(f"{place}/fields", given)
    assert again(made).expected == Decimal("0.05")
    for page in (place, address, f"{address}?view=list", "/w/glow/actions", "/w/glow/actions?view=list"):
        shown = client.get(page).content.decode()
        assert "Talk about the price" in shown
        assert "Overdue" in shown
    client.post(f"{place}/place", {"status": "dropped"})
    client.post(f"{place}/deletion")
    assert again(made).deleted_at is not None
    client.post(f"{place}/restoration")
    assert (again(made).deleted_at, made.status) == (None, "dropped")


def test_the_board_lists_what_is_to_be_done_and_counts_the_overdue(client: Client, mara: Member, board: Canvas) -> None:
    operations.add_action(mara, board.pk, text="Late", due=today(YESTERDAY), owner_id=mara.pk)
    client.force_login(mara.user)

    box = client.get(f"/w/glow/canvases/{board.pk}/live/actions", headers={"hx-request": "true"}).content.decode()
    page = client.get(f"/w/glow/canvases/{board.pk}").content.decode()

    assert all(words in box for words in ("Late", "Overdue", "Mara", "1 action to be done"))
    assert "when=overdue" in page


def test_a_viewer_reads_an_action_and_changes_nothing(client: Client, vic: Member, board: Canvas, ask: Action) -> None:
    client.force_login(vic.user)
    place = f"/w/glow/canvases/{board.pk}/actions/{ask.pk}"

    page = client.get(place).content.decode()

    assert "Ask ten customers" in page
    assert "<saving-form" not in page
    assert client.post(f"{place}/fields", {"text": "No"}).status_code == 403


def test_whoever_is_given_an_action_hears_of_it_once(mara: Member, edi: Member, board: Canvas, ask: Action) -> None:
    operations.change_action(mara, board.pk, ask.pk, owner_id=edi.pk)
    operations.change_action(mara, board.pk, ask.pk, text="Ask twenty customers")
    operations.change_action(mara, board.pk, ask.pk, owner_id=mara.pk)

    [notice] = Notification.objects.of(mara).filter(kind="action")
    assert (notice.member, notice.text) == (edi, "Ask ten customers")
    assert notice.url.endswith(str(ask.pk))


def test_ready_made_ideas_become_actions_and_a_deletion_shows_the_way_back(
    client: Client, mara: Member, board: Canvas
) -> None:
    client.force_login(mara.user)
    address = f"/w/glow/canvases/{board.pk}/actions"
    assert "Ask ten customers what they would change first" in client.get(address).content.decode()
    client.post(f"{address}/new", {"text": "Ask ten customers what they would change first"})
    made = Action.objects.of(mara).get()

    page = client.post(f"{address}/{made.pk}/deletion", follow=True).content.decode()

    assert f"{address}/{made.pk}/restoration" in page
    assert "Action deleted" in page


def test_an_action_of_a_private_note_is_seen_by_its_author_and_its_owner_only(
    mara: Member, edi: Member, cora: Member, board: Canvas, price: Note
) -> None:
    operations.add_action(mara, board.pk, note_id=price.pk, owner_id=edi.pk, due="2020-01-01")
    [action] = Action.objects.of(board)
    Note.objects.of(board).filter(pk=price.pk).update(is_private=True)

    assert [len(actions_of(one, board.pk).actions) for one in (mara, edi, cora)] == [1, 1, 0]
    assert [len(all_actions(one).actions) for one in (mara, edi, cora)] == [1, 1, 0]
    assert [overdue_count(one, board) for one in (mara, edi, cora)] == [1, 1, 0]
    assert live_boxes.get("actions").fill(mara, board)["actions"] == []
    with pytest.raises(Missing):
        action_page(cora, board.pk, action.pk)
    assert price.text.encode() not in export(mara, board.pk, "json").content


def test_an_expected_change_beyond_all_numbers_is_refused(client: Client, mara: Member, board: Canvas) -> None:
    client.force_login(mara.user)
    action = operations.add_action(mara, board.pk, text="Call them", metric="retention_rate")
    address = reverse("canvas:action-fields", args=[mara.workspace.slug, board.pk, action.pk])

    assert client.post(address, {"expected": "1e1000005"}).status_code == 422


def test_what_is_due_first_is_never_cut_off(mara: Member, board: Canvas, monkeypatch: pytest.MonkeyPatch) -> None:
    for text, due in (("Some day", None), ("Tomorrow", timezone.localdate() + TOMORROW), ("Late", "2020-01-01")):
        operations.add_action(mara, board.pk, text=text, due=due)
    monkeypatch.setattr(lists, "MOST_SHOWN", 2)

    assert [view.row.text for view in all_actions(mara).actions] == ["Late", "Tomorrow"]
