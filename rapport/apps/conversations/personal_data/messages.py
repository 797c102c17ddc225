from rapport.kernel.personal_data import Logged, PersonalData, Rows

MESSAGES = Rows("conversations.Message", ("at", "member_label", "channel", "direction", "subject", "text"))

messages = PersonalData(
    name="messages",
    title="Messages",
    help="What was written to the person and by them.",
    where="messages",
    keys=MESSAGES.named,
    life=(("conversations.Message.party", "at"),),
    found=MESSAGES.copied,
    erase=MESSAGES.deleted,
    logged=(Logged((), MESSAGES.ids, model="message"),),
    order=32,
)
