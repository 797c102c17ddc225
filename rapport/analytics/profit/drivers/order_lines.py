from rapport.analytics.profit.driver import Driver

order_lines = Driver(
    name="order_lines",
    title="Order lines",
    help="Each line of a sale counts once: what picking and packing follows.",
    unit="lines",
    fact="order_lines",
    where="order_lines.kind = 'sale'",
    order=2,
)
