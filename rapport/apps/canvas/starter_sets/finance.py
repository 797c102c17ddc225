"""Banks, insurers and advisers."""

from rapport.apps.canvas.starter_sets._starter_set import StarterSet, Suggested

finance = StarterSet(
    name="finance",
    title="Finance",
    help="Banking, insurance and advice: long relationships, rare contact, much trust.",
    order=4,
    segments=(
        Suggested("First account", "Under twenty-six, opened in the last two years."),
        Suggested("Home buyers", "Asked about a mortgage or took one in the last year."),
        Suggested("Main bank elsewhere", "No salary comes in; a savings account at most."),
        Suggested("Business owners", "Private and business accounts with us."),
    ),
    profile=(
        "At which events in life do they come to us first, and at which do they go elsewhere?",
        "Who in the family decides, and do we know that person?",
    ),
    needs=(
        "Wants to feel that somebody has looked at the whole, not at one product",
        "Wants to understand what a thing costs in one sentence",
        "Wants a decision on a loan before the weekend",
    ),
    pains=(
        "Signs what they have not understood and feels uneasy for weeks",
        "Sends the same payslip three times",
        "Cannot reach anybody when a card is blocked abroad",
    ),
    value=(
        "A yes or no within a day, with the reason",
        "Once a year somebody looks for what they pay too much for, even at our cost",
        "A claim is paid first and discussed afterwards, up to a limit",
    ),
    touchpoints=(
        "The app every day, the branch once in three years",
        "A letter when something changes, which nobody reads to the end",
        "The adviser’s own number, for those who have it",
    ),
    journey=(
        "Compares online for weeks, decides after one conversation",
        "After signing comes silence until the first statement",
    ),
    relationships=(
        "Expects discretion and a person at the big decisions, a machine for the rest",
        "Trusts the adviser more than the institution",
    ),
    metrics=(
        "Do customers with a yearly review stay longer than similar ones without?",
        "Is trust lower after a letter about terms than before?",
    ),
    actions=(
        "What if we rewrote the three letters that cause most calls?",
        "What if an adviser called every customer two weeks after a mortgage was signed?",
    ),
)
