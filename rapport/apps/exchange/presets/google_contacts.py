from rapport.apps.exchange.presets._entry import Preset

google_contacts = Preset(
    name="google_contacts",
    title="Contacts from Google",
    system="Google",
    help="Contacts › Export › Google CSV.",
    kind="people",
    marks=(
        ("E-mail 1 - Value", "Phone 1 - Value"),
        ("Given Name", "Family Name", "E-mail 1 - Value"),
        ("First Name", "Last Name", "E-mail 1 - Value"),
        ("First Name", "Phonetic First Name", "File As"),
    ),
    mapping={
        "name": ("Name",),
        "given_name": ("First Name", "Given Name"),
        "family_name": ("Last Name", "Family Name"),
        "email": ("E-mail 1 - Value",),
        "phone": ("Phone 1 - Value",),
        "company": ("Organization Name", "Organization 1 - Name"),
        "job_title": ("Organization Title", "Organization 1 - Title"),
        "street": ("Address 1 - Street",),
        "city": ("Address 1 - City",),
        "region": ("Address 1 - Country", "Address 1 - Region"),
        "postal_code": ("Address 1 - Postal Code",),
        "birth_date": ("Birthday",),
        "website": ("Website 1 - Value",),
    },
    options={"date_order": "ymd"},
    order=13,
)
