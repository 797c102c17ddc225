"""The workspace's regions, and whoever can look after customers: what ids of customers point to."""

from rapport.api.gate import Request
from rapport.api.kinds import Told
from rapport.api.noun import Noun
from rapport.apps.customers import queries

regions = Noun(
    "regions", "Regions and carers", "What the ids on customers point to: regions, members and teams.", order=60
)


class Region(Told):
    """A place the business counts by."""

    id: int
    name: str
    country: str


class Regions(Told):
    """All of them, by name."""

    items: list[Region]


class Named(Told):
    """A member or a team."""

    id: int
    name: str


class Carers(Told):
    """Who may look after a record, by name."""

    members: list[Named]
    teams: list[Named]


@regions.get("/regions", "customers.view", Regions)
def list_regions(request: Request) -> Regions:
    """The regions of the workspace."""
    found = queries.regions(request.member)
    return Regions(items=[Region(id=one.pk, name=one.name, country=one.country) for one in found])


@regions.get("/carers", "customers.view", Carers)
def list_carers(request: Request) -> Carers:
    """Members and teams who may look after customers."""
    found = queries.carers_of(request.member)
    named = {kind: [Named(id=key, name=name) for key, name in pairs] for kind, pairs in found.items()}
    return Carers(**named)
