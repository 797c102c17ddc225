"""R15, R16, R22, R23: who is let in, how often, and what is refused before anything is done."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from rapport.api.tests.conftest import Program
from rapport.apps.accounts.models import ApiToken, Member
from rapport.apps.accounts.operations import create_token, deactivate_member, revoke_token
from rapport.apps.activity.models import Activity
from rapport.apps.customers.models import Party
from rapport.kernel.clock import now

DEEP = b'{"name": ' + b"[" * 10_000 + b"]" * 10_000 + b"}"


def test_a_token_that_is_revoked_over_or_of_somebody_shut_out_opens_nothing(
    program: Callable[..., Program], mara: Member, ada: Member
) -> None:
    of_mara, of_ada = program(mara, days=3), program(ada)
    revoked = program(mara)
    revoke_token(mara, ApiToken.objects.of(mara).order_by("-pk")[0].pk)
    deactivate_member(mara, member_id=ada.pk)

    with time_machine.travel(now() + timedelta(days=3, minutes=1)):
        told = [one.get("/me") for one in (of_mara, of_ada, revoked, Program("made-up"), Program(""))]

    assert [answer.status_code for answer in told] == [401] * 5
    assert {answer["WWW-Authenticate"] for answer in told} == {"Bearer"}
    assert of_mara.get("/me").status_code == 200


def test_a_session_opens_nothing(client: Client, mara: Member) -> None:
    client.force_login(mara.user)

    assert client.get("/api/v1/me").status_code == 401
    assert client.post("/api/v1/customers", {"name": "Ana"}, content_type="application/json").status_code == 401


def test_a_program_works_in_the_members_name_and_the_log_says_through_which_token(shop: Program, mara: Member) -> None:
    shop.post("/customers", {"name": "Ana"})

    record = Activity.objects.of(mara).get(verb="party.created")
    assert (record.actor_id, record.actor_label) == (mara.pk, "Mara · Shop")


def test_what_a_token_may_is_told(program: Callable[..., Program], edi: Member) -> None:
    me = program(edi, only_reads=True).get("/me").said

    assert (me["name"], me["role"], me["token"], me["only_reads"]) == ("Edi", "editor", "Shop", True)
    assert me["rights"]["customers.edit"] == "all"
    assert "members.manage" not in me["rights"]


def test_a_token_that_only_reads_changes_nothing(program: Callable[..., Program], mara: Member) -> None:
    reader = program(mara, only_reads=True)

    answer = reader.post("/customers", {"name": "Ana"})

    assert (answer.status_code, answer.said["code"]) == (403, "only_reads")
    assert reader.get("/customers").status_code == 200


def test_when_a_token_was_used_last_is_kept_to_the_minute(shop: Program, mara: Member) -> None:
    with time_machine.travel("2026-03-02T10:00:00Z", tick=False):
        shop.get("/me")
    with time_machine.travel("2026-03-02T10:00:30Z", tick=False):
        shop.get("/me")

    used = ApiToken.objects.of(mara).get().last_used_at
    assert used is not None
    assert used.isoformat() == "2026-03-02T10:00:00+00:00"


def test_who_asks_too_often_waits(shop: Program, program: Callable[..., Program], mara: Member, settings: Any) -> None:
    settings.API_REQUESTS_A_MINUTE = 3
    with time_machine.travel("2026-03-03T10:00:15Z", tick=False):
        told = [shop.get("/me").status_code for _ in range(3)]
        late = shop.get("/me")
        other = program(mara).get("/me")

    assert (told, late.status_code, late["Retry-After"], late.said["code"]) == ([200] * 3, 429, "45", "too_many")
    assert other.status_code == 200


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b'{"name": "Ana", "latitude": NaN}', 400, "json"),
        (b'{"name": "Ana", "latitude": 1e400}', 400, "json"),
        (b'{"name": "Ana", "latitude": Infinity}', 400, "json"),
        (b'{"name": ' + b"9" * 5_000 + b"}", 400, "json"),
        (b'{"name": "Ana", "name": "Ben"}', 400, "json"),
        (b'{"name": "Ana"', 400, "json"),
        (b"\xff\xfe\xfa", 400, "json"),
        (DEEP, 400, "too_deep"),
        (b'{"name": "A\\u0000na"}', 422, "text"),
        (b'{"name": "A\\ud800na"}', 422, "text"),
        (b'{"name": "' + b"a" * 10_000_000 + b'"}', 413, "too_large"),
        (b'{"name": 12}', 422, "invalid"),
        (b'{"name": "Ana", "colour": "red"}', 422, "invalid"),
        (b'[{"name": "Ana"}]', 422, "invalid"),
        (b"", 422, "invalid"),
    ],
    ids=lambda value: repr(value)[:40],
)
def test_r15_r16_what_cannot_be_taken_is_refused_and_named(
    shop: Program, mara: Member, body: bytes, status: int, code: str
) -> None:
    answer = shop.post("/customers", body)

    assert (answer.status_code, answer.said["code"]) == (status, code)
    assert {"code", "message", "place"} <= set(answer.said)
    assert not Party.objects.of(mara).exists()


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"])
def test_only_json_is_taken(shop: Program, kind: str) -> None:
    answer = shop.client.generic(
        "POST", "/api/v1/customers", b"name=Ana", content_type=kind, headers={"Authorization": f"Bearer {shop.secret}"}
    )

    assert (answer.status_code, json.loads(answer.content)["place"]) == (415, "Content-Type")


def test_r16_text_comes_back_as_it_was_sent(shop: Program) -> None:
    for name in ("\u202eevil", "👩‍👩‍👧‍👦", "<script>alert(1)</script>", "=1+1", "{{ 7 * 7 }}", "Ñandú"):
        assert shop.post("/customers", {"name": name}).said["name"] == name


def test_everything_wrong_is_named(shop: Program) -> None:
    answer = shop.post("/customers/bulk", {"customers": [{"name": "Ana"}, {"email": 7, "birth_date": "yesterday"}]})

    assert [fault["place"] for fault in answer.said["faults"]] == [
        "customers › 1 › email",
        "customers › 1 › birth_date",
    ]


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("PUT", "/customers", 405, "method"),
        ("GET", "/nothing", 404, "address"),
        ("GET", "/customers/x", 422, "invalid"),
    ],
)
def test_every_refusal_has_the_one_shape(shop: Program, method: str, path: str, status: int, code: str) -> None:
    answer = shop.ask(method, path)

    assert (answer.status_code, answer.said["code"]) == (status, code)


def test_what_breaks_is_told_without_its_reason(shop: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    def break_down(*_: Any) -> None:
        raise RuntimeError("the password is swordfish")

    monkeypatch.setattr("rapport.api.nouns.tags.queries.choices_for_filters", break_down)

    answer = shop.get("/tags")

    assert (answer.status_code, answer.said["code"]) == (500, "broken")
    assert b"swordfish" not in answer.content


def test_r21_answers_are_kept_by_nobody(shop: Program) -> None:
    answer = shop.get("/customers")

    assert answer["Cache-Control"] == "no-store"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "Set-Cookie" not in answer


def test_r23_only_the_digest_of_a_token_is_kept(mara: Member) -> None:
    token, secret = create_token(mara, name="Shop")

    kept = ApiToken.objects.of(mara).values().get()
    assert len(secret) >= 40
    assert secret not in json.dumps(kept, default=str)
    assert token.prefix in secret
    assert secret not in json.dumps(list(Activity.objects.of(mara).values("details", "subject_label")))
