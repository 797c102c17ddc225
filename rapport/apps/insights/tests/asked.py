"""Analyses asked in tests: worked out for everybody, and their page as text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.test import Client
from django.urls import reverse

from rapport.apps.accounts.models import Member
from rapport.apps.customers.operations import PartyFacts, record_parties
from rapport.apps.insights.analyses import analyses
from rapport.apps.insights.operations.analyses import work_out_analysis
from rapport.apps.insights.operations.extraction import extract
from rapport.apps.insights.queries.analyses import Asking, people_behind
from rapport.apps.insights.queries.subjects import Subject
from rapport.apps.insights.tests.shop import Shop


@dataclass(frozen=True, slots=True)
class Asked:
    """One analysis as a member asks it in a browser."""

    member: Member
    client: Client
    name: str

    def asking(self, group: str = "everybody", period: str = "", **wishes: str) -> Asking:
        """What is asked, every wish not named at its default."""
        entry = analyses.get(self.name)
        chosen = {wish.name: wish.default for wish in entry.wishes} | wishes
        usual = entry.period if entry.by_period else "all-time"
        return Asking(entry, Subject.parse(group), None, period or usual, chosen)

    def payload(self, **asked: str) -> dict[str, Any]:
        """Its answer, from the lake as the database is now."""
        extract(self.member.workspace_id)
        return work_out_analysis(self.member.workspace, self.asking(**asked))

    def page(self, **asked: str) -> str:
        """Its page with that answer, spaces between words being one."""
        self.payload(**asked)
        self.client.force_login(self.member.user)
        address = reverse("insights:analysis", kwargs={"workspace": "glow", "analysis": self.name})
        answer = self.client.get(f"{address}?{self.asking(**asked).query}")
        assert answer.status_code == 200
        return " ".join(answer.content.decode().split())

    def file(self, **asked: str) -> list[str]:
        """The lines of its tables as a file."""
        self.payload(**asked)
        self.client.force_login(self.member.user)
        address = reverse("insights:sheets", kwargs={"workspace": "glow", "analysis": self.name})
        return self.client.get(f"{address}?{self.asking(**asked).query}").content.decode().splitlines()

    def people(self, key: str, **asked: str) -> list[int]:
        """The ids behind one of its groups."""
        return people_behind(self.member, self.asking(**asked), key)


def newcomers(shop: Shop, count: int, *, where: str = "Spain") -> list[str]:
    """So many more customers, named c0, c1, …; their ids stand in `Shop.people`."""
    names = [f"c{number}" for number in range(count)]
    facts = [PartyFacts(name=name, external_id=name, region_id=shop.regions[where]) for name in names]
    shop.people.update(zip(names, record_parties(shop.member, facts).ids, strict=True))
    return names
