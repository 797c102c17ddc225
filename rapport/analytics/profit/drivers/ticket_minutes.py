from rapport.analytics.profit.driver import Driver

ticket_minutes = Driver(
    name="ticket_minutes",
    title="Minutes of service",
    help="Working time spent on tickets, of all channels or one.",
    unit="minutes",
    fact="tickets",
    moment="opened_at",
    volume="tickets.minutes",
    kind="channel",
    order=11,
)
