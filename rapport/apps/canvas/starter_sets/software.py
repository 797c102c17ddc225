"""Programs and services on subscription."""

from rapport.apps.canvas.starter_sets._starter_set import StarterSet, Suggested

software = StarterSet(
    name="software",
    title="Software",
    help="Programs and services on subscription: used every day, left in one click.",
    order=7,
    segments=(
        Suggested("In trial", "Signed up within thirty days, does not pay yet."),
        Suggested("Teams that grow", "Added two people or more in the last quarter."),
        Suggested("Quiet payers", "Pay every month, hardly sign in."),
        Suggested("Administrators", "Set it up for others and rarely use it themselves."),
    ),
    profile=(
        "Is the person who pays also one who uses it?",
        "What did they use before, and do they still use it beside us?",
    ),
    needs=(
        "Wants the first result within the first hour",
        "Wants to show colleagues that the choice was right",
        "Wants to get everything out again at any time",
    ),
    pains=(
        "Starts with an empty screen and does not know what good looks like",
        "Waits two days for an answer that stands nowhere in the help",
        "A change overnight moves the button they press fifty times a day",
    ),
    value=(
        "Their own data are in it before the first call ends",
        "An answer from somebody who can mend it",
        "Every change is announced, and the old way stays for a month",
    ),
    touchpoints=(
        "The help page found through a search engine, not from inside",
        "The weekly mail to the person who pays",
        "The status page, on the worst day of the year",
    ),
    journey=(
        "Whoever invites a second person in the first week mostly stays",
        "Before leaving comes a quiet month that nobody notices",
    ),
    relationships=(
        "Expects to help themselves until it concerns money or data",
        "Would tell us what is missing if they ever heard what became of it",
    ),
    metrics=(
        "Do teams with three active people in week two stay at least a year?",
        "Is churn among quiet payers higher, or do they forget to leave?",
    ),
    actions=(
        "What if we wrote to everybody who has not signed in for three weeks, as a person?",
        "What if the trial began with example data of their own trade?",
    ),
)
