from rapport.analytics.profit.driver import Driver

pieces = Driver(
    name="pieces",
    title="Pieces",
    help="Pieces sold.",
    unit="pieces",
    fact="order_lines",
    where="order_lines.kind = 'sale'",
    volume="CASE WHEN order_lines.quantity > 0 THEN order_lines.quantity WHEN order_lines.quantity <= 0 THEN 0 END",
    order=3,
)
