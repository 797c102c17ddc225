from rapport.apps.exchange.presets._entry import Preset

pipedrive_people = Preset(
    name="pipedrive_people",
    title="People from Pipedrive",
    system="Pipedrive",
    help="Contacts › People › Export filter results.",
    kind="people",
    marks=(
        ("Person - ID", "Person - Name"),
        ("Person - Name", "Person - Email - Work"),
        ("Person - Name", "Person - Organization"),
    ),
    mapping={
        "external_id": ("Person - ID",),
        "name": ("Person - Name",),
        "given_name": ("Person - First name",),
        "family_name": ("Person - Last name",),
        "email": ("Person - Email - Work", "Person - Email", "Person - Email - Home", "Person - Email - Other"),
        "phone": ("Person - Phone - Work", "Person - Phone", "Person - Phone - Mobile", "Person - Phone - Home"),
        "company": ("Person - Organization",),
        "job_title": ("Person - Job title",),
        "tags": ("Person - Labels", "Person - Label"),
        "first_seen": ("Person - Person created",),
    },
    options={"date_order": "ymd"},
    order=8,
)
