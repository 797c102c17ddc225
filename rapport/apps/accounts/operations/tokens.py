"""Keys for programs: made, revoked, used."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from rapport.apps.accounts.models import ApiToken, Member
from rapport.apps.activity.operations import recorded
from rapport.kernel.clock import now
from rapport.kernel.errors import Missing, Refused
from rapport.kernel.ids import new_token, token_digest
from rapport.kernel.text import text_error

# By its beginning, whoever finds a token somewhere knows what it opens.
BEGINNING = "rapport_"
SHOWN = 12
LONGEST_NAME = 80
MOST_DAYS = 3_660
MOST = 50
USE_IS_NOTED_EVERY = timedelta(minutes=1)


def create_token(member: Member, *, name: str, days: int | None = 90, only_reads: bool = False) -> tuple[ApiToken, str]:
    """A key by which a program works in the member's name; returns it and its secret, which is shown once.

    It lasts so many days, or until it is revoked. The secret has 256 random bits; only its digest is kept.
    """
    member.require("api.use")
    name = " ".join(name.split())
    if error := (text_error(name, longest=LONGEST_NAME) or ("" if name else _("Say what the token is for."))):
        raise Refused(error, place="name", code="token")
    if days is not None and not 1 <= days <= MOST_DAYS:
        raise Refused(_("A token lasts from 1 to %(most)d days.") % {"most": MOST_DAYS}, place="days", code="token")
    secret = BEGINNING + new_token()
    with recorded(member.actor, "token.created", topics=["tokens"]) as change:
        if ApiToken.objects.of(member).filter(member=member, revoked_at=None).count() >= MOST:
            raise Refused(_("You have %(most)d tokens. Revoke one first.") % {"most": MOST}, code="token")
        token: ApiToken = ApiToken.objects.create(
            workspace_id=member.workspace_id,
            member=member,
            name=name,
            prefix=secret[len(BEGINNING) :][:SHOWN],
            token_digest=token_digest(secret),
            only_reads=only_reads,
            expires_at=_end(days),
        )
        change.about("token", token.pk, name)
        change.details |= {"only_reads": only_reads, "days": days}
    return token, secret


def revoke_token(member: Member, token_id: int) -> ApiToken:
    """Make a token worthless from now on: one's own, or anybody's for whoever manages members. There is no way back."""
    member.require("api.use")
    with recorded(member.actor, "token.revoked", topics=["tokens"]) as change:
        tokens = ApiToken.objects.of(member).select_for_update(of=("self",)).filter(pk=token_id)
        if not member.may("members.manage"):
            tokens = tokens.filter(member=member)
        token: ApiToken | None = tokens.first()
        if token is None:
            raise Missing(_("There is no such token."))
        change.about("token", token.pk, token.name)
        if token.revoked_at is not None:
            change.leave_no_record()
        else:
            token.revoked_at = now()
            token.save(update_fields=["revoked_at"])
    return token


def note_use(token: ApiToken) -> None:
    """Keep when a token was used last, to the minute."""
    at = now()
    if token.last_used_at is None or at - token.last_used_at >= USE_IS_NOTED_EVERY:
        ApiToken.objects.of(token).filter(pk=token.pk).update(last_used_at=at)


def _end(days: int | None) -> datetime | None:
    return None if days is None else now() + timedelta(days=days)
