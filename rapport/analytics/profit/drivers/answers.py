from rapport.analytics.profit.driver import Driver

answers = Driver(
    name="answers",
    title="Answers",
    help="Answers to surveys, each read and dealt with, of all channels or one.",
    unit="answers",
    fact="responses",
    kind="channel",
    order=14,
)
