"""R15: whatever is sent, in the shapes that the document declares and in others, is answered as the document says."""

from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import (
    ensure_resource_availability,
    ignored_auth,
    positive_data_acceptance,
    use_after_free,
)

from rapport.api.interface import interface, nouns
from rapport.api.kinds import LARGEST_ID
from rapport.api.noun import Task
from rapport.apps.accounts.models import Member
from rapport.apps.accounts.operations import create_token
from rapport.apps.customers.models import Purpose
from rapport.apps.customers.operations import (
    add_relation,
    create_field,
    create_party,
    create_segment,
    merge_parties,
    tag_parties,
    write_note,
)

# Every case is a request of its own: what one made and another took away is not followed; each goes with the token.
# What is right in shape may still be refused for what it says, such as an unknown purpose; never for its shape.
LEFT_OUT = [ensure_resource_availability, ignored_auth, use_after_free, positive_data_acceptance]
QUICK = settings(
    max_examples=8,
    derandomize=True,
    deadline=None,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
LONG = settings(QUICK, max_examples=400)


TASKS = [pytest.param(task, id=f"{task.method} {task.path}") for noun in nouns for task in noun.tasks]


@cache
def described() -> Any:
    """The interface as its document describes it, answered in this very process."""
    schema: Any = schemathesis.openapi.from_dict(dict(interface.get_openapi_schema()))
    schema.app = get_wsgi_application()
    return schema


@pytest.fixture(autouse=True)
def _own_connection() -> Iterator[None]:
    """The server's answers leave the test's connection open, as those of Django's own client do."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def inside(mara: Member) -> dict[str, Any]:
    """A token, and the ids of what is there."""
    ana, ben, acme = (
        create_party(mara, kind=kind, name=name, email=f"{name}@mail.example".lower())
        for kind, name in (("person", "Ana"), ("person", "Ben"), ("company", "Acme"))
    )
    tag_parties(mara, [ana.pk], "vip")
    create_field(mara, title="Size", kind="number")
    create_field(mara, title="Budget", kind="amount")
    Purpose.objects.create(workspace=mara.workspace, key="news", title="News")
    return {
        "secret": create_token(mara, name="Everything")[1],
        "party_id": ana.pk,
        "note_id": write_note(mara, ana.pk, "Called").pk,
        "relation_id": add_relation(mara, ana.pk, other_id=acme.pk, kind="works_for").pk,
        "segment_id": create_segment(mara, name="All", party_ids=[ana.pk]).pk,
        "merge_id": merge_parties(mara, ana.pk, [ben.pk]).pk,
    }


def campaign(task: Task, inside: dict[str, Any], limits: settings) -> None:
    """Ask for one task with what its document allows, and with what it does not."""
    operation = described()[f"/api/v1{task.path}"][task.method]
    for mode in GenerationMode:
        with suppress(Unsatisfiable):  # whatever is sent is right, where nothing is asked for
            _ask_all(operation, mode, inside, limits)


def _ask_all(operation: Any, mode: GenerationMode, inside: dict[str, Any], limits: settings) -> None:
    @limits
    @given(case=operation.as_strategy(generation_mode=mode))
    def ask(case: Any) -> None:
        _lead_to_what_is_there(case, inside)
        answer = case.call(headers={"Authorization": f"Bearer {inside['secret']}"})
        case.validate_response(answer, excluded_checks=LEFT_OUT)
        if mode is GenerationMode.POSITIVE and answer.status_code == 422:
            assert answer.json()["code"] != "invalid", answer.text

    ask()


def _lead_to_what_is_there(case: Any, inside: dict[str, Any]) -> None:
    """Ids that are right in shape become those of what there is, so that more is tried than 404."""
    given_ids = case.path_parameters or {}
    if given_ids and all(type(one) is int and 0 < one <= LARGEST_ID for one in given_ids.values()):
        case.path_parameters = {name: inside[name] for name in given_ids}


@pytest.mark.parametrize("task", TASKS)
def test_r15_whatever_is_sent_is_answered_as_the_document_says(task: Task, inside: dict[str, Any]) -> None:
    campaign(task, inside, QUICK)


@pytest.mark.long
@pytest.mark.parametrize("task", TASKS)
def test_r15_a_long_campaign_finds_nothing_either(task: Task, inside: dict[str, Any]) -> None:
    campaign(task, inside, LONG)
