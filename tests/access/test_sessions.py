"""R22: sessions end when they should, keys rotate, and guessing is slowed down."""

from smtplib import SMTPServerDisconnected

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client

from rapport.apps.accounts import operations
from rapport.apps.accounts.models import Invitation, Member, User
from rapport.web.activity.live import SignedOut, _look
from tests.cast import PASSWORD

NEW_PASSWORD = "louder-harbour-43"


@pytest.fixture(autouse=True)
def _no_counts_left_behind() -> None:
    cache.clear()


def signed_in(member: Member) -> Client:
    client = Client()
    client.post("/account/login/", {"login": member.user.email, "password": PASSWORD})
    assert client.get("/w/glow/").status_code == 200
    return client


def test_r22_other_sessions_end_when_the_password_changes(mara: Member, monkeypatch: pytest.MonkeyPatch) -> None:
    here, elsewhere = signed_in(mara), signed_in(mara)
    monkeypatch.setattr("rapport.web.activity.live._give_connections_back", lambda: None)
    kept = elsewhere.session.session_key or ""

    here.post(
        "/account/password/change/", {"oldpassword": PASSWORD, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    )

    assert User.objects.get(pk=mara.user_id).check_password(NEW_PASSWORD)
    assert elsewhere.get("/w/glow/").status_code == 302
    with pytest.raises(SignedOut):
        _look(kept, "glow")


def test_r22_the_key_of_a_session_changes_on_signing_in(mara: Member) -> None:
    client = Client()
    session = client.session
    session["before"] = "yes"
    session.save()
    before = client.cookies["sessionid"].value

    client.post("/account/login/", {"login": mara.user.email, "password": PASSWORD})

    assert client.cookies["sessionid"].value != before
    assert Client(headers={"Cookie": f"sessionid={before}"}).get("/w/glow/").status_code == 302


def test_r22_a_role_counts_from_the_next_request_on(mara: Member, edi: Member) -> None:
    client = signed_in(edi)

    operations.change_role(mara, member_id=edi.pk, role="viewer")

    assert client.get("/w/glow/canvases/new").status_code == 403


def test_r22_guessing_passwords_is_stopped(mara: Member) -> None:
    client = Client()
    for number in range(12):
        client.post("/account/login/", {"login": mara.user.email, "password": f"wrong-{number}"})

    answer = client.post("/account/login/", {"login": mara.user.email, "password": PASSWORD})

    assert answer.status_code != 302
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("failure", [ConnectionRefusedError("no"), SMTPServerDisconnected("gone")])
def test_an_invitation_whose_mail_fails_still_shows_its_link(
    failure: Exception, mara: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise failure

    monkeypatch.setattr("django.core.mail.EmailMessage.send", refuse)

    page = signed_in(mara).post("/w/glow/invitations/", {"email": "nina@rapport.example", "role": "editor"})

    assert page.status_code == 200
    assert "could not be sent" in page.content.decode()
    assert "/invitation" in page.content.decode()
    assert Invitation.objects.of(mara).count() == 1


def test_a_name_of_two_lines_makes_a_subject_of_one(mara: Member) -> None:
    mara.user.name = "Mara\nBcc: everybody@mail.example"
    mara.user.save()

    signed_in(mara).post("/w/glow/invitations/", {"email": "nina@rapport.example", "role": "editor"})

    assert mail.outbox[0].subject.startswith("Mara Bcc: everybody@mail.example invites")


def test_an_address_longer_than_its_column_is_refused(mara: Member) -> None:
    email = f"{'a' * 60}@{'.'.join(['b' * 60] * 4)}.example"

    page = signed_in(mara).post("/w/glow/invitations/", {"email": email, "role": "editor"})

    assert len(email) > 254
    assert page.status_code == 422
