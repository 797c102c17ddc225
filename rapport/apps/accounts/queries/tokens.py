"""Reading keys for programs."""

from typing import Any

from django.db.models import F, Q, QuerySet

from rapport.apps.accounts.models import ApiToken, Member
from rapport.kernel.clock import now
from rapport.kernel.errors import Unknown
from rapport.kernel.ids import token_digest

LONGEST_SECRET = 200


def token_by_secret(secret: str) -> ApiToken:
    """The token that a program shows, with its member, who acts through it.

    Raises Unknown alike for one that is wrong, revoked or too old, and for that of a member who was shut out.
    """
    alive = ApiToken.objects.filter(Q(expires_at=None) | Q(expires_at__gt=now()), revoked_at=None)
    of_members = alive.filter(member__deactivated_at=None).select_related("member__user", "member__workspace")
    found: ApiToken | None = None
    if 0 < len(secret) <= LONGEST_SECRET:
        found = of_members.filter(token_digest=token_digest(secret)).first()
    if found is None:
        raise Unknown("This token is wrong, too old or was revoked. Make a new one in Rapport.", code="token")
    found.member.via = found.name
    return found


def tokens_of(member: Member) -> QuerySet[Any, ApiToken]:
    """The member's own tokens, or everybody's for whoever manages members; those that work first, the newest on top."""
    member.require("api.use")
    rows = ApiToken.objects.of(member)
    if not member.may("members.manage"):
        rows = rows.filter(member=member)
    return rows.select_related("member__user").order_by(F("revoked_at").desc(nulls_first=True), "-pk")  # type: ignore[no-any-return]
