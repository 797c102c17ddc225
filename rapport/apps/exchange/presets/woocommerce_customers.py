from rapport.apps.exchange.presets._entry import Preset

woocommerce_customers = Preset(
    name="woocommerce_customers",
    title="Customers from WooCommerce",
    system="WooCommerce",
    help="Analytics › Customers › Download, or a customer export plugin.",
    kind="people",
    marks=(
        ("Name", "Username", "Last Active", "Email", "Total Spend"),
        ("Name", "Username", "Last Active", "Email", "AOV"),
        ("user_login", "user_email", "billing_first_name"),
        ("customer_id", "billing_first_name", "billing_email"),
    ),
    mapping={
        "external_id": ("customer_id", "ID"),
        "name": ("Name",),
        "given_name": ("first_name", "billing_first_name"),
        "family_name": ("last_name", "billing_last_name"),
        "email": ("Email", "user_email", "email", "billing_email"),
        "region": ("Country / Region", "Country", "billing_country"),
        "street": ("billing_address_1",),
        "city": ("City", "billing_city"),
        "postal_code": ("Postal Code", "billing_postcode"),
        "phone": ("billing_phone",),
        "company": ("billing_company",),
        "first_seen": ("Sign Up", "Date registered", "user_registered", "date_registered"),
    },
    options={"date_order": "ymd", "decimal_mark": "."},
    order=2,
)
