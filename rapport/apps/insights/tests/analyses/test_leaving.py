"""What hastens leaving: by contracts where there are any, else by silence."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from django.test import Client

from rapport.analytics.survival.cox import cox
from rapport.apps.accounts.models import Member
from rapport.apps.customers.operations import PartyFacts, create_segment, record_parties
from rapport.apps.customers.operations.fields import create_field
from rapport.apps.insights.analyses import Telling
from rapport.apps.insights.analyses.leaving import leaving
from rapport.apps.insights.tests.analyses.recorded import MONTH, contract, record
from rapport.apps.insights.tests.asked import Asked, newcomers
from rapport.apps.insights.tests.shop import NOW, Shop

COUNT = 160


@pytest.fixture
def asked(shop: Shop, edi: Member, client: Client) -> Asked:
    return Asked(edi, client, "leaving")


@pytest.fixture
def signed(shop: Shop, ada: Member) -> tuple[Shop, Any, Any, Any]:
    """Contracts of customers who pay by card or by invoice; who pays by invoice leaves about three times as soon."""
    create_field(ada, title="Payment", kind="choice", choices=["card", "invoice"])
    random = np.random.default_rng(2)
    names = newcomers(shop, COUNT)
    invoice = np.arange(COUNT) % 3 == 0
    words = ["invoice" if late else "card" for late in invoice]
    record_parties(
        shop.member,
        [PartyFacts(external_id=who, attributes={"payment": word}) for who, word in zip(names, words, strict=True)],
    )
    months = np.maximum(random.exponential(np.where(invoice, 7, 22)).round(1), 0.1)
    ended = months < 24
    rows = [
        contract(shop, who, NOW - 24 * MONTH, float(end) if over else None)
        for who, end, over in zip(names, months, ended, strict=True)
    ]
    record(shop, "subscriptions", rows)
    return shop, np.minimum(months, 24), ended, invoice


def test_it_tells_what_the_library_tells(signed: tuple[Shop, Any, Any, Any], asked: Asked) -> None:
    _, months, ended, invoice = signed
    fit = cox(months, ended, {"invoice": invoice.astype(float)})

    payload = asked.payload()

    (row,) = [row for row in payload["rows"] if row["word"] == "invoice"]
    assert payload["by"] == "contracts"
    assert row["ratio"][0] == pytest.approx(fit.hazard_ratios[0], rel=0.03)
    assert (row["n"], row["lost"]) == (int(invoice.sum()), int((ended & invoice).sum()))
    assert row["adjusted"] < 0.001
    assert payload["concordance"] == pytest.approx(fit.concordance, abs=0.02)


def test_the_page_says_it_in_words(signed: tuple[Shop, Any, Any, Any], asked: Asked) -> None:
    text = asked.page()

    assert "Sooner leave: Payment: invoice" in text
    assert "customers are followed by their contracts" in text
    assert "Nothing speaks against the ratios holding all the time" in text
    assert "the one given more risk left first in" in text


def test_those_with_the_most_risk_still_there_come_first(signed: tuple[Shop, Any, Any, Any], asked: Asked) -> None:
    shop, _, ended, invoice = signed
    asked.payload()

    first = asked.people("first")

    risky = {shop.people[f"c{place}"] for place in np.flatnonzero(~ended & invoice)}
    assert len(first) == max(1, round(0.1 * int((~ended).sum())))
    assert set(first) <= risky or risky < set(first)


def test_a_hidden_field_is_not_shown(signed: tuple[Shop, Any, Any, Any], asked: Asked) -> None:
    payload = asked.payload()
    blind = Telling(
        currency="EUR", zone="UTC", wishes={}, about="", people_url=lambda key: "", shows=lambda key: key != "payment"
    )

    shown = leaving.shown(payload, blind)

    assert "invoice" not in str([shown["rows"], shown["found"], shown["chart"], shown["usual_words"]])
    assert "invoice" not in str(leaving.sheets(payload, blind))
    assert shown["hidden"] == 1


def test_without_contracts_silence_stands_for_leaving(shop: Shop, asked: Asked) -> None:
    names = newcomers(shop, 40)
    shop.move("Portugal", *names[1::2])
    with shop.many() as order:
        for place, who in enumerate(names):
            order(f"one-{who}", "2025-02-01", 50, who=who)
            if place % 2:
                for month in ("2025-05", "2025-08", "2025-11", "2026-02", "2026-05"):
                    order(f"{month}-{who}", f"{month}-02", 10, who=who)

    text = asked.page(silence_days="120")

    assert "No contracts are followed here, but orders" in text
    assert asked.payload(silence_days="120")["by"] == "silence"


def test_segments_can_be_looked_at(signed: tuple[Shop, Any, Any, Any], asked: Asked, edi: Member) -> None:
    shop, _, _, invoice = signed
    create_segment(edi, name="Late payers", party_ids=[shop.people[f"c{place}"] for place in np.flatnonzero(invoice)])

    assert "Sooner leave: Late payers" in asked.page(of="segments")


def test_few_losses_are_refused_in_words(shop: Shop, asked: Asked) -> None:
    rows = [
        contract(shop, who, NOW - 9 * MONTH, 3 if place < 4 else None) for place, who in enumerate(newcomers(shop, 30))
    ]
    record(shop, "subscriptions", rows)

    assert "4 customers were lost; it takes 10" in asked.page()


def test_the_file_holds_ratios_and_what_was_left_out(signed: tuple[Shop, Any, Any, Any], asked: Asked) -> None:
    lines = asked.file()

    assert any(line.startswith("Payment,invoice,card,") for line in lines)
    assert "Left out" in lines
