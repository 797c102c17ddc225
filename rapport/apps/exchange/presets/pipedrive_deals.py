from rapport.apps.exchange.presets._entry import Preset

pipedrive_deals = Preset(
    name="pipedrive_deals",
    title="Deals from Pipedrive",
    system="Pipedrive",
    help="Deals › Export filter results, with the columns of the contact person.",
    kind="deals",
    marks=(
        ("Deal - ID", "Deal - Title"),
        ("Deal - Title", "Deal - Value", "Deal - Status"),
        ("Deal - ID", "Deal - Stage", "Deal - Status"),
    ),
    mapping={
        "deal": ("Deal - ID",),
        "customer": ("Person - ID", "Deal - Contact person ID"),
        "email": ("Person - Email - Work", "Person - Email", "Person - Email - Home", "Person - Email - Other"),
        "customer_name": ("Deal - Contact person", "Person - Name"),
        "opened_at": ("Deal - Deal created", "Deal - Deal created on"),
        "at": ("Deal - Last stage change",),
        "won_at": ("Deal - Won time",),
        "lost_at": ("Deal - Lost time",),
        "closed_at": ("Deal - Deal closed on",),
        "state": ("Deal - Status",),
        "stage": ("Deal - Stage",),
        "amount": ("Deal - Value", "Deal - Deal value"),
        "currency": ("Deal - Currency", "Deal - Currency of Value"),
        "probability": ("Deal - Probability",),
        "reason": ("Deal - Lost reason",),
        "channel": ("Deal - Source", "Deal - Deal source", "Deal - Source channel"),
    },
    options={"date_order": "ymd", "decimal_mark": "."},
    order=36,
)
