"""Tokens of programs on their page: made, shown once, told apart, revoked by their member or an administrator."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from rapport.apps.accounts.models import ApiToken, Member
from rapport.apps.accounts.operations import create_token, deactivate_member, revoke_token
from rapport.apps.accounts.operations.tokens import MOST
from rapport.apps.accounts.queries import token_by_secret, tokens_of
from rapport.kernel.clock import now
from rapport.kernel.errors import Missing, NotPermitted, Refused, Unknown

PAGE = "/w/glow/settings/tokens"


def test_a_token_is_shown_once_and_then_by_its_first_letters(client: Client, edi: Member) -> None:
    client.force_login(edi.user)

    made = client.post(PAGE, {"name": "Shop sync", "days": "90"})
    later = client.get(PAGE)

    token = ApiToken.objects.of(edi).get()
    secret = made.context["secret"]
    assert (made.status_code, token_by_secret(secret)) == (200, token)
    assert secret in made.content.decode()
    assert secret not in later.content.decode()
    assert token.prefix in later.content.decode()
    assert (token.member, token.only_reads) == (edi, False)


def test_a_token_lasts_as_long_as_was_said(client: Client, edi: Member) -> None:
    client.force_login(edi.user)
    for days in ("30", "0"):
        client.post(PAGE, {"name": f"For {days} days", "days": days, "only_reads": "on"})

    short, long = ApiToken.objects.of(edi).order_by("pk")
    assert short.expires_at is not None
    assert timedelta(days=29) < short.expires_at - now() <= timedelta(days=30)
    assert (long.expires_at, long.only_reads) == (None, True)


@pytest.mark.parametrize(
    "said", [{"name": ""}, {"name": "x" * 81}, {"name": "Shop", "days": "7000"}, {"name": "a\x00b"}]
)
def test_what_is_no_token_is_refused_in_the_form(client: Client, edi: Member, said: dict[str, str]) -> None:
    client.force_login(edi.user)

    answer = client.post(PAGE, {"name": "Shop", "days": "90", **said})

    assert answer.status_code == 422
    assert not ApiToken.objects.of(edi).exists()


def test_one_sees_ones_own_and_whoever_manages_members_sees_all(edi: Member, ada: Member) -> None:
    own, other = create_token(edi, name="Mine")[0], create_token(ada, name="Hers")[0]

    assert set(tokens_of(edi)) == {own}
    assert set(tokens_of(ada)) == {own, other}


def test_a_revoked_token_is_worth_nothing(client: Client, edi: Member, ada: Member) -> None:
    token, secret = create_token(edi, name="Shop")
    client.force_login(ada.user)

    client.delete(f"{PAGE}/{token.pk}")

    with pytest.raises(Unknown):
        token_by_secret(secret)
    assert b"Revoked" in client.get(PAGE).content


def test_nobody_revokes_a_colleagues_token(edi: Member, ada: Member) -> None:
    token, secret = create_token(ada, name="Hers")

    with pytest.raises(Missing):
        revoke_token(edi, token.pk)

    assert token_by_secret(secret) == token


def test_a_token_ends_with_its_last_day_and_with_its_member(edi: Member, mara: Member) -> None:
    _, short = create_token(edi, name="Short", days=1)
    _, long = create_token(edi, name="Long")
    with time_machine.travel(now() + timedelta(days=1, minutes=1)), pytest.raises(Unknown):
        token_by_secret(short)

    deactivate_member(mara, member_id=edi.pk)

    with pytest.raises(Unknown):
        token_by_secret(long)


def test_tokens_need_the_right_and_are_not_without_number(cora: Member, edi: Member) -> None:
    with pytest.raises(NotPermitted):
        create_token(cora, name="Shop")
    for number in range(MOST):
        create_token(edi, name=f"Shop {number}")

    with pytest.raises(Refused, match="Revoke one first"):
        create_token(edi, name="One more")
