from rapport.kernel.personal_data import Logged, PersonalData, Rows

CALLS = Rows("conversations.Call", ("at", "member_label", "subject", "direction", "minutes", "result", "notes"))

calls = PersonalData(
    name="calls",
    title="Calls",
    help="Talks over the phone, with what was noted of them.",
    where="calls",
    keys=CALLS.named,
    life=(("conversations.Call.party", "at"),),
    found=CALLS.copied,
    erase=CALLS.deleted,
    logged=(Logged((), CALLS.ids, model="call"),),
    order=31,
)
