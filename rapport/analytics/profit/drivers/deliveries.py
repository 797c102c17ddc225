from rapport.analytics.profit.driver import Driver

deliveries = Driver(
    name="deliveries",
    title="Deliveries",
    help="Sales that were delivered in a known way, all or those of one mode.",
    unit="deliveries",
    fact="orders",
    where="orders.kind = 'sale'",
    volume="CASE WHEN orders.delivery_mode IS NOT NULL THEN 1 END",
    kind="delivery_mode",
    order=4,
)
