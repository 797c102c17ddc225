from rapport.apps.exchange.presets._entry import Preset

magento_customers = Preset(
    name="magento_customers",
    title="Customers from Magento or Adobe Commerce",
    system="Magento",
    help="System › Export › Customers Main File, or the customer grid’s own export.",
    kind="people",
    marks=(
        ("email", "_website", "_store", "created_in"),
        ("ID", "Name", "Email", "Group", "Customer Since", "Web Site"),
        ("ID", "Name", "Email", "Customer Group", "Customer Since"),
    ),
    mapping={
        "external_id": ("ID", "entity_id"),
        "name": ("Name",),
        "given_name": ("firstname",),
        "family_name": ("lastname",),
        "email": ("email",),
        "birth_date": ("dob", "Date of Birth"),
        "gender": ("gender",),
        "phone": ("Phone", "_address_telephone", "telephone"),
        "street": ("_address_street", "Street Address"),
        "city": ("_address_city", "City"),
        "postal_code": ("_address_postcode", "ZIP"),
        "region": ("_address_country_id", "Country"),
        "company": ("_address_company", "Company"),
        "first_seen": ("created_at", "Customer Since"),
    },
    order=3,
)
