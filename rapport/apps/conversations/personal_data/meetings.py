from rapport.kernel.personal_data import Outcome, Person, PersonalData, Place, Rows

SEATS = Rows(
    "conversations.Attendee",
    ("meeting__subject", "meeting__starts_at", "meeting__place", "meeting__agenda", "meeting__minutes"),
)
MEETINGS = Rows("conversations.Meeting", ())
HOSTS = Rows("conversations.Host", ())
WRITTEN = ("subject", "place", "agenda", "minutes")


def _erase(person: Person, change: Place) -> Outcome:
    """A meeting with nobody else goes whole; from one with others goes whatever names the person."""
    met = set(SEATS.of(person).values_list("meeting", flat=True))
    done = SEATS.deleted(person, change)
    with_others = set(SEATS.every(person).filter(meeting__in=met).values_list("meeting", flat=True))
    HOSTS.delete(HOSTS.every(person).filter(meeting__in=met - with_others), change)
    done.deleted += MEETINGS.delete(MEETINGS.every(person).filter(pk__in=met - with_others), change)
    for pk, *texts in MEETINGS.every(person).filter(pk__in=with_others).values_list("pk", *WRITTEN):
        after = [person.words.without(text) for text in texts]
        if after != texts:
            values = dict(zip(WRITTEN, after, strict=True))
            done.emptied += MEETINGS.every(person).filter(pk=pk).update(**values, change=change.sequence)
        done.places[f"meetings/{pk}"] = 1
    return done


meetings = PersonalData(
    name="meetings",
    title="Meetings",
    help="Meetings the person took part in. Minutes of those with others are named for you to read.",
    where="meetings",
    keys=SEATS.named,
    life=(("conversations.Attendee.party", "at"),),
    found=SEATS.copied,
    erase=_erase,
    order=33,
)
