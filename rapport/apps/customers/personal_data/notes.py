from rapport.kernel.personal_data import PersonalData, Rows

NOTES = Rows("customers.PartyNote", ("at", "author_label", "text"))

notes = PersonalData(
    name="notes",
    title="Notes",
    help="What members wrote about the person on their record, removed notes in the log included.",
    where="the record",
    keys=NOTES.named,
    life=(("customers.PartyNote.party", "at"),),
    found=NOTES.copied,
    erase=NOTES.deleted,
    order=5,
)
