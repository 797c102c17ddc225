"""What members have to do and talk about with customers: tasks, calls, meetings, messages kept by hand."""

from django.db import models
from django.db.models import F, Q

from rapport.apps.accounts.models import Member
from rapport.apps.customers.models import CHANNELS, Party
from rapport.kernel.models import ChangedModel, WorkspaceModel


class Task(ChangedModel):
    """Something that one member is to do, with or without a customer.

    `due_on` is a day of the workspace; `remind_at` a moment, and `reminded_at` when the reminder was given.
    """

    class Kind(models.TextChoices):
        TO_DO = "to_do", "To do"
        CALL = "call", "Call"
        EMAIL = "email", "Write"
        VISIT = "visit", "Visit"

    class Priority(models.IntegerChoices):
        LOW = 1, "Low"
        NORMAL = 2, "Normal"
        HIGH = 3, "High"

    title = models.CharField(max_length=200)
    details = models.TextField(blank=True)
    kind = models.CharField(max_length=5, choices=Kind.choices, default=Kind.TO_DO)
    priority = models.PositiveSmallIntegerField(choices=Priority.choices, default=Priority.NORMAL)
    party = models.ForeignKey(Party, null=True, blank=True, on_delete=models.CASCADE, related_name="tasks")
    owner = models.ForeignKey(Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    author = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    author_label = models.CharField(max_length=200)
    due_on = models.DateField(null=True, blank=True)
    remind_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")

    FOUND_BY, FOUND_FOLDED = "title", True

    class Meta(ChangedModel.Meta):
        abstract = False
        indexes = [
            *ChangedModel.Meta.indexes,
            models.Index(fields=["workspace", "owner", "done_at", "due_on"], name="conversations_task_of_owner"),
            models.Index(fields=["workspace", "party", "-created_at"], name="conversations_task_of_party"),
            models.Index(
                fields=["workspace", "party", "-done_at"],
                condition=Q(done_at__isnull=False),
                name="conversations_task_done",
            ),
            models.Index(
                fields=["remind_at"],
                condition=Q(remind_at__isnull=False, reminded_at=None, done_at=None),
                name="conversations_task_reminders",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Call(ChangedModel):
    """A talk over the phone with a customer: planned while `held_at` and `cancelled_at` are empty.

    `at` is when it is planned, or when it began.
    """

    class Direction(models.TextChoices):
        OUT = "out", "We called"
        IN = "in", "They called"

    class Result(models.TextChoices):
        SPOKE = "spoke", "Spoke"
        NO_ANSWER = "no_answer", "No answer"
        LEFT_MESSAGE = "left_message", "Left a message"
        WRONG_NUMBER = "wrong_number", "Wrong number"

    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="calls")
    member = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    member_label = models.CharField(max_length=200)
    subject = models.CharField(max_length=200, blank=True)
    direction = models.CharField(max_length=3, choices=Direction.choices, default=Direction.OUT)
    at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    result = models.CharField(max_length=12, choices=Result.choices, blank=True)
    notes = models.TextField(blank=True)
    remind_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    held_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)

    FOUND_BY, FOUND_FOLDED = "subject", True

    class Meta(ChangedModel.Meta):
        abstract = False
        indexes = [
            *ChangedModel.Meta.indexes,
            models.Index(fields=["workspace", "party", "-at"], name="conversations_call_of_party"),
            models.Index(fields=["workspace", "member", "at"], name="conversations_call_of_member"),
            models.Index(
                fields=["remind_at"],
                condition=Q(remind_at__isnull=False, reminded_at=None, held_at=None, cancelled_at=None),
                name="conversations_call_reminders",
            ),
        ]

    def __str__(self) -> str:
        return self.subject or self.get_direction_display()


class Meeting(ChangedModel):
    """Members and customers at one place, or on one line, at one time; `minutes` are what was said."""

    subject = models.CharField(max_length=200)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = models.CharField(max_length=200, blank=True)
    agenda = models.TextField(blank=True)
    minutes = models.TextField(blank=True)
    organiser = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    organiser_label = models.CharField(max_length=200)
    remind_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    held_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)

    FOUND_BY, FOUND_FOLDED = "subject", True

    class Meta(ChangedModel.Meta):
        abstract = False
        indexes = [
            *ChangedModel.Meta.indexes,
            models.Index(fields=["workspace", "starts_at"], name="conversations_meeting_starts"),
            models.Index(
                fields=["remind_at"],
                condition=Q(remind_at__isnull=False, reminded_at=None, held_at=None, cancelled_at=None),
                name="conversations_meeting_remind",
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gte=F("starts_at")), name="conversations_meeting_ends_later")
        ]

    def __str__(self) -> str:
        return self.subject


class Attendee(ChangedModel):
    """A customer who takes part in a meeting."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendees")
    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="meetings")
    at = models.DateTimeField()

    class Meta(ChangedModel.Meta):
        abstract = False
        indexes = [
            *ChangedModel.Meta.indexes,
            models.Index(fields=["workspace", "party", "-at"], name="conversations_meeting_of_party"),
        ]
        constraints = [models.UniqueConstraint(fields=["meeting", "party"], name="conversations_attendee_once")]


class Host(WorkspaceModel):
    """A member who takes part in a meeting."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="hosts")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "member"], name="conversations_host_once")]


class Message(ChangedModel):
    """Something that was written to a customer or by one, on whichever channel, kept by hand or by a channel."""

    class Direction(models.TextChoices):
        OUT = "out", "We wrote"
        IN = "in", "They wrote"

    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="messages")
    member = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    member_label = models.CharField(max_length=200, blank=True)
    channel = models.CharField(max_length=20, choices=CHANNELS, default="email")
    direction = models.CharField(max_length=3, choices=Direction.choices)
    subject = models.CharField(max_length=300, blank=True)
    text = models.TextField(blank=True)
    at = models.DateTimeField()
    external_id = models.CharField(max_length=200, blank=True)

    class Meta(ChangedModel.Meta):
        abstract = False
        indexes = [
            *ChangedModel.Meta.indexes,
            models.Index(fields=["workspace", "party", "-at"], name="conversations_message_of_party"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "external_id"], condition=~Q(external_id=""), name="conversations_message_once"
            )
        ]

    def __str__(self) -> str:
        return self.subject or self.text[:60]
