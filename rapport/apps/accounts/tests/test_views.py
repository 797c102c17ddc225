"""Signing up, signing in, and the pages about members, as a browser sees them."""

import re
from datetime import date
from decimal import Decimal

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rapport.apps.accounts.models import Member, SignIn, User, Workspace
from rapport.apps.accounts.operations import RateFacts, create_workspace, record_rates
from rapport.apps.accounts.operations.sign_ins import note_refused
from rapport.apps.activity.models import Activity
from rapport.kernel.jobs import run_jobs
from tests.cast import PASSWORD

FIRST = {
    "user_name": "Ann",
    "email": "ann@rapport.example",
    "password": "quiet-harbour-42",
    "name": "Ann's shop",
    "currency": "GBP",
    "time_zone": "Europe/London",
}


def test_a_fresh_installation_asks_for_its_owner_and_opens_the_workspace(client: Client, db: None) -> None:
    assert client.get("/").headers["Location"] == "/first-start"

    answer = client.post("/first-start", FIRST)

    assert answer.headers["Location"] == "/w/anns-shop/"
    assert Workspace.objects.get().currency == "GBP"


def test_a_weak_password_is_named_at_its_field(client: Client, db: None) -> None:
    answer = client.post("/first-start", {**FIRST, "password": "password"})

    assert "This password is too short" in answer.content.decode()
    assert not User.objects.exists()


def test_the_first_start_is_gone_once_set_up(client: Client, mara: Member) -> None:
    client.post("/first-start", FIRST)

    assert list(User.objects.values_list("email", flat=True)) == [mara.user.email]


def test_signing_up_leads_to_founding_a_workspace(client: Client, db: None) -> None:
    fields = {"name": "Ann", "email": "ann@rapport.example", "password1": "quiet-harbour-42"}
    client.post("/account/signup/", fields)

    answer = client.get("/start/", follow=True)

    assert answer.redirect_chain[-1][0] == "/workspaces/new"
    assert User.objects.get().name == "Ann"


def test_signing_in_opens_the_only_workspace_and_is_kept(client: Client, mara: Member) -> None:
    client.post("/account/login/", {"login": mara.user.email, "password": PASSWORD})

    assert client.get("/start/").headers["Location"] == "/w/glow/"
    assert SignIn.objects.get().outcome == "signed in"


def test_who_came_and_went_stands_in_the_log_of_their_workspaces(client: Client, mara: Member, otto: Member) -> None:
    client.post("/account/login/", {"login": mara.user.email, "password": PASSWORD})
    client.post("/account/logout/")

    told = Activity.objects.of(mara).filter(verb__startswith="member.signed").order_by("sequence")
    assert [(one.verb, one.actor_label) for one in told] == [
        ("member.signed_in", "Mara"),
        ("member.signed_out", "Mara"),
    ]
    assert not Activity.objects.of(otto).filter(verb__startswith="member.signed").exists()


def test_a_refused_attempt_stands_in_the_log_under_nobody_s_name(client: Client, mara: Member) -> None:
    client.post("/account/login/", {"login": mara.user.email, "password": "wrong-harbour-42"})
    client.post("/account/login/", {"login": "nobody@rapport.example", "password": "wrong-harbour-42"})
    run_jobs()

    told = Activity.objects.of(mara).get(verb="sign_in.refused")
    assert (told.actor_label, told.subject_label, told.subject_id) == ("Rapport", "Mara", str(mara.pk))


def test_a_refusal_asks_the_database_as_often_for_a_known_address_as_for_an_unknown_one(
    mara: Member,
) -> None:
    create_workspace(mara.user, name="Second", currency="EUR", time_zone="UTC")
    asked = [statements_of(address) for address in (mara.user.email, "nobody@rapport.example")]

    assert asked[0] == asked[1]
    assert not Activity.objects.of(mara).filter(verb="sign_in.refused").exists()


def statements_of(address: str) -> list[str]:
    """What a refused attempt asks of the database, the beginning of each statement."""
    with CaptureQueriesContext(connection) as asked:
        Client().post("/account/login/", {"login": address, "password": "wrong-harbour-42"})
    return [re.sub(r"SAVEPOINT.*|'[^']*'|\d+|\b[0-9a-f]{8,}\b", "", one["sql"])[:60] for one in asked]


def test_the_note_of_a_refusal_is_written_once_though_the_job_is_repeated(client: Client, mara: Member) -> None:
    client.post("/account/login/", {"login": mara.user.email, "password": "wrong-harbour-42"})
    for _ in range(2):
        note_refused.func(SignIn.objects.get().pk)

    assert Activity.objects.of(mara).filter(verb="sign_in.refused").count() == 1


def test_a_refused_sign_in_is_kept_too(client: Client, mara: Member) -> None:
    client.post("/account/login/", {"login": mara.user.email, "password": "wrong-harbour-42"})

    kept = SignIn.objects.get()
    assert (kept.outcome, kept.email, kept.user) == ("refused", mara.user.email, None)


def test_an_invitation_is_mailed_and_leads_a_new_user_in(client: Client, mara: Member) -> None:
    client.force_login(mara.user)
    client.post("/w/glow/invitations/", {"email": "nina@rapport.example", "role": "editor"})
    link = re.search(r"http://testserver(\S+)", str(mail.outbox[0].body))
    assert link is not None
    nina = Client()
    nina.get(link.group(1))
    nina.post("/account/signup/", {"name": "Nina", "email": "nina@rapport.example", "password1": "quiet-harbour-42"})
    assert nina.get("/start/").headers["Location"] == link.group(1)

    nina.post(link.group(1))

    assert nina.get("/w/glow/").status_code == 200


def test_a_member_can_be_given_another_role_on_the_page(client: Client, mara: Member, edi: Member) -> None:
    client.force_login(mara.user)

    client.post(f"/w/glow/members/{edi.pk}/role", {"role": "viewer"})

    edi.refresh_from_db()
    assert edi.role == "viewer"


def test_a_form_can_say_delete(client: Client, mara: Member, edi: Member) -> None:
    client.force_login(mara.user)
    client.post(f"/w/glow/members/{edi.pk}/deactivation")

    client.post(f"/w/glow/members/{edi.pk}/deactivation", {"_method": "DELETE"})

    edi.refresh_from_db()
    assert edi.deactivated_at is None


@pytest.mark.parametrize("page", ["members/", "settings/", "sign-ins/"])
def test_the_pages_about_people_open(client: Client, mara: Member, page: str) -> None:
    client.force_login(mara.user)

    assert client.get(f"/w/glow/{page}").status_code == 200


def test_a_name_with_markup_is_shown_as_text(client: Client, mara: Member) -> None:
    mara.user.name = "<script>alert(1)</script>"
    mara.user.save()
    client.force_login(mara.user)

    page = client.get("/w/glow/members/").content.decode()

    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_an_address_elsewhere_is_not_followed_after_sign_in(client: Client, mara: Member) -> None:
    answer = client.post("/account/login/?next=https://evil.example/", {"login": mara.user.email, "password": PASSWORD})

    assert not answer.headers["Location"].startswith("https://evil")


def test_a_form_that_says_delete_still_needs_its_csrf_token(mara: Member, edi: Member) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(mara.user)

    answer = client.post(f"/w/glow/members/{edi.pk}/deactivation", {"_method": "DELETE"})

    assert answer.status_code == 403


def test_another_currency_is_taken_only_from_who_was_told_what_it_means(client: Client, mara: Member) -> None:
    record_rates(mara, [RateFacts(date(2026, 6, 1), "USD", Decimal("0.8"))])
    client.force_login(mara.user)
    asked = {"name": "Glow", "currency": "USD", "time_zone": "Europe/Madrid", "margin_rate": "", "year_starts": "4"}

    told = client.post("/w/glow/settings/", asked)
    mara.workspace.refresh_from_db()
    before = mara.workspace.currency
    client.post("/w/glow/settings/", asked | {"converts_anew": "on"})

    assert told.status_code == 422
    assert "The 1 rate you have is to EUR" in told.content.decode()
    assert before == "EUR"
    mara.workspace.refresh_from_db()
    assert (mara.workspace.currency, mara.workspace.year_starts) == ("USD", 4)
