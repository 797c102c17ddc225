from rapport.analytics.profit.driver import Driver

touches = Driver(
    name="touches",
    title="Touches",
    help="Contacts through any channel, or through one.",
    unit="touches",
    fact="touches",
    kind="channel",
    order=8,
)
