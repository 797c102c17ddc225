"""Telephone, internet and television by contract."""

from rapport.apps.canvas.starter_sets._starter_set import StarterSet, Suggested

telecoms = StarterSet(
    name="telecoms",
    title="Telecoms",
    help="Telephone and internet by contract or prepaid: many customers, small bills, much churn.",
    order=3,
    segments=(
        Suggested("About to decide", "The contract can be ended within the next ninety days."),
        Suggested("Whole households", "Two contracts or more at one address."),
        Suggested("Prepaid", "No contract; tops up when needed."),
        Suggested("Small offices", "Self-employed people and offices of up to ten."),
    ),
    profile=(
        "How many of them could name their tariff?",
        "Do those with two products stay longer because of the second one, or because they are settled anyway?",
    ),
    needs=(
        "Wants it to work, and to think of it as little as possible",
        "Wants a bill that is the same every month",
        "Wants the old customer’s price to be as good as the new one’s",
    ),
    pains=(
        "Waits in a queue, then tells the whole story again to the next person",
        "Sees new customers get for 20 what costs 35 after three years",
        "Takes a day off for a technician who does not come",
    ),
    value=(
        "We change the tariff by ourselves when a cheaper one fits",
        "A fault is reported to them before they notice it",
        "One person keeps the case until the line works",
    ),
    touchpoints=(
        "The app, opened mostly when something is wrong",
        "The hotline, after the help pages have failed",
        "The shop, for those who want somebody to set it up",
    ),
    journey=(
        "Moving house is the moment when most of them think about leaving",
        "The first bill is higher than expected and starts the first call",
    ),
    relationships=(
        "Expects self-service for everything simple and a person for a fault",
        "Feels held by the contract, not bound to us",
    ),
    metrics=(
        "Does one solved fault make leaving less likely than no fault at all?",
        "Is churn in the quarter after a price change more than twice the usual?",
    ),
    actions=(
        "What if we offered the new customer’s price to two hundred old ones before they ask?",
        "What if the technician sent a message from the car?",
    ),
)
