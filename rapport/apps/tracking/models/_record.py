"""What all records of other tools have in common."""

from typing import Any, ClassVar

from django.db import models

from rapport.apps.accounts.models import Member
from rapport.apps.customers.models import Party, Region, reached_by
from rapport.kernel.models import ChangedModel, WorkspaceQuerySet


class RecordQuerySet(WorkspaceQuerySet):
    """Records of other tools."""

    def within(self, member: Member, right: str = "customers.view") -> "RecordQuerySet":
        """Those of the customers a right of the member reaches; those of nobody known with the whole view only."""
        return self.of(member).filter(reached_by(member, right, party=self.model.CUSTOMER))


class Record(ChangedModel):
    """Something another tool has recorded. `external_id` is its number there: the same number again is the same thing.

    `CUSTOMER` names the key to the customer the record is about.
    """

    CUSTOMER: ClassVar[str] = "party"

    external_id = models.CharField(max_length=120)

    objects = RecordQuerySet.as_manager()  # type: ignore[misc]

    class Meta(ChangedModel.Meta):
        abstract = True
        constraints = [
            models.UniqueConstraint(fields=["workspace", "external_id"], name="%(app_label)s_%(class)s_once")
        ]

    def __str__(self) -> str:
        return str(self.external_id)


def known_customer(related_name: str = "%(class)s_records") -> "models.ForeignKey[Any, Any]":
    """A customer without whom the record says nothing: it goes with them."""
    return models.ForeignKey(Party, on_delete=models.CASCADE, related_name=related_name)


def by_customer(name: str, moment: str = "at", customer: str = "party") -> list[models.Index]:
    """The indexes of a record that stands on the timeline of its customer."""
    of_customer = models.Index(fields=["workspace", customer, f"-{moment}"], name=f"tracking_{name}_of_party")
    return [*ChangedModel.Meta.indexes, of_customer]


def any_customer() -> "models.ForeignKey[Any, Any]":
    """A customer who may be unknown: the record stays countable without them."""
    return models.ForeignKey(Party, null=True, blank=True, on_delete=models.SET_NULL, related_name="%(class)s_records")


def region_field() -> "models.ForeignKey[Any, Any]":
    """The region a record belongs to, where one is said."""
    return models.ForeignKey(Region, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")


def moment_field() -> "models.DateTimeField[Any, Any]":
    """A moment that may not have come."""
    return models.DateTimeField(null=True, blank=True)


def words_field(longest: int) -> "models.CharField[Any, Any]":
    """A text that may be empty."""
    return models.CharField(max_length=longest, blank=True)


def minutes_field() -> "models.DecimalField[Any, Any]":
    """A working time that may be unknown."""
    return models.DecimalField(max_digits=13, decimal_places=3, null=True, blank=True)
