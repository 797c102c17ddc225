from rapport.analytics.profit.driver import Driver

reopened_tickets = Driver(
    name="reopened_tickets",
    title="Reopened tickets",
    help="Tickets opened again after they were resolved.",
    unit="tickets",
    fact="tickets",
    moment="opened_at",
    volume="CASE WHEN tickets.reopened THEN 1 WHEN NOT tickets.reopened THEN 0 END",
    kind="channel",
    order=13,
)
