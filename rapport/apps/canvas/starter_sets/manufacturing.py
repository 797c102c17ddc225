"""Makers of machines, parts and materials."""

from rapport.apps.canvas.starter_sets._starter_set import StarterSet, Suggested

manufacturing = StarterSet(
    name="manufacturing",
    title="Manufacturing",
    help="Machines, parts and materials: few customers, long use, much service.",
    order=2,
    segments=(
        Suggested("Key accounts", "The few companies that bring half of the revenue."),
        Suggested("Machine builders", "Put your part into what they sell under their own name."),
        Suggested("Operators", "Run your machine every day and pay for its standstill."),
        Suggested("Spare parts only", "Bought a machine years ago; orders parts since."),
    ),
    profile=(
        "Who decides: purchasing, the engineer, or the person at the machine?",
        "How many of them have one supplier only for what we make?",
    ),
    needs=(
        "Wants the line to run; everything else comes after that",
        "Wants drawings and certificates on the day they are asked for",
        "Wants a price that holds for the whole project",
    ),
    pains=(
        "A missing part stops a line that costs more in an hour than the part in a year",
        "Has to explain the machine anew at every call",
        "Learns of a delay from the carrier, not from us",
    ),
    value=(
        "Parts for fifteen years, promised in writing",
        "An engineer who has stood beside this machine answers the telephone",
        "Wear is seen before it becomes a standstill",
    ),
    touchpoints=(
        "The service technician, whom they see more often than anybody from sales",
        "Quotations by mail, as a table they have to type again",
        "The trade fair, where they come to talk rather than to look",
    ),
    journey=(
        "From enquiry to first delivery takes nine months and five departments",
        "After acceptance nobody feels responsible until something breaks",
    ),
    relationships=(
        "Expects one named person who stays for years",
        "Would share machine data if it came back as fewer standstills",
    ),
    metrics=(
        "Do customers with a service contract stay longer, or were they the loyal ones before?",
        "Is the time to the first useful answer below four hours for every key account?",
    ),
    actions=(
        "What if we visited the three customers who stopped ordering parts this year?",
        "What if every quotation could be taken over into their system without typing?",
    ),
)
