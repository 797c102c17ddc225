from rapport.kernel.personal_data import Outcome, Person, PersonalData, Place, Rows

EVENTS = Rows("tracking.Event", ("at", "name", "channel", "anonymous_id", "properties", "message_id"))


def _erase(person: Person, change: Place) -> Outcome:
    """That something was done stays countable; by which device and with what goes."""
    return EVENTS.emptied(person, change, anonymous_id="", properties={})


events = PersonalData(
    name="events",
    title="What was done on websites and in apps",
    help="Events stay in the figures; what they say of the person is erased.",
    where="events",
    keys=EVENTS.named,
    life=(("tracking.Event.party", "at"),),
    found=EVENTS.copied,
    erase=_erase,
    order=42,
)
