from rapport.kernel.personal_data import PersonalData, Rows

RELATIONS = Rows(
    "customers.Relation",
    ("party__name", "kind", "other__name", "role", "buying_role", "since", "until"),
    ("party", "other"),
)

relations = PersonalData(
    name="relations",
    title="Relations",
    help="Whom the person works for, shares a household with, was referred by.",
    where="the record",
    keys=RELATIONS.named,
    found=RELATIONS.copied,
    erase=RELATIONS.deleted,
    order=4,
)
