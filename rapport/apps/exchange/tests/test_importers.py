"""Each kind of import, from a file to rows of the workspace: people, companies, products, orders, responses."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from rapport.apps.accounts.models import Member
from rapport.apps.customers.models import Party, PartyTag
from rapport.apps.exchange.importers import importers
from rapport.apps.exchange.queries import issues_of
from rapport.apps.exchange.tests.made import HEADER, SHOP, import_text
from rapport.apps.feedback.models import Response
from rapport.apps.sales.models import Order, OrderLine, Product
from rapport.apps.tracking.record_kinds import catalogue as record_kinds

GBP = {"currency": "GBP"}


def test_the_importers_are_found_in_their_folder() -> None:
    assert importers.names()[:5] == ["orders", "people", "companies", "products", "responses"]
    assert [name for name in importers.names() if name in record_kinds.names()] == record_kinds.names()


def test_every_field_of_an_importer_has_a_name_of_its_own() -> None:
    for importer in importers:
        names = [field.name for field in importer.fields]
        assert len(set(names)) == len(names)
        assert all(name in names for group in importer.one_of for name in group)


def test_orders_become_sales_refunds_and_adjustments(mara: Member) -> None:
    done = import_text(mara, SHOP, "orders", options=GBP)

    kinds = dict(Order.objects.of(mara).values_list("number", "kind"))
    assert kinds == {
        "700001": "sale",
        "700002": "sale",
        "700003": "adjustment",
        "700004": "sale",
        "C700005": "refund",
        "700006": "sale",
        "C700007": "refund",
    }
    assert (done.rows, done.accepted, done.refused, done.created) == (8, 8, 0, 7)
    amounts = Order.objects.of(mara).values_list("net_amount", flat=True)
    assert sum(amounts) == Decimal("15.30") + 15 + Decimal("5.10") + 12 - Decimal("3.75") + Decimal("3.75") - Decimal(
        "9.99"
    )
    assert set(Order.objects.of(mara).values_list("currency", flat=True)) == {"GBP"}


def test_a_refund_is_tied_to_what_it_takes_back_where_that_is_found(mara: Member) -> None:
    done = import_text(mara, SHOP, "orders", options=GBP)

    lines = OrderLine.objects.of(mara).select_related("refunds__order", "refunds__product")
    tied = lines.get(order__number="C700005")
    assert tied.refunds.order.number == "700001"
    assert tied.refunds.product.sku == "B20"
    assert OrderLine.objects.of(mara).get(order__number="C700007").refunds is None
    assert done.extra["refund_lines"] == "2"
    assert done.extra["refunds_tied"] == "1"


def test_customers_are_numbered_without_a_spreadsheets_decimals_and_follow_their_latest_order(mara: Member) -> None:
    import_text(mara, SHOP, "orders", options=GBP)

    customers = Party.objects.of(mara).select_related("region").order_by("external_id")
    assert [(party.external_id, party.name, party.region.name, party.region.country) for party in customers] == [
        ("501", "Customer 501", "Sweden", "SE"),
        ("502", "Customer 502", "EIRE", "IE"),
    ]


def test_an_older_file_does_not_move_a_customer_back(mara: Member) -> None:
    import_text(mara, SHOP, "orders", options=GBP)

    import_text(mara, f"{HEADER}\n600001,A10,TIN LAMP,1,2023-01-01 09:00:00,2.55,501.0,Denmark\n", "orders")

    assert Party.objects.of(mara).select_related("region").get(external_id="501").region.name == "Sweden"


def test_lines_without_a_customer_are_kept_and_counted(mara: Member) -> None:
    done = import_text(mara, SHOP, "orders", options=GBP)

    order = Order.objects.of(mara).select_related("region").get(number="700002")
    assert order.customer is None
    assert order.region.name == "United Kingdom"
    assert (done.extra["anonymous_orders"], done.extra["anonymous_lines"]) == ("2", "2")
    assert Decimal(done.extra["anonymous_revenue"]) == Decimal("5.10")


def test_a_product_gets_the_name_most_of_its_lines_bear(mara: Member) -> None:
    import_text(mara, SHOP, "orders", options=GBP)

    assert dict(Product.objects.of(mara).values_list("sku", "name")) == {
        "A10": "TIN LAMP",
        "B20": "WOOL SOCKS",
        "C30": "PAPER STAR",
        "Z99": "NEVER SOLD",
    }


def test_a_product_keeps_the_name_somebody_gave_it(mara: Member) -> None:
    import_text(mara, "sku,name,price\nA10,Lamp of tin,3.50\n", "products")

    import_text(mara, SHOP, "orders")

    assert Product.objects.of(mara).get(sku="A10").name == "Lamp of tin"


@pytest.mark.parametrize("kind", ["orders", "people", "companies", "products", "responses"])
def test_the_same_file_twice_changes_nothing(mara: Member, kind: str) -> None:
    content = {
        "orders": SHOP,
        "people": "id,name,email,country,tags\n7,Ann Li,ann@li.example,Spain,vip\n,Bo,bo@x.example,,\n,Nameonly,,,\n",
        "companies": "company name,industry\nAcme,Tools\nBolt,Nuts\n",
        "products": "sku,title,price,cost\nA,Lamp,9.90,4\nB,Sock,3,\n",
        "responses": "date,score,customer id,comment\n2024-01-05,9,7,good\n2024-01-06,3,8,bad\n",
    }[kind]
    first = import_text(mara, content, kind)
    position = mara.workspace.pk and _newest_change(mara)

    again = import_text(mara, content, kind)

    assert first.created > 0
    assert (again.created, again.updated, again.unchanged) == (0, 0, first.created)
    assert again.accepted == first.accepted
    assert _newest_change(mara) == position


def test_csv_and_excel_of_the_same_orders_are_the_same(mara: Member, tmp_path: object) -> None:
    import_text(mara, SHOP, "orders")

    again = import_text(mara, SHOP.replace(".0,", ",").replace("3.75", "3.750"), "orders")

    assert (again.created, again.updated, again.unchanged) == (0, 0, 7)


def test_an_order_whose_rows_name_two_customers_is_refused(mara: Member) -> None:
    lines = f"{HEADER}\n1,A,X,1,2024-01-01,1,7,Spain\n1,B,Y,1,2024-01-01,1,8,Spain\n"

    done = import_text(mara, lines, "orders")

    reasons = list(issues_of(mara, done).values_list("line", "column", "reason"))
    assert reasons[0] == (2, "CustomerID", "“CustomerID”: The rows of this order name different customers: 7 and 8.")
    assert (done.accepted, done.refused) == (0, 2)
    assert not Party.objects.of(mara).exists()


def test_an_export_that_says_things_only_on_the_first_row_of_an_order_is_understood(mara: Member) -> None:
    content = (
        "Name,Email,Created at,Currency,Billing Name,Shipping Country,Lineitem name,Lineitem quantity,Lineitem price\n"
        "#1001,Ann@Li.example,2024-01-05 10:22:33 +0100,EUR,Ann Li,ES,Lamp,2,9.90\n"
        "#1001,,,,,,Sock,1,3.00\n"
    )

    done = import_text(mara, content, "orders")

    order = Order.objects.of(mara).select_related("customer__region").get(number="#1001")
    lines = OrderLine.objects.of(mara).filter(order=order)
    assert (done.created, lines.count(), order.net_amount) == (1, 2, Decimal("22.80"))
    assert order.at == datetime(2024, 1, 5, 9, 22, 33, tzinfo=UTC)
    assert (order.customer.name, order.customer.email_normal) == ("Ann Li", "ann@li.example")
    assert order.customer.region.name == "ES"


def test_people_are_recognised_and_their_company_is_added(mara: Member) -> None:
    content = (
        "Kundennummer;Vorname;Nachname;E-Mail-Adresse;Firma;Geburtsdatum;Land;Schlagworte\n"
        "12;Jürgen;Groß;j@gross.example;Acme GmbH;31.12.1980;Deutschland;vip, neu\n"
    )

    done = import_text(mara, content.encode("cp1252"), "people")

    person = Party.objects.of(mara).select_related("company").get(kind="person")
    assert (person.name, person.external_id, person.birth_date) == ("Jürgen Groß", "12", date(1980, 12, 31))
    assert person.company.name == "Acme GmbH"
    assert person.company.kind == "company"
    taggings = PartyTag.objects.of(mara).filter(party=person)
    assert sorted(taggings.values_list("tag__name", flat=True)) == ["neu", "vip"]
    assert done.extra == {"companies_created": "1"}


def test_a_row_that_names_nobody_or_has_a_wrong_address_is_refused(mara: Member) -> None:
    done = import_text(mara, "name,email\nAnn,ann@li.example\n,\nBo,bo at home\n", "people")

    (issue,) = issues_of(mara, done)
    assert (issue.line, issue.column) == (4, "email")
    assert "is not an e-mail address" in issue.reason
    assert (done.rows, done.accepted, done.refused) == (2, 1, 1)


def test_companies_are_companies(mara: Member) -> None:
    import_text(mara, "company name,industry,employees,country\nAcme,Tools,12,Spain\n", "companies")

    company = Party.objects.of(mara).get()
    assert (company.kind, company.name, company.industry, company.company_size) == ("company", "Acme", "Tools", "12")


def test_products_carry_price_and_cost(mara: Member) -> None:
    import_text(mara, "sku,title,price,cost per item\nL1,Lamp,9.90,4.05\n", "products", options={"currency": "SEK"})

    product = Product.objects.of(mara).get()
    assert (product.sku, product.name, product.price, product.unit_cost) == (
        "L1",
        "Lamp",
        Decimal("9.9"),
        Decimal("4.05"),
    )
    assert product.currency == "SEK"


def test_responses_join_their_customers_and_a_score_off_the_scale_is_refused(mara: Member) -> None:
    content = "date,score,comment,customer id\n2024-01-05,9,good,7\n2024-01-05,11,too good,8\n2024-01-06,0,,\n"

    done = import_text(mara, content, "responses", options={"kind": "nps"})

    answers = Response.objects.of(mara).select_related("customer").order_by("at")
    assert [(answer.kind, answer.score) for answer in answers] == [("nps", Decimal(9)), ("nps", Decimal(0))]
    assert answers[0].customer.external_id == "7"
    assert answers[1].customer is None
    assert [(issue.line, issue.column) for issue in issues_of(mara, done)] == [(3, "score")]
    assert done.extra == {"customers_created": "1", "anonymous_responses": "1"}


def test_text_is_stored_as_it_is_written(mara: Member) -> None:
    name = "<script>alert(1)</script> {{ 7 }} \u202eabc 👩‍👩‍👧"

    import_text(mara, f'id,name\n7,"{name}"\n8,\'=SUM(A1)\n', "people")

    names = set(Party.objects.of(mara).values_list("name", flat=True))
    assert names == {name, "=SUM(A1)"}


def _newest_change(member: Member) -> int:
    return max(
        model.objects.of(member).order_by("-change").values_list("change", flat=True).first() or 0
        for model in (Party, Order, OrderLine, Product, Response)
    )
