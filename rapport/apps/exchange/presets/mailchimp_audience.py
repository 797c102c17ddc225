from rapport.apps.exchange.presets._entry import Preset

mailchimp_audience = Preset(
    name="mailchimp_audience",
    title="An audience from Mailchimp",
    system="Mailchimp",
    help="Audience › All contacts › Export audience; one file for each state.",
    kind="people",
    marks=(
        ("Email Address", "MEMBER_RATING", "OPTIN_TIME"),
        ("Email Address", "LEID", "EUID"),
        ("Email Address", "MEMBER_RATING", "LAST_CHANGED"),
    ),
    mapping={
        "email": ("Email Address",),
        "given_name": ("First Name", "FNAME"),
        "family_name": ("Last Name", "LNAME"),
        "phone": ("Phone Number", "PHONE"),
        "street": ("Address", "ADDRESS"),
        "region": ("CC",),
        "first_seen": ("OPTIN_TIME", "CONFIRM_TIME"),
        "tags": ("TAGS",),
        "consent_at": ("UNSUB_TIME", "CONFIRM_TIME"),
    },
    options={"date_order": "ymd"},
    order=10,
)
