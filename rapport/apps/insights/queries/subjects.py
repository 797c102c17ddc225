"""What figures are about: everybody, a segment, or one customer."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Literal

from django.db.models import Q

from rapport.apps.accounts.models import Member
from rapport.apps.customers.models import Party, Region, Segment
from rapport.kernel.errors import Missing

Kind = Literal["everybody", "segment", "customer"]
WRITTEN = re.compile(r"^(segment|customer):([1-9][0-9]{0,17})$")


@dataclass(frozen=True, slots=True)
class Subject:
    """Everybody, a segment or one customer; as text `everybody`, `segment:7`, `customer:12`."""

    kind: Kind = "everybody"
    id: int | None = None

    @classmethod
    def everybody(cls) -> Subject:
        return cls()

    @classmethod
    def segment(cls, segment_id: int) -> Subject:
        return cls("segment", segment_id)

    @classmethod
    def customer(cls, customer_id: int) -> Subject:
        return cls("customer", customer_id)

    @classmethod
    def parse(cls, text: str) -> Subject:
        """The subject a text stands for. Raises Missing for anything else.

        >>> Subject.parse("segment:7")
        Subject(kind='segment', id=7)
        """
        found = WRITTEN.match(text)
        if found:
            return cls(found[1], int(found[2]))  # type: ignore[arg-type]
        if text != "everybody":
            raise Missing("There are no such figures.", place=text[:40])
        return cls()

    def __str__(self) -> str:
        return self.kind if self.id is None else f"{self.kind}:{self.id}"

    def parties(self) -> Q:
        """The parties it covers, as a predicate over Party."""
        if self.kind == "segment":
            return Q(memberships__segment_id=self.id, memberships__until=None)
        return Q(pk=self.id) if self.kind == "customer" else Q()

    def rows(self) -> Q:
        """The orders or responses it covers, as a predicate over a model with a `customer`."""
        if self.kind == "segment":
            return Q(customer__memberships__segment_id=self.id, customer__memberships__until=None)
        return Q(customer_id=self.id) if self.kind == "customer" else Q()


@dataclass(frozen=True, slots=True)
class Named:
    """A subject, perhaps in one region, with the words and the colour it bears."""

    subject: Subject
    title: str
    hue: str = ""
    region: Region | None = None

    @property
    def words(self) -> str:
        """The subject and its region: "Loyal customers in Spain"."""
        return f"{self.title} in {self.region.name}" if self.region else self.title

    @property
    def query(self) -> str:
        """The region for an address."""
        return f"?region={self.region.pk}" if self.region else ""


def reached(member: Member, subject: Subject) -> None:
    """Raise Missing where a subject is one customer whom the member's roles do not reach."""
    if subject.kind == "customer" and not Party.objects.within(member).filter(pk=subject.id).exists():
        raise Missing("There are no such figures.", place=str(subject))


def named(owner: Any, subject: Subject, region_id: int | None = None) -> Named:
    """The subject by its name. Raises Missing when subject or region is not of this workspace."""
    region = None
    if region_id is not None:
        region = Region.objects.of(owner).filter(pk=region_id).first()
        if region is None:
            raise Missing("There is no such region.", place="region")
    if subject.kind == "everybody":
        return Named(subject, "Everybody", region=region)
    if subject.kind == "segment":
        segment = Segment.objects.of(owner).filter(id=int(subject.id or 0)).first()
        if segment is not None:
            return Named(subject, segment.name, segment.hue, region)
    else:
        party = Party.objects.of(owner).filter(id=subject.id).first()
        if party is not None:
            return Named(subject, party.name, region=region)
    raise Missing("There are no such figures.", place=str(subject))
