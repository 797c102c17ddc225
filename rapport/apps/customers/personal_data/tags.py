from rapport.kernel.personal_data import PersonalData, Rows

TAGS = Rows("customers.PartyTag", ("tag__name", "created_at"))

tags = PersonalData(
    name="tags",
    title="Tags",
    help="The words put on the record.",
    where="the record",
    keys=TAGS.named,
    found=TAGS.copied,
    erase=TAGS.deleted,
    order=7,
)
