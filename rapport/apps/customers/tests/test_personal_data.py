"""Every column of every room that leads to a person is answered for, and each kind of data is known by name."""

import pytest

from rapport.apps.customers.models import Party
from rapport.kernel import referring
from rapport.kernel.personal_data import registered
from rapport.kernel.referring import Reference, referring_to

KINDS = {
    *("record", "contact", "facts", "relations", "notes", "files", "tags", "segments", "consents"),
    *("duplicates", "merges", "requests", "searches", "tasks", "calls", "meetings", "messages", "told"),
    *("answers", "orders", "events", "visitors", "records", "canvas", "mentions"),
    *("imports", "exports", "notifications", "log", "jobs", "kept_answers"),
}


def unanswered() -> list[str]:
    """Columns that lead to a person and that no kind of personal data, or more than one, names."""
    named = [key for entry in registered() for key in entry.keys]
    wanted = [f"{found.model._meta.label}.{found.key}" for found in referring_to(Party)]
    return sorted(key for key in {*named, *wanted} if named.count(key) != 1 or key not in wanted)


def test_every_kind_of_data_is_known() -> None:
    assert set(registered().names()) == KINDS


def test_every_column_that_leads_to_a_person_is_answered_for_once() -> None:
    assert unanswered() == []


def test_a_new_column_would_be_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [*referring_to(Party), Reference(Party, "godparent")]
    monkeypatch.setattr(referring, "referring_to", lambda model: iter(found))
    monkeypatch.setitem(globals(), "referring_to", referring.referring_to)

    assert unanswered() == ["customers.Party.godparent"]
