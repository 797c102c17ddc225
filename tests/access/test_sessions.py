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


def renewed(client: Client) -> bool:
    """Has the session another key after the next page, and is the old one over?"""
    before = client.cookies["sessionid"].value
    assert client.get("/w/glow/").status_code == 200
    assert client.get("/w/glow/").status_code == 200
    old = Client(headers={"Cookie": f"sessionid={before}"}).get("/w/glow/").status_code
    return client.cookies["sessionid"].value != before and old == 302


def test_r22_another_role_renews_all_sessions_of_the_member_and_nobody_elses(mara: Member, edi: Member) -> None:
    here, elsewhere, boss = signed_in(edi), signed_in(edi), signed_in(mara)

    operations.change_role(mara, member_id=edi.pk, role="viewer")

    assert [renewed(one) for one in (here, elsewhere, boss)] == [True, True, False]
    assert not renewed(here)


def test_r22_fragments_asked_for_side_by_side_do_not_renew(mara: Member, edi: Member) -> None:
    client = signed_in(edi)
    operations.change_role(mara, member_id=edi.pk, role="contributor")
    before = client.cookies["sessionid"].value

    for headers in ({"HX-Request": "true"}, {"Accept": "application/json"}):
        client.get("/w/glow/", headers=headers)

    assert client.cookies["sessionid"].value == before
    assert renewed(client)


def test_r22_a_changed_role_of_their_own_renews_its_holders(mara: Member, edi: Member, vic: Member) -> None:
    role = operations.create_role(mara, name="Field", grants={"customers.view": "own"}, fields={})
    operations.change_role(mara, member_id=edi.pk, role="viewer", own_roles=[role.pk])
    holder, other = signed_in(edi), signed_in(vic)

    operations.update_role(mara, role.pk, name="Field", grants={"customers.view": "own"}, fields={})
    assert not renewed(holder)
    operations.update_role(mara, role.pk, name="Field", grants={"customers.view": "team"}, fields={})

    assert [renewed(holder), renewed(other)] == [True, False]


def test_r22_coming_into_a_team_and_leaving_it_renews(mara: Member, edi: Member, vic: Member) -> None:
    team = operations.create_team(mara, name="North", member_ids=[vic.pk])
    come, gone = signed_in(edi), signed_in(vic)

    operations.update_team(mara, team.pk, name="North", member_ids=[edi.pk])

    assert [renewed(come), renewed(gone)] == [True, True]
    operations.delete_team(mara, team.pk)
    assert [renewed(come), renewed(gone)] == [True, False]


def test_r22_who_is_shut_out_is_signed_out_everywhere_at_once(
    mara: Member, edi: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, elsewhere, boss = signed_in(edi), signed_in(edi), signed_in(mara)
    monkeypatch.setattr("rapport.web.activity.live._give_connections_back", lambda: None)

    operations.deactivate_member(mara, member_id=edi.pk)

    assert [one.get("/w/glow/").status_code for one in (here, elsewhere, boss)] == [302, 302, 200]
    with pytest.raises(SignedOut):
        _look(here.cookies["sessionid"].value, "glow")


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
