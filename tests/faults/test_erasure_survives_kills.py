"""R6 for erasures: killed at seeded points, an erasure goes on and ends; it is told once, and nothing is left."""

import random
import signal

import pytest

from rapport.apps.accounts.models import Member
from rapport.apps.activity.models import Activity
from rapport.apps.customers.models import Party, PrivacyRequest
from rapport.apps.customers.operations import ask_for_erasure
from rapport.apps.customers.operations.erasing import carry_out
from rapport.apps.sales.models import Order
from rapport.kernel.sealing import check
from tests.canary import NAME, WORD, let_loose, places_of
from tests.faults.conftest import Workers
from tests.test_canary import work

POINTS = 5
STATEMENTS = 220
ROUNDS_OF_THE_LONG_CAMPAIGN = 20


@pytest.mark.parametrize("seed", [31])
def test_an_erasure_killed_at_five_points_goes_on_and_ends(workers: Workers, mara: Member, seed: int) -> None:
    survive(workers, mara, seed)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(300, 300 + ROUNDS_OF_THE_LONG_CAMPAIGN))
def test_erasures_survive_a_hundred_kills(workers: Workers, mara: Member, seed: int) -> None:
    survive(workers, mara, seed)


def survive(workers: Workers, member: Member, seed: int) -> None:
    """Kill the erasure again and again; at last let it end, and look for what it should have taken."""
    chance = random.Random(seed)
    party, _source = let_loose(member)
    work()
    orders = Order.objects.of(member).filter(customer=party).count()
    request = ask_for_erasure(member, party.pk, typed=NAME)
    for _ in range(POINTS):
        place = [str(chance.randint(1, STATEMENTS)), chance.choice(["before", "during", "after"])]
        doomed = workers.start("tests.faults.doomed_erasure", str(member.workspace_id), str(request.pk), *place)
        assert doomed.wait(600) == -signal.SIGKILL

    request = PrivacyRequest.objects.of(member).select_related("party").get(pk=request.pk)
    carry_out(member.actor, request, tell=lambda *_said: None)
    work()

    assert request.state == "done"
    assert places_of(WORD) == []
    assert Activity.objects.of(member).filter(verb="party.erased").count() == 1
    assert check(member.workspace_id).fault is None
    shell = Party.objects.of(member).get(pk=party.pk)
    assert shell.erased_at is not None
    assert Order.objects.of(member).filter(customer=shell).count() == orders
