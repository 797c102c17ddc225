from rapport.apps.exchange.presets._entry import Preset

klaviyo_profiles = Preset(
    name="klaviyo_profiles",
    title="Profiles from Klaviyo",
    system="Klaviyo",
    help="Lists & segments › Manage › Export.",
    kind="people",
    marks=(
        ("Email", "Klaviyo ID"),
        ("Email", "First Name", "Email Marketing Consent"),
        ("Email", "Profile Created On"),
        ("$email", "$first_name"),
    ),
    mapping={
        "external_id": ("External ID", "$id"),
        "email": ("Email", "$email"),
        "given_name": ("First Name", "$first_name"),
        "family_name": ("Last Name", "$last_name"),
        "phone": ("Phone Number", "Phone", "$phone_number"),
        "company": ("Organization", "$organization"),
        "job_title": ("Title", "$title"),
        "street": ("Address", "$address1"),
        "city": ("City", "$city"),
        "region": ("Country", "$country"),
        "postal_code": ("Zip Code", "Zip", "$zip"),
        "acquisition_channel": ("Initial Source", "Source", "$source"),
        "first_seen": ("Profile Created On", "Date Added", "First Active"),
    },
    options={"date_order": "ymd"},
    order=12,
)
