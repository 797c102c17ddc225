"""Notifications: who is told, what is new, and that everybody sees only their own."""

import pytest
from django.test import Client

from rapport.apps.accounts import operations, queries
from rapport.apps.accounts.models import Member, Notification
from rapport.apps.activity.models import Pulse
from rapport.kernel.errors import Missing
from tests.cast import make_member


def tell(author: Member, *members: Member, text: str = "Look") -> list[Notification]:
    return operations.notify_members(
        author, [one.pk for one in members], kind="mention", url="/w/glow/canvases/7", about="Young women", text=text
    )


def test_everybody_is_told_once_and_the_author_never(mara: Member, edi: Member, ada: Member) -> None:
    tell(mara, edi, edi, ada, mara)

    assert [queries.unread_count(one) for one in (mara, edi, ada)] == [0, 1, 1]
    assert Pulse.objects.of(mara).filter(topic=f"notifications:{edi.pk}").exists()


def test_who_was_shut_out_a_guest_or_a_stranger_is_not_told(mara: Member, edi: Member, otto: Member) -> None:
    guest = make_member(mara.workspace, "Gus", "guest")
    operations.deactivate_member(mara, member_id=edi.pk)

    assert tell(mara, edi, guest, otto) == []


def test_long_words_are_kept_to_one_line(mara: Member, edi: Member) -> None:
    [kept] = tell(mara, edi, text="one\n\ntwo " + "x" * 400)

    assert kept.text.startswith("one two xxx")
    assert kept.text.endswith("…")
    assert len(kept.text) == 300


def test_reading_one_or_all(mara: Member, edi: Member) -> None:
    first, second = tell(mara, edi)[0], tell(mara, edi)[0]
    tell(mara, edi)

    operations.read_notification(edi, first.pk)
    assert queries.unread_count(edi) == 2
    operations.unread_notification(edi, first.pk)
    assert queries.unread_count(edi) == 3
    assert operations.read_all_notifications(edi) == 3
    assert queries.unread_count(edi) == 0
    assert Notification.objects.of(edi).get(pk=second.pk).read_at is not None


def test_nobody_reads_what_another_was_told(mara: Member, edi: Member, ada: Member) -> None:
    [edis] = tell(mara, edi)

    with pytest.raises(Missing):
        operations.read_notification(ada, edis.pk)
    assert queries.notices_of(ada) == []


def test_the_page_says_who_did_what_and_leads_there(client: Client, mara: Member, edi: Member) -> None:
    [told] = tell(mara, edi, text="Look at this")
    client.force_login(edi.user)

    page = client.get("/w/glow/notifications/").content.decode()
    answer = client.post("/w/glow/notifications/reading", {"notification": told.pk, "open": "1"})

    assert "<strong>Mara</strong> mentioned you" in page
    assert "Look at this" in page
    assert 'aria-label="Notifications, 1 new"' in page
    assert answer["Location"] == "/w/glow/canvases/7"
    assert queries.unread_count(edi) == 0


def test_one_can_be_marked_as_new_again_and_all_as_read(client: Client, mara: Member, edi: Member) -> None:
    [told] = tell(mara, edi)
    client.force_login(edi.user)
    client.post("/w/glow/notifications/reading", {"notification": told.pk})

    client.post("/w/glow/notifications/reading", {"notification": told.pk, "_method": "delete"})
    assert queries.unread_count(edi) == 1
    client.post("/w/glow/notifications/reading")
    assert queries.unread_count(edi) == 0


@pytest.mark.parametrize("number", ["0", "987654321", "x", "9" * 30])
def test_a_notification_that_is_not_there_is_missing(client: Client, edi: Member, number: str) -> None:
    client.force_login(edi.user)

    assert client.post("/w/glow/notifications/reading", {"notification": number}).status_code == 404


def test_the_bell_alone_is_what_the_page_fetches_when_something_is_new(
    client: Client, mara: Member, edi: Member
) -> None:
    client.force_login(edi.user)
    quiet = client.get("/w/glow/notifications/bell").content.decode()
    tell(mara, edi)

    bell = client.get("/w/glow/notifications/bell").content.decode()

    assert "bell__count" not in quiet
    assert '<span class="bell__count" aria-hidden="true">1</span>' in bell
    assert f"live:notifications:{edi.pk} from:document" in bell
