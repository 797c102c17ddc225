from rapport.apps.exchange.presets._entry import Preset

pipedrive_organizations = Preset(
    name="pipedrive_organizations",
    title="Organizations from Pipedrive",
    system="Pipedrive",
    help="Contacts › Organizations › Export filter results.",
    kind="companies",
    marks=(
        ("Organization - ID", "Organization - Name"),
        ("Organization - Name", "Organization - Address"),
    ),
    mapping={
        "external_id": ("Organization - ID",),
        "name": ("Organization - Name",),
        "street": ("Organization - Address",),
        "city": ("Organization - City/town/village/locality of Address",),
        "region": ("Organization - Country of Address",),
        "postal_code": ("Organization - ZIP/Postal code of Address",),
        "website": ("Organization - Website",),
        "industry": ("Organization - Industry",),
        "company_size": ("Organization - Number of employees",),
        "tags": ("Organization - Labels", "Organization - Label"),
        "first_seen": ("Organization - Organization created",),
    },
    options={"date_order": "ymd"},
    order=8,
)
