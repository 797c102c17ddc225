"""The catalogue of relationships: complete words, and states judged from what is really there."""

import pytest
from django.apps import apps

from rapport.analytics.metrics import catalogue
from rapport.apps.canvas.relationship_types import RelationshipType, State, Workplace, relationship_types
from rapport.apps.canvas.relationship_types._numbers import DERIVED
from rapport.apps.canvas.relationship_types._signs import plain_words

NAMES = [
    "personal_assistance",
    "dedicated_assistance",
    "self_service",
    "automated_service",
    "automated_personalisation",
    "community",
    "co_creation",
    "exclusive_access",
    "subscription",
    "tracking",
    "customer_service",
    "loyalty_rewards",
    "through_partners",
]


def state(name: str, *, chosen: bool = False, **recorded: dict[str, int]) -> State:
    return relationship_types.get(name).state(Workplace(is_chosen=chosen, period="last 12 months", recorded=recorded))


def test_the_catalogue_holds_thirteen_kinds_in_their_order() -> None:
    assert relationship_types.names() == NAMES


@pytest.mark.parametrize("entry", relationship_types, ids=lambda entry: entry.name)
def test_every_kind_explains_itself(entry: RelationshipType) -> None:
    for words in (entry.example, entry.suits, entry.claim, entry.rule.words):
        assert str(words).endswith(".")
    assert entry.run_by
    assert entry.watch
    assert entry.rule.every or entry.rule.some
    assert entry.rule.cautions


@pytest.mark.parametrize("entry", relationship_types, ids=lambda entry: entry.name)
def test_every_figure_asked_for_is_known(entry: RelationshipType) -> None:
    asked = [*entry.rule.figures(), *(watch.metric for watch in entry.watch if watch.metric)]

    assert [name for name in asked if name not in catalogue and name not in DERIVED] == []


@pytest.mark.parametrize("entry", relationship_types, ids=lambda entry: entry.name)
def test_no_part_exists_whose_room_does_not(entry: RelationshipType) -> None:
    wrong = [
        str(part.title) for part in entry.run_by if part.exists and not apps.is_installed(f"rapport.apps.{part.room}")
    ]

    assert wrong == []


@pytest.mark.parametrize("name", NAMES)
def test_in_an_empty_workspace_nothing_runs(name: str) -> None:
    assert state(name).name == "not_set_up"


def test_a_kind_without_its_part_says_so_in_plain_words() -> None:
    found = state("personal_assistance", chosen=True)

    assert found.name == "not_set_up"
    assert found.lack == "Needs the support inbox, owners of customers and tasks, which Rapport does not have yet."


def test_a_chosen_kind_that_rapport_could_run_is_designed() -> None:
    assert state("dedicated_assistance", chosen=True).name == "designed"
    assert state("dedicated_assistance").name == "not_set_up"


def test_orders_through_a_channel_show_a_kind_at_work() -> None:
    found = state("self_service", order_channel={"Web shop": 812, "Telephone": 3, "App": 100})

    assert found.name == "running"
    assert found.reason == "Seen at work: 912 orders through “Web shop”, “App” (last 12 months)."
    assert found.lack == "Rapport does not have the knowledge base and the customer portal yet."
    assert "channels of orders" in found.looked_at


@pytest.mark.parametrize(
    ("name", "source", "word", "expected"),
    [
        ("personal_assistance", "order_channel", "Stores Madrid", "running"),
        ("personal_assistance", "order_channel", "Online store", "not_set_up"),
        ("personal_assistance", "touchpoint", "Advice by chat", "running"),
        ("customer_service", "touchpoint", "Atención", "running"),
        ("customer_service", "touchpoint", "Self-service till", "not_set_up"),
        ("customer_service", "touchpoint", "Delivery", "not_set_up"),
        ("automated_service", "touchpoint", "Chatbot", "running"),
        ("automated_personalisation", "touchpoint", "Recommendations", "running"),
        ("community", "acquired_through", "Meet-up", "running"),
        ("community", "tag", "forum", "designed"),
        ("co_creation", "tag", "Beta testers", "designed"),
        ("exclusive_access", "segment", "VIP", "designed"),
        ("subscription", "product", "Monthly box", "running"),
        ("subscription", "product", "Explanation", "not_set_up"),
        ("tracking", "touchpoint", "In-app question", "running"),
        ("loyalty_rewards", "tag", "Gold", "designed"),
        ("through_partners", "acquired_through", "marketplace", "running"),
    ],
)
def test_records_are_read_by_whole_words(name: str, source: str, word: str, expected: str) -> None:
    assert state(name, **{source: {word: 1}}).name == expected


def test_a_canvas_of_its_own_prepares_and_somebody_in_charge_runs() -> None:
    dedicated = relationship_types.get("dedicated_assistance")

    prepared = dedicated.state(Workplace(key_canvases=3))
    running = dedicated.state(Workplace(key_canvases=3, kept_canvases=2))

    assert (prepared.name, running.name) == ("designed", "running")
    assert "3 customers with a canvas of their own" in prepared.reason
    assert "2 customers" in running.reason


def test_a_target_for_the_group_prepares_monitoring() -> None:
    found = relationship_types.get("tracking").state(Workplace(targets=("churn_rate", "nps")))

    assert found.name == "designed"
    assert "1 target to watch" in found.reason


def test_words_are_compared_without_accents_and_case() -> None:
    assert plain_words("Café-Club, MÜNCHEN") == "cafe club munchen"
