from rapport.apps.exchange.presets._entry import Preset

hubspot_deals = Preset(
    name="hubspot_deals",
    title="Deals from HubSpot",
    system="HubSpot",
    help="Deals › Export view, with all properties and the associated contacts.",
    kind="deals",
    marks=(
        ("Record ID", "Deal Name", "Deal Stage"),
        ("Deal ID", "Deal Name", "Deal Stage"),
        ("Deal Name", "Deal Stage", "Close Date", "Create Date"),
    ),
    mapping={
        "deal": ("Record ID", "Deal ID"),
        "customer": ("Associated Contact IDs",),
        "email": ("Associated Contact Emails", "Contact Email"),
        "opened_at": ("Create Date",),
        "at": ("Date entered current stage",),
        "closed_at": ("Close Date",),
        "is_won": ("Is Closed Won", "Is closed won"),
        "is_lost": ("Is closed lost", "Is Closed Lost"),
        "stage": ("Deal Stage",),
        "amount": ("Amount",),
        "currency": ("Currency",),
        "probability": ("Deal probability",),
        "reason": ("Closed Lost Reason", "Closed Won Reason"),
        "channel": ("Original Traffic Source", "Original Source Type", "Original Source"),
    },
    options={"date_order": "ymd", "decimal_mark": "."},
    order=35,
)
