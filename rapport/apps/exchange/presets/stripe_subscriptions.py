from rapport.apps.exchange.presets._entry import Preset

stripe_subscriptions = Preset(
    name="stripe_subscriptions",
    title="Subscriptions from Stripe",
    system="Stripe",
    help="Billing › Subscriptions › Export, with all columns and all states, cancelled ones too.",
    kind="subscriptions",
    marks=(
        ("id", "Customer ID", "Plan", "Interval", "Status"),
        ("id", "Customer ID", "Current Period Start (UTC)", "Status"),
        ("id", "Customer Email", "Created (UTC)", "Amount", "Interval"),
    ),
    mapping={
        "external_id": ("id",),
        "email": ("Customer Email",),
        "customer_name": ("Customer Name",),
        "since": ("Start Date (UTC)", "Start (UTC)", "Created (UTC)"),
        "until": ("Ended At (UTC)",),
        "amount": ("Amount",),
        "quantity": ("Quantity",),
        "currency": ("Currency",),
        "billing": ("Interval",),
        "plan": ("Product", "Plan"),
    },
    options={"date_order": "ymd", "decimal_mark": "."},
    order=32,
)
