"""R8: fifty equal posts at once have one effect; a changed body under the same key is refused."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from rapport.api.tests.conftest import Program
from rapport.apps.accounts.models import Member
from rapport.apps.customers.models import Party, PartyNote
from rapport.apps.customers.operations import create_party

KEY = {"Idempotency-Key": "5b0c-order-17"}


def test_r8_the_same_post_again_brings_the_same_answer(shop: Program, mara: Member) -> None:
    first = shop.post("/customers", {"name": "Ana"}, **KEY)

    again = shop.post("/customers", {"name": "Ana"}, **KEY)

    assert (again.status_code, again.said, again["Idempotency-Replayed"]) == (201, first.said, "true")
    assert "Idempotency-Replayed" not in first
    assert Party.objects.of(mara).count() == 1


@pytest.mark.parametrize(
    ("path", "body"), [("/customers", {"name": "Ben"}), ("/customers?on_conflict=skip", {"name": "Ana"})]
)
def test_r8_another_request_under_the_same_key_is_refused(
    shop: Program, mara: Member, path: str, body: dict[str, str]
) -> None:
    shop.post("/customers", {"name": "Ana"}, **KEY)

    answer = shop.post(path, body, **KEY)

    assert (answer.status_code, answer.said["place"]) == (422, "Idempotency-Key")
    assert Party.objects.of(mara).count() == 1


def test_r8_what_was_refused_can_be_tried_again_under_its_key(shop: Program, mara: Member) -> None:
    wrong = shop.post("/customers", {"name": "Ana", "email": "nothing"}, **KEY)

    right = shop.post("/customers", {"name": "Ana", "email": "ana@mail.example"}, **KEY)

    assert (wrong.status_code, right.status_code) == (422, 201)


def test_r8_a_key_of_another_token_is_another_key(shop: Program, program: Callable[..., Program], mara: Member) -> None:
    shop.post("/customers", {"name": "Ana"}, **KEY)

    answer = program(mara).post("/customers", {"name": "Ben"}, **KEY)

    assert answer.status_code == 201


@pytest.mark.django_db(transaction=True)
def test_r8_fifty_equal_posts_at_once_have_one_effect(shop: Program, mara: Member) -> None:
    ana = create_party(mara, kind="person", name="Ana")

    def post(_: int) -> tuple[int, int, bool]:
        try:
            answer = Program(shop.secret).post(f"/customers/{ana.pk}/notes", {"text": "Called"}, **KEY)
            return answer.status_code, answer.said["id"], "Idempotency-Replayed" in answer
        finally:
            connections.close_all()

    with ThreadPoolExecutor(10) as threads:
        told = list(threads.map(post, range(50)))

    assert PartyNote.objects.of(mara).count() == 1
    assert {status for status, _, _ in told} == {201}
    assert len({note for _, note, _ in told}) == 1
    assert sum(not repeated for _, _, repeated in told) == 1
