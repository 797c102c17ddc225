from rapport.apps.exchange.presets._entry import Preset

zoho_contacts = Preset(
    name="zoho_contacts",
    title="Contacts from Zoho CRM",
    system="Zoho",
    help="Contacts › Actions › Export.",
    kind="people",
    marks=(
        ("Record Id", "First Name", "Last Name", "Contact Owner"),
        ("CONTACTID", "First Name", "Last Name"),
        ("Record Id", "Contact Owner", "Mailing City"),
    ),
    mapping={
        "external_id": ("Record Id", "CONTACTID"),
        "given_name": ("First Name",),
        "family_name": ("Last Name",),
        "name": ("Full Name",),
        "email": ("Email",),
        "phone": ("Phone", "Mobile"),
        "company": ("Account Name", "Account Name.name"),
        "job_title": ("Title",),
        "street": ("Mailing Street",),
        "city": ("Mailing City",),
        "region": ("Mailing Country", "Mailing State"),
        "postal_code": ("Mailing Zip",),
        "birth_date": ("Date of Birth",),
        "acquisition_channel": ("Lead Source",),
        "tags": ("Tag",),
        "first_seen": ("Created Time",),
    },
    options={"date_order": "ymd"},
    order=9,
)
