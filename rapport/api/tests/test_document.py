"""The document that describes the interface, and that it tells the truth about its errors."""

import json

from django.test import Client

from rapport.api.interface import nouns


def test_the_document_is_open_to_everybody_and_names_every_task(client: Client) -> None:
    answer = client.get("/api/v1/openapi.json")
    document = json.loads(answer.content)

    described = {(method.upper(), path) for path, tasks in document["paths"].items() for method in tasks}
    assert document["openapi"].startswith("3.1")
    assert described == {(task.method, f"/api/v1{task.path}") for noun in nouns for task in noun.tasks}


def test_every_noun_is_described() -> None:
    names = {"answers", "bulk", "consents", "customers", "fields", "me", "merges", "notes", "orders"}

    assert set(nouns.names()) == names | {"regions", "relations", "segments", "tags"}
    assert all(noun.title and noun.help and noun.tasks for noun in nouns)


def test_every_task_needs_a_token_and_declares_its_refusals(client: Client) -> None:
    document = json.loads(client.get("/api/v1/openapi.json").content)

    for tasks in document["paths"].values():
        for task in tasks.values():
            assert task["security"] == [{"Bearer": []}]
            assert {"401", "403", "404", "422", "429"} <= set(task["responses"])
            assert task["summary"]
