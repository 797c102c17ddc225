"""Business with businesses: wholesale, distribution and services for companies."""

from rapport.apps.canvas.starter_sets._starter_set import StarterSet, Suggested

wholesale = StarterSet(
    name="wholesale",
    title="B2B and wholesale",
    help="Selling to companies that sell on or use it at work: repeat orders, lists, terms and named people.",
    order=9,
    segments=(
        Suggested("Weekly orders", "Ordered in at least eight of the last twelve weeks."),
        Suggested("Independent shops", "One or two sites, the owner orders in person."),
        Suggested("Chains", "Head office negotiates, the sites order."),
        Suggested("Slipping away", "Half or less of what they bought a year ago."),
    ),
    profile=(
        "Who places the order, who chose us, and who signs the invoice?",
        "From whom do they buy the rest of what they need?",
    ),
    needs=(
        "Wants the usual order placed in two minutes",
        "Wants to know today what will be missing tomorrow",
        "Wants terms that fit how their own customers pay",
    ),
    pains=(
        "Something is missing in the delivery and is noticed only while unpacking",
        "Each site has other prices, and nobody can say why",
        "A complaint goes through four people",
    ),
    value=(
        "What is missing is named before the van leaves, with a substitute",
        "The representative can settle a complaint up to 100 on the spot",
        "Figures for them: what sells in shops like theirs",
    ),
    touchpoints=(
        "The representative’s visit, looked forward to or endured",
        "The order list on the phone, late in the evening",
        "The driver, who sees the storeroom every week",
    ),
    journey=(
        "A new customer tests us with one small order and the delivery decides",
        "Orders become smaller for months before the last one",
    ),
    relationships=(
        "Owners expect a person who knows their shop; chains expect a contract that is kept",
        "Would take part in planning if it brought first pick of scarce goods",
    ),
    metrics=(
        "Does the share of complete deliveries explain who orders more next quarter?",
        "Do customers with a fixed representative buy from more product groups?",
    ),
    actions=(
        "What if we called every customer whose orders fell by half, before the quarter ends?",
        "What if the driver could note what the storeroom is short of?",
    ),
)
