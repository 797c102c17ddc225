"""Analyses: worked out by the worker, kept while the lake stays as it is, shown with what they say of themselves."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from rapport.apps.accounts.models import Member
from rapport.apps.insights.analyses import analyses
from rapport.apps.insights.operations.analyses import work_out_analysis
from rapport.apps.insights.operations.extraction import extract
from rapport.apps.insights.queries.analyses import Asking, analysed, analyses_by_group
from rapport.apps.insights.queries.subjects import Subject
from rapport.apps.insights.tests.shop import NOW, Shop
from rapport.apps.sales.operations import LineFacts, OrderFacts, record_orders
from rapport.kernel.errors import Missing
from rapport.kernel.jobs.models import Job

AMOUNTS = {"rosa": (90, 80, 70), "luis": (20,), "ines": (15, 10), "joao": (40,)}


@pytest.fixture
def filled(shop: Shop) -> Shop:
    with shop.many() as order:
        for number, (who, amounts) in enumerate(AMOUNTS.items()):
            for place, amount in enumerate(amounts):
                order(f"{number}-{place}", f"2026-0{1 + place + number % 2}-1{number}", amount, who=who)
    extract(shop.member.workspace_id)
    return shop


def asking(**wishes: Any) -> Asking:
    entry = analyses.get("rfm")
    return Asking(entry, Subject.everybody(), None, "last-12-months", {}, **wishes)


def address(name: str, **parts: Any) -> str:
    return reverse(f"insights:{name}", kwargs={"workspace": "glow", **parts})


@pytest.fixture
def web(client: Client, edi: Member) -> Client:
    client.force_login(edi.user)
    return client


def test_every_analysis_says_what_it_is_and_has_its_page() -> None:
    from django.template.loader import get_template

    for entry in analyses:
        assert entry.title
        assert entry.question.endswith("?")
        assert len(entry.help) > 200
        get_template(entry.template)
    assert sum(len(entries) for _, entries in analyses_by_group()) == len(analyses)


def test_an_answer_is_worked_out_once_and_kept(filled: Shop, edi: Member) -> None:
    assert analysed(edi, asking()).state == "working"

    work_out_analysis(edi.workspace, asking())

    found = analysed(edi, asking())
    assert (found.state, found.holds) == ("ready", True)
    assert found.payload["n"] == 4


def test_an_answer_no_longer_holds_when_orders_came(filled: Shop, edi: Member) -> None:
    work_out_analysis(edi.workspace, asking())

    filled.order("new", "2026-06-02", 5, who="rosa")
    extract(edi.workspace_id)

    assert analysed(edi, asking()).holds is False


def test_without_orders_the_page_says_so(web: Client, edi: Member, summer: None) -> None:
    text = web.get(address("analysis", analysis="rfm")).content.decode()

    assert "Nothing to look into yet" in text


def test_looking_asks_the_worker_once(web: Client, filled: Shop) -> None:
    for _ in range(2):
        assert "progress__bar" in web.get(address("analysis", analysis="rfm")).content.decode()

    assert Job.objects.filter(task__endswith="tasks.analyse").count() == 1


def test_the_page_shows_groups_and_leads_to_their_people(web: Client, filled: Shop, edi: Member) -> None:
    work_out_analysis(edi.workspace, asking())

    text = web.get(address("analysis", analysis="rfm")).content.decode()
    people = web.get(address("people", analysis="rfm"), {"key": "best"}).content.decode()

    assert "Best customers" in text
    assert "The people behind it" in people


def test_its_tables_are_a_file(web: Client, filled: Shop, edi: Member) -> None:
    work_out_analysis(edi.workspace, asking())

    lines = web.get(address("sheets", analysis="rfm")).content.decode().splitlines()

    assert lines[0] == "Groups"
    assert lines[1].startswith("Group,Rule,Customers")


def test_what_is_not_understood_is_told_and_left_out(web: Client, filled: Shop) -> None:
    page = web.get(address("analysis", analysis="rfm"), {"period": "never", "group": "segment:99999"})

    assert page.status_code == 200
    assert "“Period” has no choice “never”; shown with “Last 12 months”." in page.content.decode()
    assert "“Group” has no choice “segment:99999”; shown with “Everybody”." in page.content.decode()


def test_a_wish_that_is_not_understood_is_told_with_what_it_takes(web: Client, filled: Shop) -> None:
    text = web.get(address("analysis", analysis="contracts"), {"ahead": "abc", "every": "never"}).content.decode()

    assert "“looking” takes a number from 1 to 120, not “abc”; shown with 12." in text
    assert "“renewed” has no choice “never”; shown with “as most are billed”." in text


def test_orders_that_wait_for_a_rate_are_told_of(web: Client, filled: Shop, edi: Member) -> None:
    line = LineFacts("tea", Decimal(1), Decimal(10))
    facts = [OrderFacts("W1", NOW - timedelta(days=3), [line], filled.people["rosa"], None, "USD")]
    record_orders(filled.member, facts, cancellation_mark="C")
    extract(edi.workspace_id)
    work_out_analysis(edi.workspace, asking())

    text = web.get(address("analysis", analysis="rfm")).content.decode()

    assert "Orders in USD: 1 is in no figure." in text
    assert "Settings › Currencies" in text


def test_an_unknown_analysis_or_group_is_missing(web: Client, filled: Shop) -> None:
    assert web.get(address("analysis", analysis="nothing")).status_code == 404
    assert web.get(address("people", analysis="rfm"), {"key": "nobody"}).status_code == 404


def test_people_of_another_workspace_are_not_shown(client: Client, filled: Shop, otto: Member) -> None:
    client.force_login(otto.user)

    assert client.get(address("people", analysis="rfm"), {"key": "best"}).status_code == 404


def test_a_member_of_another_workspace_finds_nothing(filled: Shop, otto: Member) -> None:
    with pytest.raises(Missing):
        analysed(otto, Asking(analyses.get("rfm"), Subject.segment(99999), None, "last-12-months", {}))
