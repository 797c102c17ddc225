from rapport.apps.exchange.presets._entry import Preset

outlook_contacts = Preset(
    name="outlook_contacts",
    title="Contacts from Outlook",
    system="Outlook",
    help="People › Manage contacts › Export, or File › Export in the desktop program.",
    kind="people",
    marks=(
        ("First Name", "Last Name", "E-mail Address", "Business Phone"),
        ("First Name", "Last Name", "E-mail Address", "Mobile Phone"),
        ("Title", "First Name", "Middle Name", "E-mail Address", "Business Street"),
    ),
    mapping={
        "given_name": ("First Name",),
        "family_name": ("Last Name",),
        "email": ("E-mail Address",),
        "phone": ("Mobile Phone", "Business Phone", "Home Phone", "Primary Phone"),
        "company": ("Company",),
        "job_title": ("Job Title",),
        "street": ("Business Street", "Home Street"),
        "city": ("Business City", "Home City"),
        "region": ("Business Country/Region", "Home Country/Region", "Business Country"),
        "postal_code": ("Business Postal Code", "Home Postal Code"),
        "birth_date": ("Birthday",),
        "website": ("Web Page", "Personal Web Page"),
        "tags": ("Categories",),
    },
    order=14,
)
