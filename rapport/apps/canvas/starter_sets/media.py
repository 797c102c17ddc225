"""Newspapers, streaming, games and everything people read, watch or listen to."""

from rapport.apps.canvas.starter_sets._starter_set import StarterSet, Suggested

media = StarterSet(
    name="media",
    title="Media",
    help="News, streaming, games and events: attention first, subscription second.",
    order=5,
    segments=(
        Suggested("Daily", "Here on twenty days of a month or more."),
        Suggested("One series", "Came for one title and looks at little else."),
        Suggested("Trial", "In the first month, not yet paying the full price."),
        Suggested("Shared account", "More people than the subscription is for."),
    ),
    profile=(
        "At which time of day are they here, and what do they do at the same moment?",
        "How many came because somebody they know told them?",
    ),
    needs=(
        "Wants to find something good within two minutes",
        "Wants to be able to join in tomorrow’s conversation",
        "Wants to leave without feeling tricked, and to come back as easily",
    ),
    pains=(
        "Searches for longer than they watch",
        "Meets the wall in the middle of the sentence that mattered",
        "Pays for five services and uses two",
    ),
    value=(
        "A choice of five, made by people who are named",
        "A pause of three months instead of a cancellation",
        "What they missed, told in five minutes",
    ),
    touchpoints=(
        "The evening message that decides whether they open the app",
        "A link sent by a friend",
        "The renewal notice, often the first mail in a year they read",
    ),
    journey=(
        "Comes for one title; whoever finds a second in the first week stays",
        "Leaves in the month after the series ends, without any anger",
    ),
    relationships=(
        "Expects to be known by taste, not by name",
        "Feels close to voices and faces, hardly to the publisher",
    ),
    metrics=(
        "Do people who follow one author stay longer than people who follow a topic?",
        "Do half of those who pause come back within six months?",
    ),
    actions=(
        "What if the first week ended with three proposals from a person?",
        "What if ending the subscription took one press, and we measured who returns?",
    ),
)
