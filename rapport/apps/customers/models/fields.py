"""Fields that a workspace defines for itself, and the views it keeps of its lists."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q

from rapport.apps.accounts.models import Member
from rapport.kernel.models import WorkspaceModel


class CustomField(WorkspaceModel):
    """A field of records that the workspace added: its values stand under `key` in `Party.attributes`.

    Values are kept as JSON that sorts as it reads: texts, whole numbers and decimals as numbers, amounts as whole
    ten-thousandths of the workspace's currency, days as ISO dates, yes and no as booleans, several choices as a list.
    """

    class Kind(models.TextChoices):
        TEXT = "text", "Text"
        NUMBER = "number", "Number"
        AMOUNT = "amount", "Amount of money"
        DATE = "date", "Date"
        YES_NO = "yes_no", "Yes or no"
        CHOICE = "choice", "One of a list"
        CHOICES = "choices", "Several of a list"
        LINK = "link", "Link"

    class For(models.TextChoices):
        PERSON = "person", "People"
        COMPANY = "company", "Companies"
        BOTH = "both", "Both"

    key = models.CharField(max_length=40, validators=[RegexValidator(r"^[a-z][a-z0-9_]*$")])
    title = models.CharField(max_length=80)
    help = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=7, choices=Kind.choices)
    used_for = models.CharField(max_length=7, choices=For.choices, default=For.BOTH)
    choices = models.JSONField(default=list, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    archived_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "key"], name="customers_one_field_per_key"),
            models.UniqueConstraint(
                fields=["workspace", "title"], condition=Q(archived_at=None), name="customers_one_field_per_title"
            ),
        ]
        ordering = ["position", "title"]

    def __str__(self) -> str:
        return self.title


class SavedView(WorkspaceModel):
    """A list as somebody wants to see it again: which records, which columns, in which order, as table or cards.

    `rule` is a tree of the conditions grammar, empty for everybody. A view belongs to its member until it is shared.
    """

    class Layout(models.TextChoices):
        TABLE = "table", "Table"
        CARDS = "cards", "Cards"

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=80)
    subject = models.CharField(max_length=20, default="customers")
    rule = models.JSONField(default=dict, blank=True)
    columns = models.JSONField(default=list, blank=True)
    sort = models.CharField(max_length=60, default="name")
    layout = models.CharField(max_length=5, choices=Layout.choices, default=Layout.TABLE)
    shared_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "member", "subject", "name"], name="customers_one_view_per_name"
            )
        ]
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
