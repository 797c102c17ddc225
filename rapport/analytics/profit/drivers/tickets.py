from rapport.analytics.profit.driver import Driver

tickets = Driver(
    name="tickets",
    title="Tickets",
    help="Questions and complaints, of all channels or one.",
    unit="tickets",
    fact="tickets",
    moment="opened_at",
    kind="channel",
    order=10,
)
