"""Schools, trainers and online courses."""

from rapport.apps.canvas.starter_sets._starter_set import StarterSet, Suggested

courses = StarterSet(
    name="courses",
    title="Courses",
    help="Teaching, on site and online: students, professionals, hobbyists and educators learn for different reasons.",
    order=8,
    segments=(
        Suggested("Students", "Need the certificate, count every euro, learn at night."),
        Suggested("Professionals", "Learn for the job; often the employer pays and time is short."),
        Suggested("Hobbyists", "Learn for joy, with patience and without a goal."),
        Suggested("Educators", "Teach others and look for material and methods they can take along."),
    ),
    profile=(
        "Who pays: they themselves, the parents, or the employer?",
        "How many have begun a course with somebody else and not finished it?",
    ),
    needs=(
        "Students: wants to pass, with the least detour",
        "Professionals: wants something to use on Monday",
        "Hobbyists: wants to show somebody what they have made",
        "Educators: wants to be allowed to use it in their own class",
    ),
    pains=(
        "Loses the thread after the third week and is ashamed to ask",
        "Professionals: cannot plan more than two hours a week",
        "Gets feedback on homework when the next one is due",
    ),
    value=(
        "Feedback from a person within two days",
        "A plan that shifts when a week is lost",
        "A certificate that employers in the region know",
        "Educators: slides and exercises with the right to change them",
    ),
    touchpoints=(
        "The trial lesson, which decides before any price is seen",
        "The group chat, where they ask each other first",
        "The reminder before each live lesson",
    ),
    journey=(
        "Enthusiasm in week one, doubt in week three, pride at the first own work",
        "After the last lesson nothing comes, although many would go on",
    ),
    relationships=(
        "Hobbyists: expects a community more than a teacher",
        "Professionals: expects self-service and one person for questions",
        "Educators: would share what they have built if others did too",
    ),
    metrics=(
        "Do those who hand in the first homework finish twice as often as the others?",
        "Does at least one in four book a second course within a year?",
    ),
    actions=(
        "What if a tutor wrote to everybody who misses two lessons in a row?",
        "What if each course ended with a proposal for the next step, for each of the four groups another?",
    ),
)
