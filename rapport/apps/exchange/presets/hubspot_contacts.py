from rapport.apps.exchange.presets._entry import Preset

hubspot_contacts = Preset(
    name="hubspot_contacts",
    title="Contacts from HubSpot",
    system="HubSpot",
    help="Contacts › Export view, with all properties.",
    kind="people",
    marks=(
        ("Record ID", "First Name", "Last Name", "Email", "Lifecycle Stage"),
        ("Record ID - Contact", "First Name", "Last Name"),
        ("Record ID", "First Name", "Contact owner"),
        ("Contact ID", "First Name", "Lifecycle Stage"),
    ),
    mapping={
        "external_id": ("Record ID", "Record ID - Contact", "Contact ID"),
        "given_name": ("First Name",),
        "family_name": ("Last Name",),
        "email": ("Email",),
        "phone": ("Phone Number", "Mobile Phone Number"),
        "company": ("Primary Associated Company", "Company Name", "Associated Company"),
        "job_title": ("Job Title",),
        "street": ("Street Address",),
        "city": ("City",),
        "region": ("Country/Region", "State/Region"),
        "postal_code": ("Postal Code",),
        "website": ("Website URL",),
        "acquisition_channel": ("Original Source", "Original Traffic Source"),
        "birth_date": ("Date of birth",),
        "first_seen": ("Create Date",),
    },
    options={"date_order": "ymd"},
    order=6,
)
