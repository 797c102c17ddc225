"""Each preset with a small file whose header is the one its system writes."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from rapport.apps.accounts.models import Member
from rapport.apps.customers.models import Party
from rapport.apps.exchange.presets import presets, recognised
from rapport.apps.exchange.tests.made import import_text, receive
from rapport.apps.sales.models import OrderLine, Product
from rapport.apps.tracking.models import DealStage, Spend, Subscription, Ticket

ANA = ("Ana", "Díaz", "ana@mail.example")
FILES = {
    "shopify_customers": "Customer ID,First Name,Last Name,Email,Accepts Email Marketing,Default Address Company,"
    "Default Address Address1,Default Address Address2,Default Address City,Default Address Province Code,"
    "Default Address Country Code,Default Address Zip,Default Address Phone,Phone,Accepts SMS Marketing,Total Spent,"
    "Total Orders,Note,Tax Exempt,Tags\n"
    '\'6901,Ana,Díaz,ana@mail.example,yes,Acme,Calle 1,,Madrid,M,ES,28001,,+34600111222,no,12.50,1,,no,"vip, new"\n',
    "woocommerce_customers": "Name,Username,Last Active,Sign Up,Email,Orders,Total Spend,AOV,Country / Region,City,"
    "Region,Postal Code\nAna Díaz,ana,2024-05-01 10:00:00,2024-01-01 09:00:00,ana@mail.example,2,30.00,15.00,ES,"
    "Madrid,M,28001\n",
    "magento_customers": "email,_website,_store,confirmation,created_at,created_in,dob,firstname,gender,group_id,"
    "lastname,middlename,taxvat\nana@mail.example,base,default,,2024-01-01 09:00:00,Default,1985-04-12,Ana,Female,"
    "1,Díaz,,\n",
    "prestashop_customers": "ID;Social title;First name;Last name;Email address;Sales;Enabled;Newsletter;Registration\n"
    "7;Mrs;Ana;Díaz;ana@mail.example;30;1;1;2024-01-01 09:00:00\n",
    "hubspot_contacts": "Record ID,First Name,Last Name,Email,Phone Number,Contact owner,Primary Associated Company,"
    "Lifecycle Stage,Job Title,Create Date\n101,Ana,Díaz,ana@mail.example,+34600111222,Leo,Acme,Customer,Buyer,"
    "2024-01-01 09:00\n",
    "salesforce_contacts": "Contact ID,First Name,Last Name,Account Name,Title,Email,Phone,Mailing Street,Mailing City,"
    "Mailing State/Province,Mailing Zip/Postal Code,Mailing Country,Lead Source\n0035g00001,Ana,Díaz,Acme,Buyer,"
    "ana@mail.example,+34600111222,Calle 1,Madrid,M,28001,Spain,Web\n",
    "pipedrive_people": "Person - ID,Person - Name,Person - Organization,Person - Email - Work,Person - Phone - Work,"
    "Person - Labels\n5,Ana Díaz,Acme,ana@mail.example,+34600111222,Hot lead\n",
    "zoho_contacts": "Record Id,Contact Owner,First Name,Last Name,Account Name,Email,Phone,Title,Mailing City,"
    "Mailing Country,Created Time,Tag\nzcrm_41,Leo,Ana,Díaz,Acme,ana@mail.example,+34600111222,Buyer,Madrid,Spain,"
    "2024-01-01 09:00:00,vip\n",
    "mailchimp_audience": "Email Address,First Name,Last Name,Address,Phone Number,MEMBER_RATING,OPTIN_TIME,OPTIN_IP,"
    "CONFIRM_TIME,CONFIRM_IP,LAST_CHANGED,LEID,EUID,NOTES,TAGS\nana@mail.example,Ana,Díaz,,+34600111222,2,"
    '2024-01-01 09:00:00,,2024-01-01 09:01:00,,2024-02-01 09:00:00,1,ab12,,"vip,new"\n',
    "brevo_contacts": "CONTACT ID;EMAIL;FIRSTNAME;LASTNAME;SMS;ADDED_TIME\n1;ana@mail.example;Ana;Díaz;34600111222;"
    "2024-01-01 09:00:00\n",
    "klaviyo_profiles": "Email,Klaviyo ID,First Name,Last Name,Phone Number,City,Country,Zip Code,"
    "Email Marketing Consent,Profile Created On\nana@mail.example,01AB,Ana,Díaz,+34600111222,Madrid,Spain,28001,"
    "SUBSCRIBED,2024-01-01 09:00:00\n",
    "google_contacts": "First Name,Middle Name,Last Name,Phonetic First Name,File As,Organization Name,"
    "Organization Title,Birthday,Notes,Labels,E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Label,Phone 1 - Value\n"
    "Ana,,Díaz,,,Acme,Buyer,1985-04-12,,* myContacts,* Work,ana@mail.example,Mobile,+34600111222\n",
    "outlook_contacts": "Title,First Name,Middle Name,Last Name,Company,Job Title,Business Street,Business City,"
    "Business Postal Code,Business Country/Region,Business Phone,Mobile Phone,E-mail Address,Categories\n,Ana,,Díaz,"
    "Acme,Buyer,Calle 1,Madrid,28001,Spain,,+34600111222,ana@mail.example,vip\n",
}
COMPANIES = {
    "hubspot_companies": "Record ID,Company name,Company Domain Name,Company owner,Industry,City,Country/Region,"
    "Number of Employees\n9,Acme,acme.example,Leo,RETAIL,Madrid,Spain,50\n",
    "salesforce_accounts": "Account ID,Account Name,Type,Industry,Employees,Phone,Billing Street,Billing City,"
    "Billing Country\n0015g,Acme,Customer,RETAIL,50,+34910000000,Calle 1,Madrid,Spain\n",
    "pipedrive_organizations": "Organization - ID,Organization - Name,Organization - Address,Organization - Industry\n"
    '3,Acme,"Calle 1, Madrid",RETAIL\n',
}
ORDERS = {
    "shopify_orders": "Name,Email,Financial Status,Paid at,Fulfillment Status,Currency,Subtotal,Shipping,Taxes,Total,"
    "Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,Lineitem discount,Billing Name,"
    "Shipping Country,Source\n"
    "#1001,ana@mail.example,paid,2024-03-01 10:00:00 +0100,fulfilled,EUR,25.00,0,0,25.00,2024-03-01 10:00:00 +0100,"
    "2,Lamp,10.00,L-1,0,Ana Díaz,ES,web\n"
    "#1001,ana@mail.example,,,,,,,,,2024-03-01 10:00:00 +0100,1,Sock,5.00,S-1,0,,,\n",
    "woocommerce_orders": "Order Number,Order Status,Order Date,First Name (Billing),Email (Billing),"
    "Country Code (Billing),SKU,Item #,Item Name,Quantity,Item Cost\n"
    "77,Completed,2024-03-01 10:00,Ana,ana@mail.example,ES,L-1,1,Lamp,2,10.00\n"
    "77,Completed,2024-03-01 10:00,Ana,ana@mail.example,ES,S-1,2,Sock,1,5.00\n",
    "magento_orders": "increment_id,created_at,customer_id,customer_email,customer_name,shipping_country_id,sku,name,"
    "qty_ordered,price,order_currency_code\n000000012,2024-03-01 10:00:00,7,ana@mail.example,Ana Díaz,ES,L-1,Lamp,"
    "2.0000,10.0000,EUR\n000000012,2024-03-01 10:00:00,7,ana@mail.example,Ana Díaz,ES,S-1,Sock,1.0000,5.0000,EUR\n",
    "prestashop_orders": "id_order;reference;date_add;id_customer;email;product_reference;product_name;"
    "product_quantity;unit_price_tax_excl\n5;XKBKNABJK;2024-03-01 10:00:00;7;ana@mail.example;L-1;Lamp;2;10.000000\n"
    "5;XKBKNABJK;2024-03-01 10:00:00;7;ana@mail.example;S-1;Sock;1;5.000000\n",
    "amazon_orders": "amazon-order-id\tmerchant-order-id\tpurchase-date\torder-status\tsales-channel\tproduct-name\t"
    "sku\tquantity\tcurrency\titem-price\tship-country\n"
    "404-1\t\t2024-03-01T10:00:00+00:00\tShipped\tAmazon.es\tLamp\tL-1\t2\tEUR\t20.00\tES\n"
    "404-1\t\t2024-03-01T10:00:00+00:00\tShipped\tAmazon.es\tSock\tS-1\t1\tEUR\t5.00\tES\n",
}
PRODUCTS = {
    "shopify_products": "Handle,Title,Vendor,Type,Variant SKU,Variant Price,Cost per item\n"
    "lamp,Lamp,Acme,Light,L-1,10.00,4\n",
    "woocommerce_products": "ID,Type,SKU,Name,Published,Categories,Regular price\n1,simple,L-1,Lamp,1,Light,10.00\n",
}
RANGES = {
    "complete_journey_products": "product_id,manufacturer_id,department,brand,product_category,product_type,"
    "package_size\n25671,2,GROCERY,National,FRZN ICE,ICE - CRUSHED/CUBED,22 LB\n",
}
RECORDS = {
    "zendesk_tickets": "Summation column,Id,Requester,Requester id,Requester external id,Requester email,Subject,"
    "Status,Via,Ticket type,Created at,Solved at,Reopens,First reply time in minutes,"
    "First reply time in minutes within business hours\n"
    "1,901,Ana Díaz,77,,ana@mail.example,Where is it,Solved,Mail,Question,2024-03-01 10:00,2024-03-02 12:00,1,90,45\n",
    "freshdesk_tickets": "Ticket ID,Subject,Status,Priority,Source,Type,Created time,Resolved time,Time tracked,"
    "Initial response time,First response time (in hrs),Resolution time (in hrs),Full name,Email\n"
    "901,Where is it,Closed,Low,Email,Question,2024-03-01 10:00:00,2024-03-02 12:00:00,0:20,2024-03-01 11:30:00,"
    "00:45:00,10:00:00,Ana Díaz,ana@mail.example\n",
    "stripe_subscriptions": "id,Customer ID,Customer Description,Customer Email,Plan,Quantity,Currency,Interval,Amount,"
    "Status,Created (UTC),Start Date (UTC),Current Period Start (UTC),Canceled At (UTC),Ended At (UTC),Customer Name\n"
    "sub_1,cus_9,,ana@mail.example,Plus,2,eur,month,15.00,canceled,2024-03-01 10:00,2024-03-01 10:00,2024-05-01 10:00,"
    "2024-05-10 08:00,2024-06-01 10:00,Ana Díaz\n",
    "google_ads_spend": "Campaign report\n1 March 2024 - 2 March 2024\nDay,Campaign,Currency code,Clicks,Impr.,Cost\n"
    "2024-03-01,Spring,EUR,40,900,12.40\n2024-03-02,Spring,EUR,55,1200,17.60\n",
    "meta_ads_spend": "Reporting starts,Reporting ends,Campaign name,Reach,Impressions,Amount spent (EUR)\n"
    "2024-03-01,2024-03-01,Spring,700,900,12.40\n2024-03-02,2024-03-02,Spring,800,1200,17.60\n",
    "hubspot_deals": "Record ID,Deal Name,Deal Stage,Close Date,Deal owner,Amount,Pipeline,Create Date,Is Closed Won,"
    "Is closed lost,Closed Lost Reason,Associated Contact IDs,Deal probability\n"
    "41,Ten lamps,Signed,2024-05-01 10:00,Leo,900.00,Sales,2024-03-01 10:00,true,false,,9;11,1.0\n",
    "pipedrive_deals": "Deal - ID,Deal - Title,Deal - Value,Deal - Currency,Deal - Stage,Deal - Status,"
    "Deal - Contact person,Deal - Deal created,Deal - Last stage change,Deal - Won time,Deal - Lost time,"
    "Deal - Lost reason,Person - Email - Work\n"
    "41,Ten lamps,900.00,EUR,Offer,Won,Ana Díaz,2024-03-01 10:00:00,2024-04-01 10:00:00,2024-05-01 10:00:00,,,"
    "ana@mail.example\n",
}
KINDS = {**dict.fromkeys(FILES, "people"), **dict.fromkeys(COMPANIES, "companies")}
KINDS |= {**dict.fromkeys(ORDERS, "orders"), **dict.fromkeys([*PRODUCTS, *RANGES], "products")}
KINDS |= {name: name.rpartition("_")[2] for name in RECORDS}
RATES = {"ecb_rates": "Date,USD,JPY,GBP,CHF,\n2026-06-02,1.25,160,0.8,N/A,\n2026-06-01,1.08,163.93,0.86,0.97,\n"}
KINDS |= dict.fromkeys(RATES, "rates")
EVERY = {**RATES, **FILES, **COMPANIES, **ORDERS, **PRODUCTS, **RANGES, **RECORDS}


def test_every_preset_has_a_file() -> None:
    assert set(presets.names()) == set(EVERY)


def test_every_file_is_recognised_as_what_it_is_with_all_it_needs(mara: Member) -> None:
    for name, content in EVERY.items():
        source = receive(mara, content)

        assert (source.preset, source.kind) == (name, KINDS[name])


@pytest.mark.parametrize("name", FILES)
def test_people_come_in_with_names_and_address_from_every_system(mara: Member, name: str) -> None:
    done = import_text(mara, FILES[name], "")

    assert (done.refused, done.created) == (0, 1)
    ana = Party.objects.of(mara).get(kind="person")
    assert (ana.name, ana.email) == ("Ana Díaz", "ana@mail.example")


@pytest.mark.parametrize("name", COMPANIES)
def test_companies_come_in_from_every_system(mara: Member, name: str) -> None:
    import_text(mara, COMPANIES[name], "")

    acme = Party.objects.of(mara).get()
    assert (acme.kind, acme.name, acme.industry) == ("company", "Acme", "RETAIL")


@pytest.mark.parametrize("name", ORDERS)
def test_orders_come_in_with_their_lines_from_every_shop(mara: Member, name: str) -> None:
    done = import_text(mara, ORDERS[name], "")

    assert (done.refused, done.created) == (0, 1)
    lines = OrderLine.objects.of(mara).order_by("-net_amount").values_list("product__sku", "net_amount")
    assert list(lines) == [("L-1", Decimal(20)), ("S-1", Decimal(5))]


@pytest.mark.parametrize("name", PRODUCTS)
def test_products_come_in_from_every_shop(mara: Member, name: str) -> None:
    import_text(mara, PRODUCTS[name], "")

    assert Product.objects.of(mara).get().price == Decimal(10)


@pytest.mark.parametrize("name", RANGES)
def test_products_without_a_price_come_in_with_their_category(mara: Member, name: str) -> None:
    import_text(mara, RANGES[name], "")

    ice = Product.objects.of(mara).get()
    assert (ice.sku, ice.name, ice.category) == ("25671", "ICE - CRUSHED/CUBED", "FRZN ICE")


@pytest.mark.parametrize("name", RECORDS)
def test_records_come_in_from_every_tool(mara: Member, name: str) -> None:
    done = import_text(mara, RECORDS[name], "")

    assert (done.refused, done.created) == (0, 2 if name.endswith(("_spend", "_deals")) else 1)


@pytest.mark.parametrize("name", ["zendesk_tickets", "freshdesk_tickets"])
def test_service_desks_tell_who_asked_and_when_they_were_answered(mara: Member, name: str) -> None:
    import_text(mara, RECORDS[name], "")

    ticket = Ticket.objects.of(mara).select_related("party").get()
    assert (ticket.external_id, ticket.party.name, ticket.party.email) == ("901", "Ana Díaz", "ana@mail.example")
    assert (ticket.first_response_at - ticket.opened_at, ticket.response_minutes) == (timedelta(minutes=90), 45)


def test_a_subscription_lasts_until_it_ended_and_costs_its_pieces(mara: Member) -> None:
    import_text(mara, RECORDS["stripe_subscriptions"], "")

    one = Subscription.objects.of(mara).select_related("party").get()
    assert (one.party.name, one.amount, one.currency, one.billing) == ("Ana Díaz", Decimal(30), "EUR", "month")
    assert one.until.month == 6


@pytest.mark.parametrize(("name", "channel"), [("google_ads_spend", "Google Ads"), ("meta_ads_spend", "Meta Ads")])
def test_what_advertising_costs_comes_in_by_day_with_its_channel(mara: Member, name: str, channel: str) -> None:
    import_text(mara, RECORDS[name], "")

    spent = Spend.objects.of(mara).order_by("at").values_list("channel", "campaign", "amount", "currency")
    assert list(spent) == [(channel, "Spring", Decimal("12.4"), "EUR"), (channel, "Spring", Decimal("17.6"), "EUR")]


@pytest.mark.parametrize("name", ["hubspot_deals", "pipedrive_deals"])
def test_deals_that_are_won_have_a_beginning_and_an_end(mara: Member, name: str) -> None:
    import_text(mara, RECORDS[name], "")

    first, last = DealStage.objects.of(mara).select_related("party").order_by("at")
    assert (first.state, first.at.month, last.state, last.at.month) == ("open", 3, "won", 5)
    assert first.until == last.at
    assert last.party is not None


def test_households_are_customers_in_a_file_of_people_too(mara: Member) -> None:
    done = import_text(mara, "household_id,age,income\n1001,45-54,50-74K\n", "people")

    assert (done.refused, Party.objects.of(mara).get().external_id) == (0, "1001")


def test_birthdays_are_read(mara: Member) -> None:
    import_text(mara, FILES["google_contacts"], "")

    assert Party.objects.of(mara).get(kind="person").birth_date == date(1985, 4, 12)


@pytest.mark.parametrize("columns", [["id", "name", "email"], [], ["Name"]])
def test_a_header_of_nobody_is_no_preset(columns: list[str]) -> None:
    assert recognised(columns) is None
