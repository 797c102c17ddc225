"""R6 for jobs: the worker is killed at seeded random points; nothing is lost, and what has a key is done once."""

import random
import signal
from collections import Counter

import pytest

from rapport.apps.accounts.models import Workspace
from rapport.apps.activity.models import Activity
from rapport.kernel.jobs import enqueue
from tests.faults.conftest import Workers, ours, wait_until
from tests.faults.tasks import mark_at_length, mark_finishing, mark_once, mark_plainly

JOBS = 1000
POINTS = 10
ROUNDS_OF_THE_LONG_CAMPAIGN = 20
STATEMENTS_PER_LIFE = 900
PATIENCE = 900

KINDS = (mark_once, mark_finishing, mark_plainly, mark_at_length)


@pytest.mark.parametrize("seed", [6])
def test_a_thousand_jobs_survive_a_worker_killed_at_ten_points(workers: Workers, glow: Workspace, seed: int) -> None:
    survive(workers, glow, seed)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(100, 100 + ROUNDS_OF_THE_LONG_CAMPAIGN))
def test_a_thousand_jobs_survive_two_hundred_kills(workers: Workers, glow: Workspace, seed: int) -> None:
    survive(workers, glow, seed)


def survive(workers: Workers, workspace: Workspace, seed: int) -> None:
    """Enqueue, kill at seeded statements, let a last worker finish, and count."""
    chance = random.Random(seed)
    for number in range(JOBS):
        enqueue(
            KINDS[number % len(KINDS)],
            workspace=workspace,
            max_attempts=POINTS + 1,
            workspace_id=workspace.pk,
            number=number,
        )

    for _ in range(POINTS):
        doomed = workers.start(
            "tests.faults.doomed", str(chance.randint(1, STATEMENTS_PER_LIFE)), chance.choice(["before", "after"])
        )
        assert doomed.wait(300) == -signal.SIGKILL
    half_done = ours().open().count()
    last = workers.start()
    wait_until(lambda: not ours().open().exists(), seconds=PATIENCE, what="the end of all jobs")
    last.terminate()

    assert half_done > 0
    assert last.wait(60) == 0
    assert set(ours().values_list("status", flat=True)) == {"done"}
    made = Counter(Activity.objects.of(workspace).filter(verb="mark.made").values_list("subject_id", flat=True))
    assert sorted(made, key=int) == [str(number) for number in range(JOBS)]
    assert not {number for number, times in made.items() if times > 1 and KINDS[int(number) % 4] is not mark_plainly}
