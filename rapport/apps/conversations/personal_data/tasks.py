from rapport.kernel.personal_data import Logged, PersonalData, Rows

TASKS = Rows("conversations.Task", ("title", "details", "kind", "author_label", "due_on", "done_at", "created_at"))

tasks = PersonalData(
    name="tasks",
    title="Tasks",
    help="What members were to do about the person, done or not.",
    where="tasks",
    keys=TASKS.named,
    life=(("conversations.Task.party", "created_at"),),
    found=TASKS.copied,
    erase=TASKS.deleted,
    logged=(Logged((), TASKS.ids, model="task"),),
    order=30,
)
