"""The page of settings on which rates are entered, and what the figures' pages say of what waits."""

from datetime import date
from decimal import Decimal

from django.test import Client

from rapport.apps.accounts.models import CurrencyRate, Member, Workspace
from rapport.apps.accounts.operations import RateFacts, record_rates
from rapport.apps.accounts.queries import rates_in
from rapport.apps.activity.followers import follow
from rapport.apps.insights.operations.extraction import extract
from rapport.apps.insights.tests.shop import Shop
from rapport.apps.insights.tests.test_currencies import order
from rapport.apps.sales.followers import conversion
from rapport.apps.sales.models import Order
from rapport.kernel.jobs import run_jobs

PAGE = "/w/glow/settings/currencies/"


def text(answer) -> str:
    return " ".join(answer.content.decode().split())


def test_an_entered_rate_is_listed_and_its_orders_follow(
    client: Client, shop: Shop, glow: Workspace, mara: Member
) -> None:
    waiting = order(shop, "U1", "2026-06-06T12:00+00:00", "10", "USD")
    client.force_login(mara.user)
    before = text(client.get(PAGE))
    assert "1 record is in no figure" in before
    assert "?day=2026-06-06&amp;currency=USD#enter" in before

    answer = client.post(PAGE, {"day": "2026-06-05", "currency": "USD", "rate": "0.9"}, follow=True)
    follow([conversion])
    run_jobs()

    assert "The rate is saved" in text(answer)
    assert Order.objects.of(glow).get(pk=waiting).reporting_amount == 9
    assert "in no figure" not in text(client.get(PAGE))


def test_a_rate_that_cannot_be_one_is_refused_at_its_field(client: Client, mara: Member) -> None:
    client.force_login(mara.user)

    answer = client.post(PAGE, {"day": "2026-06-05", "currency": "USD", "rate": "-1"})

    assert answer.status_code == 422
    assert "A rate is a number above zero" in text(answer)
    assert not CurrencyRate.objects.of(mara).exists()


def test_a_rate_is_removed(client: Client, mara: Member) -> None:
    record_rates(mara, [RateFacts(date(2026, 6, 5), "USD", Decimal("0.9"))])
    client.force_login(mara.user)

    client.delete(f"{PAGE}rates/{rates_in(mara.workspace).get().pk}/")

    assert not rates_in(mara.workspace).exists()


def test_how_long_rates_hold_on_is_chosen_within_a_year(client: Client, mara: Member, glow: Workspace) -> None:
    client.force_login(mara.user)

    client.post(f"{PAGE}carrying/", {"rates_carried": "3"})
    refused = client.post(f"{PAGE}carrying/", {"rates_carried": "400"})

    glow.refresh_from_db()
    assert (glow.rates_carried, refused.status_code) == (3, 422)


def test_many_rates_are_paged_and_drawn_by_currency(client: Client, mara: Member) -> None:
    days = [date.fromordinal(date(2026, 1, 1).toordinal() + at) for at in range(60)]
    record_rates(mara, [RateFacts(day, code, Decimal("0.9")) for day in days for code in ("USD", "GBP")])
    client.force_login(mara.user)

    page = text(client.get(f"{PAGE}?currency=USD"))

    assert "60 rates" in page
    assert page.count('id="rate-') == 20
    assert "What one USD was worth in EUR" in page


def test_the_explorer_and_the_tiles_say_what_is_in_no_figure(
    client: Client, shop: Shop, glow: Workspace, mara: Member, vic: Member
) -> None:
    order(shop, "U1", "2026-06-06T12:00+00:00", "10", "USD")
    extract(glow.pk)
    sentence = "Orders in USD: 1 is in no figure. 1 day has no rate of exchange."
    client.force_login(mara.user)

    explorer = text(client.get("/w/glow/metrics/"))
    tiles = text(client.get("/w/glow/figures/everybody/"))

    assert sentence in explorer
    assert sentence in tiles
    assert 'href="/w/glow/settings/currencies/"' in tiles
    client.force_login(vic.user)
    assert "Whoever manages the workspace can enter them" in text(client.get("/w/glow/figures/everybody/"))


def test_only_who_manages_the_workspace_sees_the_rates(client: Client, edi: Member) -> None:
    client.force_login(edi.user)

    assert client.get(PAGE).status_code == 403
