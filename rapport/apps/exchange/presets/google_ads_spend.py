from rapport.apps.exchange.presets._entry import Preset

google_ads_spend = Preset(
    name="google_ads_spend",
    title="Spending from Google Ads",
    system="Google Ads",
    help="Campaigns › Download, as CSV, segmented by day, with the columns Campaign, Currency code and Cost.",
    kind="spend",
    marks=(
        ("Day", "Campaign", "Currency code", "Cost"),
        ("Day", "Campaign", "Cost", "Clicks"),
        ("Day", "Campaign", "Cost", "Impr."),
    ),
    mapping={
        "at": ("Day",),
        "campaign": ("Campaign",),
        "amount": ("Cost",),
        "currency": ("Currency code", "Currency"),
        "region": ("Country/Territory", "Country/Territory (User location)"),
    },
    options={"channel": "Google Ads"},
    order=33,
)
