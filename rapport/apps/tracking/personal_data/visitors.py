from rapport.kernel.personal_data import PersonalData, Rows

VISITORS = Rows("tracking.Visitor", ("anonymous_id", "at"))

visitors = PersonalData(
    name="visitors",
    title="Known devices",
    help="By which anonymous numbers websites and apps knew the person.",
    where="events",
    keys=VISITORS.named,
    found=VISITORS.copied,
    erase=VISITORS.deleted,
    order=43,
)
