from rapport.analytics.profit.driver import Driver

returns = Driver(
    name="returns",
    title="Returns",
    help="Refunds, each counted once, at the date of the refund.",
    unit="returns",
    fact="orders",
    where="orders.kind = 'refund'",
    order=6,
)
