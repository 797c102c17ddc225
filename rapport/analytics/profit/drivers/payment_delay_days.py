from rapport.analytics.profit.driver import Driver

payment_delay_days = Driver(
    name="payment_delay_days",
    title="Days of late payment",
    help="Days between when a sale was due and when it was paid, counted at payment; what is not paid yet waits.",
    unit="days",
    fact="orders",
    moment="paid_at",
    where="orders.kind = 'sale'",
    volume="CASE WHEN orders.paid_at > orders.due_at THEN date_diff('second', orders.due_at, orders.paid_at) / 86400.0"
    " WHEN orders.paid_at <= orders.due_at THEN 0 END",
    order=7,
)
