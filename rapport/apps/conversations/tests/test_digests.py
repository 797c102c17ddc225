"""The mail of the morning: what it says, to whom, once a day, and how it is stopped."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from rapport.apps.accounts.models import Member
from rapport.apps.accounts.operations import deactivate_member, notify_members
from rapport.apps.accounts.operations.digests import choose_digest, digest_token
from rapport.apps.conversations import operations
from rapport.apps.conversations.operations import digests
from rapport.apps.conversations.operations.digests import mail_digests
from rapport.apps.conversations.queries.digests import members_due
from rapport.apps.conversations.tasks import mail_digests_later
from rapport.apps.conversations.tests.smtp_sink import Sink, listening
from rapport.apps.customers.models import Party

# A Wednesday in Madrid.
MORNING = datetime(2026, 3, 4, 7, 1)
SMTP = "django.core.mail.backends.smtp.EmailBackend"


class Hands:
    """A clock that stands where it is put, everywhere in this room."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._monkeypatch = monkeypatch

    def put(self, local: datetime, member: Member) -> None:
        at = local.replace(tzinfo=member.workspace.zone)
        for place in ("django.utils.timezone.now", "rapport.kernel.clock.timezone.now"):
            self._monkeypatch.setattr(place, lambda: at)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Hands:
    return Hands(monkeypatch)


@pytest.fixture
def morning(clock: Hands, edi: Member) -> Member:
    """Edi, who was told of something yesterday, at one past seven on a Wednesday."""
    Member.objects.of(edi).update(created_at=MORNING.replace(year=2025, tzinfo=edi.workspace.zone))
    clock.put(MORNING - timedelta(days=1, hours=-3), edi)
    return edi


def due(member: Member) -> list[str]:
    return [str(one) for one in members_due(member.workspace)]


def test_the_mail_says_what_is_new_and_what_is_to_be_done(
    clock: Hands, morning: Member, mara: Member, ana: Party
) -> None:
    notify_members(mara, [morning.pk], kind="mention", url="/w/glow/canvases/7", text="Look <b>here</b>")
    clock.put(MORNING, morning)
    today = MORNING.date()
    operations.add_task(morning, "Late one", owner_id=morning.pk, due_on=today - timedelta(days=2))
    operations.add_task(morning, "Ring back", owner_id=morning.pk, due_on=today, party_id=ana.pk)
    operations.add_task(morning, "Tomorrow's", owner_id=morning.pk, due_on=today + timedelta(days=1))
    at = MORNING.replace(hour=10, minute=0, tzinfo=morning.workspace.zone)
    operations.plan_call(morning, ana.pk, at=at, subject="Prices")

    assert mail_digests(morning.workspace) == 1

    [sent] = mail.outbox
    assert sent.to == ["edi@rapport.example"]
    assert sent.subject == "3 to do today and 1 new · Glow"
    for words in (
        "Late one",
        "Ring back (Ana Prado)",
        "10:00 Prices: Ana Prado",
        "Mara mentioned you: Look <b>here</b>",
    ):
        assert words in sent.body
    assert "Tomorrow's" not in sent.body
    html = str(sent.alternatives[0][0])
    assert "Look &lt;b&gt;here&lt;/b&gt;" in html
    assert "http://localhost:8000/w/glow/canvases/7" in html
    assert sent.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_it_goes_out_once_a_day_and_never_empty(clock: Hands, morning: Member, mara: Member) -> None:
    notify_members(mara, [morning.pk], kind="mention", url="/w/glow/", text="Look")
    clock.put(MORNING, morning)

    counts = [mail_digests(morning.workspace) for _ in range(3)]
    clock.put(MORNING + timedelta(days=1), morning)
    counts.append(mail_digests(morning.workspace))

    assert counts == [1, 0, 0, 0]
    assert len(mail.outbox) == 1


def test_before_seven_nobody_is_due_and_after_a_night_without_power_everybody(clock: Hands, morning: Member) -> None:
    clock.put(MORNING.replace(hour=6, minute=59), morning)
    assert due(morning) == []
    clock.put(MORNING.replace(hour=15), morning)
    assert due(morning) == ["Mara", "Edi"]


def test_weekly_means_mondays_and_never_means_never(clock: Hands, morning: Member, mara: Member) -> None:
    clock.put(MORNING, morning)
    mail_digests(morning.workspace)
    choose_digest(morning, "weekly")
    choose_digest(mara, "never")

    clock.put(MORNING + timedelta(days=1), morning)
    assert due(morning) == []
    clock.put(MORNING + timedelta(days=5), morning)
    assert due(morning) == ["Edi"]


def test_who_was_shut_out_and_who_is_made_up_get_nothing(clock: Hands, morning: Member, mara: Member) -> None:
    clock.put(MORNING, morning)
    deactivate_member(mara, member_id=morning.pk)
    assert due(morning) == ["Mara"]
    mara.workspace.is_demo = True
    assert mail_digests_later(mara.workspace) is None


def test_a_kill_between_claim_and_sending_sends_nothing_twice(
    clock: Hands, morning: Member, mara: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    for one in (mara, morning):
        operations.add_task(one, "Ring back", owner_id=one.pk, due_on=MORNING.date())
    clock.put(MORNING, morning)
    whole = digests._send

    def dies(member: Member, letter: Any, server: Any) -> int:
        whole(member, letter, server)
        raise SystemExit

    monkeypatch.setattr(digests, "_send", dies)
    with pytest.raises(SystemExit):
        mail_digests(morning.workspace)
    monkeypatch.setattr(digests, "_send", whole)
    mail_digests(morning.workspace)

    assert [one.to for one in mail.outbox] == [["mara@rapport.example"], ["edi@rapport.example"]]


@pytest.fixture
def sink(settings: Any) -> Any:
    with listening() as sink:
        settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = SMTP, "127.0.0.1", sink.port
        yield sink


def test_a_real_server_gets_it_and_one_that_is_away_gets_it_later(
    clock: Hands, morning: Member, sink: Sink, settings: Any
) -> None:
    operations.add_task(morning, "Añadir precios", owner_id=morning.pk, due_on=MORNING.date())
    clock.put(MORNING, morning)
    settings.EMAIL_PORT = 1
    with pytest.raises(OSError, match="refused"):
        mail_digests(morning.workspace)
    assert Member.objects.of(morning).get(pk=morning.pk).digested_at is None

    settings.EMAIL_PORT = sink.port
    assert mail_digests(morning.workspace) == 1
    [text] = sink.mails
    assert "To: edi@rapport.example" in text
    assert "List-Unsubscribe: <http://localhost:8000/mail/digest/" in " ".join(text.split())


def test_what_a_server_refuses_is_not_sent_again(clock: Hands, morning: Member, sink: Sink) -> None:
    operations.add_task(morning, "Ring back", owner_id=morning.pk, due_on=MORNING.date())
    clock.put(MORNING, morning)
    sink.refuses = True
    assert mail_digests(morning.workspace) == 0

    sink.refuses = False
    assert mail_digests(morning.workspace) == 0
    assert sink.mails == []


def test_the_link_in_the_mail_stops_them_without_signing_in(edi: Member) -> None:
    browser = Client(enforce_csrf_checks=True)
    address = f"/mail/digest/{digest_token(edi)}"

    asked = browser.get(address)
    assert (asked.status_code, Member.objects.get(pk=edi.pk).digest) == (200, "daily")
    answer = browser.post(address, {"List-Unsubscribe": "One-Click"})

    assert answer.status_code == 200
    assert Member.objects.get(pk=edi.pk).digest == "never"
    assert "Glow" in answer.content.decode()


@pytest.mark.parametrize("token", ["x", "1:abc:def", "MQ:1w:xxxxxxxx", "%00"])
def test_a_made_up_link_does_nothing(client: Client, edi: Member, token: str) -> None:
    assert client.post(f"/mail/digest/{token}").status_code == 404
    assert Member.objects.get(pk=edi.pk).digest == "daily"


def test_the_choice_stands_on_the_page_of_notifications(client: Client, edi: Member) -> None:
    client.force_login(edi.user)

    client.post("/w/glow/notifications/digest", {"digest": "weekly"})
    page = client.get("/w/glow/notifications/").content.decode()

    assert '<option value="weekly" selected>On Mondays</option>' in page
    assert client.post("/w/glow/notifications/digest", {"digest": "hourly"}).status_code == 422
