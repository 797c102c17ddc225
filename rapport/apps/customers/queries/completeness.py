"""How much is known about a record: which facts are there, which are missing, and how much each of them counts."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rapport.apps.accounts.models import Member
from rapport.apps.customers.models import Party
from rapport.apps.customers.rights import fields_of


@dataclass(frozen=True, slots=True)
class Point:
    """A fact a record should have: `weight` is how much it counts, `fact` the input of the form that asks for it."""

    fact: str
    title: str | Promise
    weight: int


# How to reach them and where they are count most: without these nobody can be written to or counted by market.
OF_ALL = (
    Point("email", _("E-mail address"), 3),
    Point("phone", _("Phone"), 2),
    Point("region_id", _("Region"), 3),
    Point("city", _("City"), 1),
    Point("acquisition_channel", _("How they came to you"), 2),
    Point("language", _("Language"), 1),
    Point("preferred_channel", _("Preferred channel"), 1),
    Point("account_manager_id", _("Account manager"), 1),
)
OF_PEOPLE = (Point("birth_date", _("Date of birth"), 2), Point("gender", _("Gender"), 1))
OF_COMPANIES = (
    Point("industry", _("Industry"), 2),
    Point("company_size", _("Size"), 2),
    Point("tax_number", _("Tax number"), 1),
    Point("website", _("Website"), 1),
)


@dataclass(frozen=True, slots=True)
class Completeness:
    """The share of what should be known that is known, by weight, and what is missing, weightiest first."""

    known: int
    total: int
    missing: list[Point]

    @property
    def share(self) -> float:
        """From 0 to 1."""
        return self.known / self.total if self.total else 1.0


def completeness_of(member: Member, of: Party) -> Completeness:
    """How complete a record is, among the facts its reader may see.

    >>> Completeness(known=3, total=12, missing=[]).share
    0.25
    """
    shows = fields_of(member).shows
    points = [point for point in (*OF_ALL, *(OF_PEOPLE if of.is_person else OF_COMPANIES)) if shows(point.fact)]
    missing = [point for point in points if getattr(of, point.fact) in (None, "")]
    total = sum(point.weight for point in points)
    return Completeness(
        known=total - sum(point.weight for point in missing),
        total=total,
        missing=sorted(missing, key=lambda point: -point.weight),
    )
