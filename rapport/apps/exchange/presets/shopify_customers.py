from rapport.apps.exchange.presets._entry import Preset

shopify_customers = Preset(
    name="shopify_customers",
    title="Customers from Shopify",
    system="Shopify",
    help="Customers › Export in the admin, as CSV.",
    kind="people",
    marks=(
        ("Customer ID", "First Name", "Accepts Email Marketing"),
        ("First Name", "Last Name", "Accepts Email Marketing", "Total Spent"),
        ("First Name", "Accepts Marketing", "Total Spent", "Total Orders"),
    ),
    mapping={
        "external_id": ("Customer ID",),
        "given_name": ("First Name",),
        "family_name": ("Last Name",),
        "email": ("Email",),
        "company": ("Default Address Company", "Company"),
        "street": ("Default Address Address1", "Address1"),
        "city": ("Default Address City", "City"),
        "region": ("Default Address Country Code", "Country Code", "Country"),
        "postal_code": ("Default Address Zip", "Zip"),
        "phone": ("Phone", "Default Address Phone"),
        "tags": ("Tags",),
        "consent_email": ("Accepts Email Marketing", "Accepts Marketing"),
        "consent_sms": ("Accepts SMS Marketing",),
    },
    options={"decimal_mark": "."},
    order=1,
)
