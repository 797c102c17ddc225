from rapport.analytics.profit.driver import Driver

complaints = Driver(
    name="complaints",
    title="Complaints",
    help="Tickets that are complaints.",
    unit="complaints",
    fact="tickets",
    moment="opened_at",
    volume="CASE WHEN tickets.complaint THEN 1 WHEN NOT tickets.complaint THEN 0 END",
    kind="channel",
    order=12,
)
