from rapport.analytics.profit.driver import Driver

orders = Driver(
    name="orders",
    title="Orders",
    help="Each sale counts once, however many lines it has.",
    unit="orders",
    fact="orders",
    where="orders.kind = 'sale'",
    kind="channel",
    order=1,
)
