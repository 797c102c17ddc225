from rapport.apps.exchange.presets._entry import Preset

brevo_contacts = Preset(
    name="brevo_contacts",
    title="Contacts from Brevo",
    system="Brevo",
    help="Contacts › Export; separated by semicolons.",
    kind="people",
    marks=(
        ("CONTACT ID", "EMAIL", "FIRSTNAME", "LASTNAME"),
        ("EMAIL", "FIRSTNAME", "LASTNAME", "SMS"),
        ("EMAIL", "PRENOM", "NOM", "SMS"),
        ("EMAIL", "LASTNAME", "FIRSTNAME", "ADDED_TIME"),
    ),
    mapping={
        "external_id": ("EXT_ID",),
        "email": ("EMAIL",),
        "given_name": ("FIRSTNAME", "PRENOM", "VORNAME"),
        "family_name": ("LASTNAME", "NOM", "NACHNAME"),
        "phone": ("SMS", "WHATSAPP"),
        "job_title": ("JOB_TITLE",),
        "first_seen": ("ADDED_TIME",),
    },
    order=11,
)
