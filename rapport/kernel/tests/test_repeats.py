"""The same request twice has one effect; another one under its key is refused; after a day all is forgotten."""

from datetime import timedelta

import pytest

from rapport.apps.accounts.models import Member
from rapport.kernel.clock import now
from rapport.kernel.errors import Refused
from rapport.kernel.models import KeptAnswer
from rapport.kernel.repeats import Answer, forget_answers, once


class Clerk:
    """Answers, and counts how often."""

    def __init__(self, status: int = 201) -> None:
        self.times = 0
        self.status = status

    def __call__(self) -> Answer:
        self.times += 1
        return Answer(self.status, f"answer {self.times}")


def ask(
    member: Member, clerk: Clerk, *, key: str = "k-1", asked: bytes = b"the same", asker: str = "token 1"
) -> Answer:
    return once(member.workspace_id, asker=asker, key=key, asked=(b"POST", asked), answer=clerk)


def test_the_second_time_brings_the_first_answer(mara: Member) -> None:
    clerk = Clerk()
    ask(mara, clerk)

    again = ask(mara, clerk)

    assert (again.status, again.body, again.repeated, clerk.times) == (201, "answer 1", True, 1)


def test_another_question_under_the_same_key_is_refused(mara: Member) -> None:
    clerk = Clerk()
    ask(mara, clerk)

    with pytest.raises(Refused, match="stood for another request"):
        ask(mara, clerk, asked=b"something else")

    assert clerk.times == 1


def test_parts_of_a_question_cannot_be_shifted_between_each_other(mara: Member) -> None:
    clerk = Clerk()
    once(mara.workspace_id, asker="token 1", key="k", asked=(b"ab", b"c"), answer=clerk)

    with pytest.raises(Refused):
        once(mara.workspace_id, asker="token 1", key="k", asked=(b"a", b"bc"), answer=clerk)


def test_keys_are_each_askers_own(mara: Member, otto: Member) -> None:
    clerk = Clerk()

    for member, asker in ((mara, "token 1"), (mara, "token 2"), (otto, "token 1")):
        ask(member, clerk, asker=asker)

    assert clerk.times == 3


def test_what_was_refused_is_not_kept(mara: Member) -> None:
    clerk = Clerk(status=409)

    told = [ask(mara, clerk).status for _ in range(2)]

    assert (told, clerk.times, KeptAnswer.objects.of(mara).count()) == ([409, 409], 2, 0)


@pytest.mark.parametrize("key", ["", "x" * 201, "tab\t", "naïve"])
def test_a_key_that_is_none_is_refused(mara: Member, key: str) -> None:
    with pytest.raises(Refused, match="letters, digits and signs"):
        ask(mara, Clerk(), key=key)


def test_after_a_day_a_key_is_free_again(mara: Member) -> None:
    clerk = Clerk()
    ask(mara, clerk)
    KeptAnswer.objects.of(mara).update(at=now() - timedelta(days=1, minutes=1))

    assert ask(mara, clerk, asked=b"something else").body == "answer 2"


def test_old_answers_are_removed(mara: Member) -> None:
    ask(mara, Clerk())
    ask(mara, Clerk(), key="k-2")
    KeptAnswer.objects.of(mara).filter(key="k-1").update(at=now() - timedelta(days=1, minutes=1))

    forget_answers()

    assert list(KeptAnswer.objects.of(mara).values_list("key", flat=True)) == ["k-2"]
