from rapport.kernel.personal_data import Logged, Outcome, Person, PersonalData, Place, Rows

ANSWERS = Rows(
    "feedback.Response",
    ("at", "kind", "score", "text", "survey", "question", "touchpoint", "channel", "external_id"),
    ("customer",),
)


def _erase(person: Person, change: Place) -> Outcome:
    """The scores stay countable; the words go, and a number of the answer that names the person."""
    done = ANSWERS.emptied(person, change, text="")
    for pk, number in ANSWERS.of(person).exclude(external_id="").values_list("pk", "external_id"):
        if person.words.in_text(number):
            ANSWERS.every(person).filter(pk=pk).update(external_id="")
    return done


answers = PersonalData(
    name="answers",
    title="Answers to surveys",
    help="Scores stay in the figures, without the person's name; their words are erased.",
    where="feedback",
    keys=ANSWERS.named,
    life=(("feedback.Response.customer", "at"),),
    found=ANSWERS.copied,
    erase=_erase,
    logged=(Logged(("responses.", "response."), ANSWERS.ids),),
    order=40,
)
