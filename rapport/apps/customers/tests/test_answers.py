"""Answers that come in with a file: the same twice changes nothing, whatever a file says of the same people (C21)."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rapport.apps.accounts.models import Member
from rapport.apps.customers.models import Consent
from rapport.apps.customers.operations import (
    AnswerFacts,
    PartyFacts,
    lay_purposes,
    record_answers,
    record_parties,
)

DAYS = [None, datetime(2025, 3, 1, tzinfo=UTC), datetime(2025, 3, 2, tzinfo=UTC)]
ANSWERS = st.lists(
    st.tuples(
        st.integers(0, 1),
        st.sampled_from(["email", "sms"]),
        st.sampled_from(["given", "withdrawn", "no"]),
        st.sampled_from(DAYS),
    ),
    max_size=8,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(said=ANSWERS, before=ANSWERS, purpose=st.sampled_from(["news_and_offers", "surveys"]))
def test_the_same_answers_twice_are_recorded_once(
    mara: Member, said: list[Any], before: list[Any], purpose: str
) -> None:
    with transaction.atomic():
        lay_purposes(mara)
        ids = record_parties(mara, [PartyFacts(name="Ana"), PartyFacts(name="Bo")]).ids
        facts, earlier = (
            [AnswerFacts(ids[who], *rest[:2], "File", rest[2]) for who, *rest in these] for these in (said, before)
        )
        record_answers(mara, purpose, earlier)
        record_answers(mara, purpose, facts)
        once = list(Consent.objects.of(mara).order_by("pk").values())

        again = record_answers(mara, purpose, facts)

        assert again.recorded == 0
        assert list(Consent.objects.of(mara).order_by("pk").values()) == once
        transaction.set_rollback(True)


def test_where_rows_without_a_time_contradict_one_another_the_refusal_counts(mara: Member) -> None:
    lay_purposes(mara)
    ana = record_parties(mara, [PartyFacts(name="Ana")]).ids[0]
    answers = [AnswerFacts(ana, "email", said, "File") for said in ("withdrawn", "given", "no")]

    done = record_answers(mara, "news_and_offers", answers)

    assert done.recorded == 1
    assert Consent.objects.of(mara).get().state == "withdrawn"


def test_a_time_decides_which_came_later(mara: Member) -> None:
    lay_purposes(mara)
    ana = record_parties(mara, [PartyFacts(name="Ana")]).ids[0]
    first = datetime(2025, 3, 1, tzinfo=UTC)
    later = AnswerFacts(ana, "email", "given", "File", first + timedelta(days=1))

    record_answers(mara, "news_and_offers", [later, AnswerFacts(ana, "email", "withdrawn", "File", first)])

    assert Consent.objects.of(mara).newest_first().first().state == "given"
