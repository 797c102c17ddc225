"""Who asks: the token, the member behind it, what they may."""

from datetime import datetime

from rapport.api.gate import Request
from rapport.api.kinds import Told
from rapport.api.noun import Noun
from rapport.apps.accounts.rights import ALL_RIGHTS

me = Noun("me", "You", "The token you show, the member in whose name it works, and their rights.", order=1)


class Workspace(Told):
    """The business that the token belongs to."""

    name: str
    slug: str
    currency: str
    time_zone: str


class Me(Told):
    """The token and its member; `rights` says of each right for whose records it holds: own, team or all."""

    member_id: int
    name: str
    role: str
    rights: dict[str, str]
    token: str
    only_reads: bool
    expires_at: datetime | None
    workspace: Workspace


@me.get("/me", "", Me)
def get_me(request: Request) -> Me:
    """Who you are here, and what you may."""
    member, token = request.member, request.token
    rights = {right: scope for right in sorted(ALL_RIGHTS) if (scope := member.scope(right))}
    place = member.workspace
    return Me(
        member_id=member.pk,
        name=str(member),
        role=member.role,
        rights=dict(rights),
        token=token.name,
        only_reads=token.only_reads,
        expires_at=token.expires_at,
        workspace=Workspace(name=place.name, slug=place.slug, currency=place.currency, time_zone=place.time_zone),
    )
