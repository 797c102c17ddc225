"""Records that seem to be of the same party: found, decided about, merged, and taken apart again."""

from datetime import timedelta

from django.db import models
from django.db.models import F, Q

from rapport.apps.accounts.models import Member
from rapport.apps.customers.models.parties import Party
from rapport.kernel.models import WorkspaceModel, WorkspaceQuerySet

UNDO_FOR = timedelta(days=30)


class DuplicateRule(WorkspaceModel):
    """When two records are taken for one: a tree of and/or over comparisons.

    A tree is `{"all": [...]}`, `{"any": [...]}` or a leaf `{"comparison": "similar_name", "at_least": 0.9}`. `weight`
    is how sure one may be of two records of which the rule holds entirely.
    """

    name = models.CharField(max_length=80)
    applies_to = models.CharField(max_length=7, choices=Party.Kind.choices, default=Party.Kind.PERSON)
    rule = models.JSONField(default=dict)
    weight = models.FloatField(default=0.9)
    paused_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "name"], name="customers_one_duplicate_rule_per_name"),
            models.CheckConstraint(condition=Q(weight__gt=0, weight__lte=1), name="customers_duplicate_weight"),
        ]

    def __str__(self) -> str:
        return self.name


class DuplicateGroup(WorkspaceModel):
    """Two or more records that may be one, and why: `{"rule": name, "score": 0.95, "words": ["same e-mail"]}`.

    The score is that of the weakest tie which is needed to hold them together; of two records it is their only one.
    """

    class State(models.TextChoices):
        OPEN = "open", "To decide"
        MERGED = "merged", "Merged"
        DISTINCT = "distinct", "Different"
        GONE = "gone", "No longer alike"

    kind = models.CharField(max_length=7, choices=Party.Kind.choices)
    score = models.FloatField()
    reasons = models.JSONField(default=list)
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    found_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["workspace", "state", "-score"], name="customers_duplicates_queue")]

    def __str__(self) -> str:
        return f"{self.score:.2f}"


class DuplicateMember(WorkspaceModel):
    """A record in a group of possible duplicates."""

    group = models.ForeignKey(DuplicateGroup, on_delete=models.CASCADE, related_name="members")
    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "party"], name="customers_duplicate_once")]


class DistinctPair(WorkspaceModel):
    """Somebody said that these two are not the same; they are never proposed again. The lower id comes first."""

    first = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="+")
    decided_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="customers_distinct_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="customers_distinct_in_order"),
        ]


class Merge(WorkspaceModel):
    """Records that became one: everything needed to take them apart again until `undo_until`."""

    kept = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="merges")
    at = models.DateTimeField()
    merged_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    actor_label = models.CharField(max_length=200)
    undo = models.JSONField(default=dict)
    undo_until = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["workspace", "-at"], name="customers_merges_newest")]


class FormerId(WorkspaceModel):
    """The id a record had before it was merged into another: pages and programs that know it find the other.

    So do files that name it by its number elsewhere.
    """

    former_id = models.BigIntegerField()
    external_id = models.CharField(max_length=80, blank=True, default="", db_default="")
    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="former_ids")
    merge = models.ForeignKey(Merge, on_delete=models.CASCADE, related_name="former_ids")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "former_id"], name="customers_former_id_leads_to_one")
        ]
        indexes = [models.Index(fields=["workspace", "external_id"], name="customers_former_number")]


class DuplicateScan(WorkspaceModel):
    """How far the search for duplicates has come: up to which place in the log, and what the last whole one found.

    `crowded` counts the blocks that were too large to compare everybody in them with everybody.
    """

    position = models.BigIntegerField(default=-1)
    rules = models.CharField(max_length=64, blank=True)
    finished_at = models.DateTimeField(null=True)
    seconds = models.FloatField(default=0)
    records = models.BigIntegerField(default=0)
    pairs = models.BigIntegerField(default=0)
    crowded = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace"], name="customers_one_duplicate_scan")]


class DuplicateKey(models.Model):
    """A key that a record is looked up by: whoever shares one is compared with it.

    `key` says nothing without the secret of the installation. `place` is the record's place by name among those of one
    key. It follows the records with every search, the last one's state; a plain number instead of a key to the record,
    because nothing of it moves along when records are merged.
    """

    workspace = models.ForeignKey("accounts.Workspace", on_delete=models.CASCADE, related_name="+", db_index=False)
    key = models.BigIntegerField()
    place = models.BigIntegerField()
    record = models.BigIntegerField()

    objects = WorkspaceQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["workspace", "key", "place", "record"], name="customers_duplicate_keys"),
            models.Index(fields=["workspace", "record"], name="customers_keys_of_record"),
        ]
