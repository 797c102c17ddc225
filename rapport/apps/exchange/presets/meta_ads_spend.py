from rapport.apps.exchange.presets._entry import Preset

meta_ads_spend = Preset(
    name="meta_ads_spend",
    title="Spending from Meta Ads",
    system="Meta Ads",
    help="Ads Manager › Reports › Export table data, as CSV, by day and campaign.",
    kind="spend",
    marks=(
        ("Campaign name", "Amount spent", "Reporting starts"),
        ("Campaign name", "Amount spent", "Day"),
        ("Amount spent", "Reporting starts", "Reporting ends"),
    ),
    mapping={
        "at": ("Day", "Reporting starts"),
        "campaign": ("Campaign name",),
        "amount": ("Amount spent",),
        "currency": ("Currency",),
        "region": ("Country",),
    },
    options={"channel": "Meta Ads", "date_order": "ymd"},
    order=34,
)
