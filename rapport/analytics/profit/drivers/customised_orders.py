from rapport.analytics.profit.driver import Driver

customised_orders = Driver(
    name="customised_orders",
    title="Customised orders",
    help="Sales made to the customer's wishes.",
    unit="orders",
    fact="orders",
    where="orders.kind = 'sale'",
    volume="CASE WHEN orders.customised THEN 1 WHEN NOT orders.customised THEN 0 END",
    order=5,
)
