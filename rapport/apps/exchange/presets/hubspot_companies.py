from rapport.apps.exchange.presets._entry import Preset

hubspot_companies = Preset(
    name="hubspot_companies",
    title="Companies from HubSpot",
    system="HubSpot",
    help="Companies › Export view, with all properties.",
    kind="companies",
    marks=(
        ("Record ID", "Company name", "Company Domain Name"),
        ("Record ID", "Company name", "Company owner"),
        ("Record ID - Company", "Company name"),
        ("Record ID", "Name", "Company Domain Name"),
    ),
    mapping={
        "external_id": ("Record ID", "Record ID - Company"),
        "name": ("Company name", "Name"),
        "phone": ("Phone Number",),
        "street": ("Street Address",),
        "city": ("City",),
        "region": ("Country/Region", "State/Region"),
        "postal_code": ("Postal Code",),
        "website": ("Website URL", "Company Domain Name"),
        "industry": ("Industry",),
        "company_size": ("Number of Employees",),
        "acquisition_channel": ("Original Source Type", "Original Traffic Source"),
        "first_seen": ("Create Date",),
    },
    options={"date_order": "ymd"},
    order=6,
)
