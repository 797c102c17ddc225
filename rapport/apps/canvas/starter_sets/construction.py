"""Builders, fitters and everybody who works on a house."""

from rapport.apps.canvas.starter_sets._starter_set import StarterSet, Suggested

construction = StarterSet(
    name="construction",
    title="Construction",
    help="Building, renovating and fitting out: large, rare jobs, won by word of mouth.",
    order=6,
    segments=(
        Suggested("First-time builders", "Build or renovate for the first time, with their own money."),
        Suggested("Property managers", "Many small jobs a year in many houses."),
        Suggested("Architects", "Do not buy themselves, yet decide who is asked."),
        Suggested("Public clients", "Award by tender and pay late."),
    ),
    profile=(
        "Who recommended us to the last ten clients?",
        "Do those with several buildings ask for a frame contract, or for a quotation each time?",
    ),
    needs=(
        "Wants to know what it will cost in the end, not at the beginning",
        "Wants to know who comes tomorrow, and at what time",
        "Wants one person who answers for all trades",
    ),
    pains=(
        "The bill has items that nobody mentioned",
        "Nobody comes for three weeks, and nobody says why",
        "After handing over, small defects take a year",
    ),
    value=(
        "A fixed price with a list of what could change it",
        "A picture of the site every Friday",
        "Defects mended within fourteen days, or money back for each day",
    ),
    touchpoints=(
        "The first visit on site, which decides more than the quotation",
        "The foreman, who is the company for the client",
        "The sign at the fence, read by all the neighbours",
    ),
    journey=(
        "Asks three firms, hears from two, understands one",
        "Trust sinks at the first change order and rises at the first picture",
    ),
    relationships=(
        "Expects one named person from the first visit to the last defect",
        "Would recommend us two years later if somebody asked",
    ),
    metrics=(
        "Does at least half of the work come from recommendations?",
        "Is the rating at handing over lower where there were more than three change orders?",
    ),
    actions=(
        "What if we called every client one year after handing over?",
        "What if each quotation named the three things that could make it dearer?",
    ),
)
