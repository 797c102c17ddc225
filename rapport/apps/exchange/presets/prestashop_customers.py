from rapport.apps.exchange.presets._entry import Preset

prestashop_customers = Preset(
    name="prestashop_customers",
    title="Customers from PrestaShop",
    system="PrestaShop",
    help="Customers › Export, as CSV.",
    kind="people",
    marks=(
        ("ID", "Social title", "First name", "Last name", "Email address", "Registration"),
        ("ID", "First name", "Last name", "Email address", "Sales", "Enabled", "Newsletter"),
        ("id_customer", "firstname", "lastname", "email"),
    ),
    mapping={
        "external_id": ("ID", "id_customer"),
        "given_name": ("First name", "firstname"),
        "family_name": ("Last name", "lastname"),
        "email": ("Email address", "email"),
        "company": ("Company", "company"),
        "birth_date": ("Birthday", "birthday"),
        "first_seen": ("Registration", "date_add"),
        "consent_email": ("Newsletter", "newsletter"),
    },
    options={"date_order": "ymd"},
    order=4,
)
