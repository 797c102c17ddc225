from rapport.analytics.profit.driver import Driver

contact_minutes = Driver(
    name="contact_minutes",
    title="Minutes of contact",
    help="Working time spent on contacts, in all channels or one.",
    unit="minutes",
    fact="touches",
    volume="touches.minutes",
    kind="channel",
    order=9,
)
